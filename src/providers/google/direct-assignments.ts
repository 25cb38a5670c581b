import { createScopes, type Scopes, unreadIn } from "../../http/scopes.ts";
import { sideBySide } from "../../http/side-by-side.ts";
import { Unreadable } from "../../http/transport-failure.ts";
import type {
  AssignableKey,
  AssignableKind,
  ObservedAssignable,
  ObservedDirectAssignment,
} from "../../model/direct-assignment.ts";
import type { ObservedAccount, ObservedSystem, UnreadScope } from "../../model/observation.ts";
import { idOf } from "./accounts.ts";
import { type AdminRole, readRoleHolders, readRoles, roleNamed } from "./admin-roles.ts";
import type { GoogleClient } from "./client.ts";
import { refusalOf } from "./failure.ts";
import { isGoogleKey } from "./keys.ts";
import { checkedCustomerId, isUnknownLicense, licenseKeyOf, readHolders } from "./licenses.ts";

/** What is known about the declared licences and administrator roles and their holders. */
export type DirectAssignments = Pick<ObservedSystem, "assignables" | "directAssignments" | "unreadDirectAssignments">;

export interface DirectContext {
  /** The record of the observation: a holder can show that the list of users is not complete. */
  readonly scopes: Scopes;
  readonly accounts: readonly ObservedAccount[];
  /** The id of the tenant; null: not known. */
  readonly customerId: string | null;
}

/** A declared assignable: live, or with the reason why it is not known. Null: it does not exist. */
type Found = { readonly assignable: ObservedAssignable; readonly reason: string | null } | null;

/** An assignment before its holder is matched with an account. */
interface Held {
  /** A licence: the address of the user; an administrator role: an id. */
  readonly holder: string;
  readonly id: string | null;
}

const atOnce = 8;

/**
 * Reads the declared licences and administrator roles with their direct assignments. One that does not exist is not in the
 * result. A failure concerns its assignable alone. If the list of roles cannot be read, the name of a role stands for its
 * id.
 */
export async function readDirectAssignments(
  client: GoogleClient,
  declared: readonly AssignableKey[],
  context: DirectContext,
): Promise<DirectAssignments> {
  if (declared.length === 0) return {};
  const reasonOf = (error: unknown): string => client.failureOf(error, false).message;
  const record = createScopes(reasonOf);
  const roles = declared.some(({ kind }) => kind === "adminRole")
    ? await readRoles(client).catch((error: unknown) => reasonOf(error))
    : [];
  const found = declared.map((key): Found => {
    try {
      return find(key, roles);
    } catch (error) {
      return { assignable: { ...key, id: key.name }, reason: reasonOf(error) };
    }
  });
  const read = await sideBySide(found, atOnce, async (one) => {
    if (one === null) return null;
    const { assignable, reason } = one;
    if (reason !== null) record.doubt(assignable.id, reason);
    const held =
      reason === null ? await record.attempt(assignable.id, () => holders(client, assignable, context)) : none;
    if (held === null) return null;
    const { list, others } = held ?? none;
    return { assignable: others === 0 ? assignable : { ...assignable, otherAssignments: others }, list };
  });
  const live = read.flatMap((one) => one ?? []);
  return {
    assignables: live.map(({ assignable }) => assignable),
    directAssignments: live.flatMap(({ list }) => list),
    ...(record.unread.length === 0 ? {} : { unreadDirectAssignments: unreadIn(record) }),
  };
}

const nouns: Readonly<Record<AssignableKind, string>> = {
  app: "app",
  adminRole: "administrator role",
  license: "licence",
};

/** Returns the assignables whose holders are not known, as text. */
export function unreadHolders(held: DirectAssignments): readonly UnreadScope[] {
  const { assignables = [], unreadDirectAssignments: reasons = {} } = held;
  return assignables.flatMap(({ id, kind, name }) => {
    const reason = reasons[id];
    return reason === undefined ? [] : [{ scope: `the holders of the ${nouns[kind]} "${name}"`, reason }];
  });
}

