import { createScopes, type Scopes, unreadIn } from "../../http/scopes.ts";
import { sideBySide } from "../../http/side-by-side.ts";
import type { AssignableKey, ObservedAssignable, ObservedDirectAssignment } from "../../model/direct-assignment.ts";
import { readRoleHolders } from "./admin-roles.ts";
import { readApps, readAppUsers } from "./apps.ts";
import type { OktaClient } from "./client.ts";
import { isStandardRole } from "./standard-roles.ts";

/** The number of apps whose users are read concurrently. The pacer also limits concurrent requests. */
const appsAtOnce = 8;

/** The declared assignables that exist, and their direct assignments. */
export interface DirectAssignments {
  readonly assignables: readonly ObservedAssignable[];
  readonly directAssignments: readonly ObservedDirectAssignment[];
  /** Why the holders of an assignable are not known, by its id. */
  readonly unreadDirectAssignments: Readonly<Record<string, string>>;
}

/**
 * Reads the declared apps and administrator roles and their holders. Two apps with one label are both returned. A list
 * of holders is complete, or its assignable is in `unreadDirectAssignments`. Where the list of apps cannot be read, no
 * declared app is known, which is recorded in `scopes`.
 */
export async function readDirectAssignments(
  client: OktaClient,
  keys: readonly AssignableKey[],
  scopes: Scopes,
): Promise<DirectAssignments> {
  const [apps, roles] = await Promise.all([
    readDeclaredApps(client, namesOf(keys, "app"), scopes),
    readDeclaredRoles(client, namesOf(keys, "adminRole")),
  ]);
  return {
    assignables: [...apps.assignables, ...roles.assignables],
    directAssignments: [...apps.directAssignments, ...roles.directAssignments],
    unreadDirectAssignments: { ...apps.unreadDirectAssignments, ...roles.unreadDirectAssignments },
  };
}

const none: DirectAssignments = { assignables: [], directAssignments: [], unreadDirectAssignments: {} };

const namesOf = (keys: readonly AssignableKey[], kind: AssignableKey["kind"]): ReadonlySet<string> =>
  new Set(keys.filter((key) => key.kind === kind).map(({ name }) => name));

async function readDeclaredApps(
  client: OktaClient,
  labels: ReadonlySet<string>,
  scopes: Scopes,
): Promise<DirectAssignments> {
  const all = labels.size === 0 ? [] : await scopes.attempt("the list of apps", () => readApps(client));
  if (all === undefined) return none;
  const assignables = all.filter(({ name }) => labels.has(name));
  await confirmAbsence(client, scopes, { all, labels });
  const holders = scopesOf(client);
  const assignments = await sideBySide(assignables, appsAtOnce, ({ id }) =>
    holders.attempt(id, () => readAppUsers(client, id)),
  );
  return {
    assignables,
    directAssignments: assignments.flatMap((found) => found ?? []),
    unreadDirectAssignments: unreadIn(holders),
  };
}

/** Detects a truncated list of apps: a declared app that is not in it is looked up by its label. */
async function confirmAbsence(
  client: OktaClient,
  scopes: Scopes,
  { all, labels }: { readonly all: readonly ObservedAssignable[]; readonly labels: ReadonlySet<string> },
): Promise<void> {
  const listed = new Set(all.map(({ name }) => name));
  const omitted = await sideBySide(
    [...labels].filter((label) => !listed.has(label)),
    appsAtOnce,
    (label) =>
      scopes.attempt(`the app "${label}"`, async () =>
        (await readApps(client, label)).some(({ name }) => name === label) ? label : null,
      ),
  );
  const missed = omitted.flatMap((label) => label ?? []);
  if (missed.length > 0)
    scopes.doubt(
      "the list of apps",
      `it omits ${missed.length} declared apps that exist, for example "${missed[0] ?? ""}"; it is truncated or changed while it was read`,
    );
}

/** Roles with another name than a standard role do not exist here. One list has the holders of all roles. */
async function readDeclaredRoles(client: OktaClient, names: ReadonlySet<string>): Promise<DirectAssignments> {
  const types = [...names].filter(isStandardRole);
  if (types.length === 0) return none;
  const holders = scopesOf(client);
  const held = await holders.attempt(allRoles, () => readRoleHolders(client));
  const reason = unreadIn(holders)[allRoles];
  return {
    assignables: types.map((type) => ({ kind: "adminRole", id: type, name: type })),
    directAssignments: (held ?? []).filter(({ target }) => names.has(target)),
    unreadDirectAssignments: reason === undefined ? {} : Object.fromEntries(types.map((type) => [type, reason])),
  };
}

const allRoles = "the holders of administrator roles";

const scopesOf = (client: OktaClient): Scopes => createScopes((error) => client.failureOf(error, false).message);
