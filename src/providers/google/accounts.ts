import type { admin_directory_v1 as api } from "googleapis/build/src/apis/admin/directory_v1.js";
import { Unreadable } from "../../http/transport-failure.ts";
import { formatInstant } from "../../model/instant.ts";
import type { AccountState, ObservedAccount } from "../../model/observation.ts";
import type { ObserveScope } from "../../ports/access.ts";
import { attributeIn, type GoogleProfile, rootsOf } from "./attributes.ts";
import type { GoogleClient } from "./client.ts";
import { readList } from "./lists.ts";

/** Which attributes of an account are wanted. */
export type AccountScope = Pick<ObserveScope, "join" | "attributes">;

/** The most that Google gives per page of users. */
const pageSize = 500;

/** What every account is read with, whatever the scope. */
const always = ["id", "customerId", "primaryEmail", "suspended", "archived", "lastLoginTime"];

export interface GoogleAccounts {
  readonly accounts: readonly ObservedAccount[];
  /** The tenant's own id; null where it has no users. */
  readonly customerId: string | null;
}

/** Every account of the tenant, suspended and archived ones included. A search could be hours behind: the whole list is read. */
export async function readAccounts(client: GoogleClient, scope: AccountScope): Promise<GoogleAccounts> {
  const roots = rootsOf([...always, scope.join, ...scope.attributes]).filter((root) => /^[A-Za-z]+$/.test(root));
  const users = await readList(
    "users",
    async (pageToken) => {
      const page = await client.read(() =>
        client.api.users.list({
          customer: client.customer,
          maxResults: pageSize,
          projection: roots.includes("customSchemas") ? "full" : "basic",
          // Less to carry, and nothing about people that is not needed.
          fields: `kind,nextPageToken,users(${roots.join(",")})`,
          ...pageToken,
        }),
      );
      return { kind: page.kind, items: page.users, nextPageToken: page.nextPageToken };
    },
    idOf,
  );
  return {
    accounts: users.map((user) => observedAccount(user, scope)),
    customerId: users[0]?.customerId ?? null,
  };
}

/** @throws Unreadable for an entry without an id */
export function idOf({ id }: { readonly id?: string | null }): string {
  if (typeof id !== "string" || id === "") throw new Unreadable("an entry of Google's list has no id");
  return id;
}

/** @throws Unreadable where a field is missing or is not what it should be: it is not guessed at */
export function observedAccount(user: api.Schema$User, { join, attributes }: AccountScope): ObservedAccount {
  const id = idOf(user);
  const { primaryEmail, lastLoginTime } = user;
  if (typeof primaryEmail !== "string" || primaryEmail === "")
    throw new Unreadable(`the account ${id} has no primary address`);
  const carried = attributeIn(user as GoogleProfile, join);
  return {
    id,
    address: primaryEmail,
    join: carried === undefined || carried === "" ? null : String(carried),
    state: stateOf(user),
    profile: Object.fromEntries(
      attributes.flatMap((name) => {
        const value = attributeIn(user as GoogleProfile, name);
        return value === undefined ? [] : [[name, value]];
      }),
    ),
    lastSignIn: signInAt(lastLoginTime),
  };
}

/** An archived account cannot sign in either. */
function stateOf({ primaryEmail, suspended, archived }: api.Schema$User): AccountState {
  if (typeof suspended !== "boolean")
    throw new Unreadable(`whether the account ${primaryEmail} is suspended is not said`);
  return suspended || archived === true ? "suspended" : "active";
}

/** Google says 1970 for somebody who never signed in. */
function signInAt(text: string | null | undefined): string | null {
  const instant = Date.parse(text ?? "");
  return Number.isNaN(instant) || instant === 0 ? null : formatInstant(instant);
}
