import type { User } from "@okta/okta-sdk-nodejs";
import { Unreadable } from "../../http/transport-failure.ts";
import { formatInstant, type Instant } from "../../model/instant.ts";
import type { AccountState, ObservedAccount } from "../../model/observation.ts";
import type { ObserveScope } from "../../ports/access.ts";
import type { OktaClient } from "./client.ts";
import { readList } from "./lists.ts";

/** The attributes of an account that are read. */
export type AccountScope = Pick<ObserveScope, "join" | "attributes">;

const states: Readonly<Record<string, AccountState>> = {
  STAGED: "staged",
  PROVISIONED: "provisioned",
  ACTIVE: "active",
  RECOVERY: "recovery",
  PASSWORD_EXPIRED: "password-expired",
  LOCKED_OUT: "locked",
  SUSPENDED: "suspended",
  DEPROVISIONED: "deactivated",
};

/**
 * Reads all accounts. Deactivated accounts are not in Okta's default list, and are read because they show that a leaver is
 * contained. The default list is read first, so that an account that is deactivated meanwhile is in both and the later copy counts.
 */
export async function readAccounts(client: OktaClient, scope: AccountScope): Promise<readonly ObservedAccount[]> {
  const { userApi } = client.sdk;
  const live = await readList(client, (limit) => userApi.listUsers({ limit }), idOf);
  const filter = 'status eq "DEPROVISIONED"';
  const left = await readList(client, (limit) => userApi.listUsers({ filter, limit }), idOf);
  const byId = new Map([...live, ...left].map((user) => [idOf(user), user]));
  return [...byId.values()].map((user) => observedAccount(user, scope));
}

/** Reads the accounts that changed after an instant, also deactivated ones, which a list with a filter has. */
export async function readAccountsChangedAfter(
  client: OktaClient,
  at: Instant,
  scope: AccountScope,
): Promise<readonly ObservedAccount[]> {
  const filter = `lastUpdated gt "${formatInstant(at)}"`;
  const users = await readList(client, (limit) => client.sdk.userApi.listUsers({ filter, limit }), idOf);
  return users.map((user) => observedAccount(user, scope));
}

/** Returns the id of an entry. @throws Unreadable if the id is missing */
export function idOf({ id }: { readonly id?: string }): string {
  if (typeof id !== "string" || id === "") throw new Unreadable("an entry of Okta's list has no id");
  return id;
}

/** Converts a user. @throws Unreadable if a field is missing or has an unknown value: values are never guessed */
export function observedAccount(user: User, { join, attributes }: AccountScope): ObservedAccount {
  const id = idOf(user);
  const profile = (user.profile ?? {}) as Readonly<Record<string, unknown>>;
  const login = profile["login"];
  if (typeof login !== "string" || login === "") throw new Unreadable(`the account ${id} does not have a login`);
  const state = states[String(user.status)];
  if (state === undefined) throw new Unreadable(`the account ${login} has the unknown status "${String(user.status)}"`);
  return {
    id,
    address: login,
    join: joinIn(profile, join),
    state,
    profile: Object.fromEntries(
      attributes.flatMap((name) => {
        const value = profile[name];
        return Object.hasOwn(profile, name) && value !== null && value !== undefined ? [[name, value]] : [];
      }),
    ),
    lastSignIn: signInAt(user.lastLogin),
  };
}

function joinIn(profile: Readonly<Record<string, unknown>>, join: string): string | null {
  const value = Object.hasOwn(profile, join) ? profile[join] : undefined;
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "" ? value : null;
}

/** Returns the last sign-in, which the SDK converts to a date; null: no sign-in. */
function signInAt(value: unknown): string | null {
  const instant = value instanceof Date ? value.getTime() : typeof value === "string" ? Date.parse(value) : Number.NaN;
  return Number.isNaN(instant) ? null : formatInstant(instant);
}
