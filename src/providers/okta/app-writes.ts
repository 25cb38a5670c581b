import type { Client } from "@okta/okta-sdk-nodejs";
import type { DirectAssignmentWrite, WriteResult } from "../../ports/access.ts";
import { isSame } from "./account-writes.ts";
import { type OktaAppUser, readAppUser } from "./apps.ts";
import { oktaCode, refusalOf } from "./failure.ts";
import { isOktaId } from "./ids.ts";
import { alreadySo, failed, refused, written } from "./outcome.ts";
import type { OktaWriting } from "./writing.ts";

type Assign = Extract<DirectAssignmentWrite, { action: "app.assign" | "app.update" }>;
type Unassign = Extract<DirectAssignmentWrite, { action: "app.unassign" }>;
type NewAppUser = Parameters<Client["applicationApi"]["assignUserToApplication"]>[0]["appUser"];
type ChangedAppUser = Parameters<Client["applicationApi"]["updateApplicationUser"]>[0]["appUser"];

/**
 * Assigns an app to an account. Okta would turn an assignment through a group into a direct one, which cannot be removed
 * while the group has the app. Therefore such an account is refused.
 */
export async function assignApp({ client }: OktaWriting, { app, account, profile }: Assign): Promise<WriteResult> {
  if (!areIds(app, account)) return notIds(app, account);
  const before = await readAppUser(client, app, account);
  if (before?.scope === "GROUP") return throughGroup(app, account);
  if (before?.scope === "USER")
    return hasAll(before, profile)
      ? alreadySo
      : refused("conflict", `the app ${app} is already assigned to the account ${account}, with another profile`);
  try {
    const appUser = { id: account, scope: "USER", profile: { ...profile } } as NewAppUser;
    await client.sdk.applicationApi.assignUserToApplication({ appId: app, appUser });
    return written();
  } catch (error) {
    if (refusalOf(error)?.code !== oktaCode.wrongStatus) throw error;
    return refused("rejected", `the account ${account} is deactivated: Okta does not assign apps to it`);
  }
}

/** Sends only the given attributes. null clears an attribute; other attributes do not change. */
export async function updateAppUser({ client }: OktaWriting, { app, account, profile }: Assign): Promise<WriteResult> {
  if (!areIds(app, account)) return notIds(app, account);
  const before = await readAppUser(client, app, account);
  if (before?.scope === "GROUP") return throughGroup(app, account);
  if (before?.scope !== "USER")
    return failed({ kind: "not-found", message: `the app ${app} is not assigned to the account ${account}` });
  if (hasAll(before, profile)) return alreadySo;
  const appUser = { profile: { ...profile } } as ChangedAppUser;
  await client.sdk.applicationApi.updateApplicationUser({ appId: app, userId: account, appUser });
  return written();
}

/** Ends a direct assignment. An assignment through a group is not one, and stays. */
export async function unassignApp({ client }: OktaWriting, { app, account }: Unassign): Promise<WriteResult> {
  if (!areIds(app, account)) return notIds(app, account);
  const before = await readAppUser(client, app, account);
  if (before?.scope !== "USER") return alreadySo;
  try {
    await client.sdk.applicationApi.unassignUserFromApplication({ appId: app, userId: account });
    return written();
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal?.status === 404) return alreadySo;
    if (refusal?.code !== oktaCode.grantedByGroup) throw error;
    return refused(
      "conflict",
      `the app ${app} cannot be unassigned from the account ${account} while a group of the account has the app: remove the account from the group first`,
    );
  }
}

const areIds = (app: string, account: string): boolean => isOktaId(app) && isOktaId(account);

const notIds = (app: string, account: string): WriteResult =>
  refused("rejected", `"${app}" and "${account}" must be Okta ids`);

const throughGroup = (app: string, account: string): WriteResult =>
  refused(
    "conflict",
    `the account ${account} has the app ${app} through a group: remove the group's assignment of the app, or grant the group instead of the app`,
  );

function hasAll({ profile: held }: OktaAppUser, profile: Assign["profile"]): boolean {
  return Object.entries(profile).every(([name, value]) => isSame(held[name], value));
}
