import type { Scopes } from "../../http/scopes.ts";
import { sideBySide } from "../../http/side-by-side.ts";
import type { ObservedAccount, ObservedGroup } from "../../model/observation.ts";
import type { OktaClient } from "./client.ts";
import { type CountedGroup, groupsNamed, readCount } from "./groups.ts";

/** The number of groups that are looked up concurrently. The pacer also limits concurrent requests. */
const groupsAtOnce = 16;

/** Detects a truncated list of users: every member of a group and every holder of an app or role must be in it. */
export function doubtAccounts(
  scopes: Scopes,
  accounts: readonly ObservedAccount[],
  held: readonly { readonly account: string | null }[],
): void {
  const known = new Set(accounts.map(({ id }) => id));
  const missing = new Set(held.flatMap(({ account }) => (account === null || known.has(account) ? [] : [account])));
  if (missing.size === 0) return;
  scopes.doubt(
    "the list of users",
    `it omits ${missing.size} accounts that are members of groups or have apps or administrator roles, for example ${[...missing][0]}; it is truncated or changed while it was read`,
  );
}

/** Detects a truncated list of users: Okta's built-in group of everyone must not have more members than the list. */
export async function countEveryone(
  client: OktaClient,
  scopes: Scopes,
  { accounts, counted }: { readonly accounts: readonly ObservedAccount[]; readonly counted: readonly CountedGroup[] },
): Promise<void> {
  for (const { group, count } of counted) {
    if (group.type !== "BUILT_IN" || count === null || count <= accounts.length) continue;
    await scopes.attempt("the list of users", async () => {
      const again = await readCount(client, group.id);
      if (again !== null && again > accounts.length)
        scopes.doubt(
          "the list of users",
          `it ended after ${accounts.length} accounts, but "${group.name}" has ${again} members`,
        );
    });
  }
}

/**
 * Detects a truncated list of groups: a declared group that is not in it is looked up by name, because the plan would
 * create it. Okta's search can still show a group that was deleted or renamed, so the group is also read by its id.
 */
export async function confirmAbsence(
  client: OktaClient,
  scopes: Scopes,
  { groups, wanted }: { readonly groups: readonly ObservedGroup[]; readonly wanted: ReadonlySet<string> },
): Promise<void> {
  const listed = new Set(groups.map(({ id }) => id));
  const names = new Set(groups.map(({ name }) => name));
  const absent = [...wanted].filter((name) => !names.has(name));
  const omitted = await sideBySide(absent, groupsAtOnce, (name) =>
    scopes.attempt(`the group "${name}"`, async () => {
      for (const { id = "" } of await groupsNamed(client, name))
        if (!listed.has(id) && (await groupExists(client, id))) return name;
      return null;
    }),
  );
  const missed = omitted.flatMap((name) => name ?? []);
  if (missed.length > 0)
    scopes.doubt(
      "the list of groups",
      `it omits ${missed.length} declared groups that exist, for example "${missed[0] ?? ""}"; it is truncated or changed while it was read`,
    );
}

async function groupExists(client: OktaClient, groupId: string): Promise<boolean> {
  try {
    await client.read(() => client.sdk.groupApi.getGroup({ groupId }));
    return true;
  } catch (error) {
    if (client.failureOf(error, false).kind === "not-found") return false;
    throw error;
  }
}

/** Detects a truncated list of groups: every group that a rule assigns must be in it. */
export function doubtGroups(scopes: Scopes, counted: readonly CountedGroup[], fed: ReadonlySet<string>): void {
  const known = new Set(counted.map(({ group }) => group.id));
  const missing = [...fed].filter((id) => !known.has(id));
  if (missing.length > 0)
    scopes.doubt("the list of groups", `it omits ${missing.join(", ")}, which a group rule assigns`);
}
