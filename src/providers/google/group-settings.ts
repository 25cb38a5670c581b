import type { groupssettings_v1 as api } from "googleapis/build/src/apis/groupssettings/v1.js";
import { Unreadable } from "../../http/transport-failure.ts";
import { connectedTraits } from "../../model/provider.ts";
import type { GoogleClient } from "./client.ts";

/** The declarable settings of a group, as Google sends them: flags are `"true"` and `"false"`. */
export type Settings = Readonly<Record<string, string>>;

const managed = Object.keys(connectedTraits.google.groups.settings);

/**
 * Reads the settings of the group with this address. The API knows groups by address only, so the address in the answer is
 * compared.
 * @throws Unreadable if the answer is not the settings of this group
 */
export async function readSettings(client: GoogleClient, address: string): Promise<Settings> {
  const groups = await client.settings();
  const answer: api.Schema$Groups | null = await client.read(() => groups.get({ groupUniqueId: address }));
  if (answer?.email?.toLowerCase() !== address.toLowerCase())
    throw new Unreadable(`the settings of "${address}" are in an answer for another group or in another format`);
  const shown = answer as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    managed.flatMap((name) => {
      const value = shown[name];
      return typeof value === "string" ? [[name, value]] : [];
    }),
  );
}