/** @param roles the roles of the tenant, or why they are not known */
function find(key: AssignableKey, roles: readonly AdminRole[] | string): Found {
  switch (key.kind) {
    case "license":
      return { assignable: { ...key, id: key.name }, reason: null };
    case "adminRole": {
      if (typeof roles === "string") return { assignable: { ...key, id: key.name }, reason: roles };
      const role = roleNamed(roles, key.name);
      return role === null ? null : { assignable: { ...key, id: role.id }, reason: null };
    }
    case "app":
      throw new Unreadable("Google Workspace does not have apps that are assigned to accounts");
  }
}

/** The direct assignments of an assignable, and the number of the others. */
interface Holders {
  readonly list: readonly ObservedDirectAssignment[];
  readonly others: number;
}

const none: Holders = { list: [], others: 0 };

/** Returns who holds an assignable; null: it does not exist. */
async function holders(
  client: GoogleClient,
  assignable: ObservedAssignable,
  context: DirectContext,
): Promise<Holders | null> {
  const found = await heldOf(client, assignable, context.customerId);
  if (found === null) return null;
  const { held, others } = found;
  const accounts = await accountsOf(client, assignable, held, context);
  const list = held.map(({ holder, id }) => ({
    kind: assignable.kind,
    target: assignable.id,
    account: accounts.get(holder) ?? holder,
    id,
    profile: null,
  }));
  return { list, others };
}

async function heldOf(
  client: GoogleClient,
  { kind, id }: ObservedAssignable,
  customerId: string | null,
): Promise<{ readonly held: readonly Held[]; readonly others: number } | null> {
  if (kind === "adminRole") {
    const { direct, others } = await readRoleHolders(client, id);
    return { held: direct.map((assignment) => ({ holder: assignment.assignee, id: assignment.id })), others };
  }
  try {
    const addresses = await readHolders(client, licenseKeyOf(id), checkedCustomerId(customerId));
    return { held: addresses.map((holder) => ({ holder, id: null })), others: 0 };
  } catch (error) {
    if (isUnknownLicense(error)) return null;
    throw error;
  }
}

/** The number of holders without an account that are looked up. A truncated list of users omits many. */
const maximumLookups = 10;

/**
 * Returns the ids of the accounts of the holders. A holder that the list of users does not have is looked up: the list is
 * doubted if Google finds the user. The role of a service account is kept with the service account's id.
 * @throws Unreadable if a holder of a licence is not an account, because nothing is known about who holds it
 */
async function accountsOf(
  client: GoogleClient,
  { kind, name }: ObservedAssignable,
  held: readonly Held[],
  { scopes, accounts }: DirectContext,
): Promise<ReadonlyMap<string, string>> {
  const listed = new Map(
    accounts.flatMap(({ id, address }) => [[id, id] as const, [address.toLowerCase(), id] as const]),
  );
  const missing = held.map(({ holder }) => holder).filter((holder) => !listed.has(holder));
  if (missing.length > maximumLookups)
    throw new Unreadable(`${missing.length} holders are not in the list of users, for example ${missing[0] ?? ""}`);
  const found = new Map(listed);
  for (const holder of missing) {
    const id = await userIdOf(client, holder);
    if (id !== null && !listed.has(id)) {
      const problem = `it omits ${holder}, which holds ${name}; it is truncated or changed while it was read`;
      scopes.doubt("the list of users", problem);
      throw new Unreadable(`the list of users omits ${holder}`);
    }
    if (id === null && kind === "license")
      throw new Unreadable(`${holder} holds it, and is not the address of an account`);
    found.set(holder, id ?? holder);
  }
  return found;
}

/** Returns the id of the user with this key; null: none has it. A key of another tenant is refused with 403. */
async function userIdOf(client: GoogleClient, userKey: string): Promise<string | null> {
  if (!isGoogleKey(userKey)) throw new Unreadable(`"${userKey}" is not a valid id or address`);
  try {
    return idOf(await client.read(() => client.api.users.get({ userKey, fields: "id" })));
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal?.status === 404 || (refusal?.status === 403 && refusal.reason === "forbidden")) return null;
    throw error;
  }
}
