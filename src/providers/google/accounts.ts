import type { admin_directory_v1 as api } from "googleapis/build/src/apis/admin/directory_v1.js";
import { Unreadable } from "../../http/transport-failure.ts";
import { formatInstant } from "../../model/instant.ts";
import type { AccountState, ObservedAccount } from "../../model/observation.ts";
import type { ObserveScope } from "../../ports/access.ts";
import { aliasesIn, aliasFields } from "./aliases.ts";
import { attributeIn, type GoogleProfile, rootsOf } from "./attributes.ts";
import type { GoogleClient } from "./client.ts";
import { readList } from "./lists.ts";

/** The attributes of an account that are read. */
export type AccountScope = Pick<ObserveScope, "join" | "attributes">;

/** Google's maximum page size for users. */
export const usersPerPage = 500;

/** The fields that are always read. */
const always = [
  "id",
  "customerId",
  "primaryEmail",
  ...aliasFields,
  "suspended",
  "suspensionReason",
  "archived",
  "lastLoginTime",
];

export interface GoogleAccounts {
  readonly accounts: readonly ObservedAccount[];
  /** The id of the tenant; null: the tenant has no users. */
  readonly customerId: string | null;
}

/** Reads all accounts of the tenant, including suspended and archived ones. A search can be hours out of date, so the complete list is read. */
export async function readAccounts(client: GoogleClient, scope: AccountScope): Promise<GoogleAccounts> {
  const roots = rootsOf([...always, scope.join, ...scope.attributes]).filter((root) => /^[A-Za-z]+$/.test(root));
  const users = await readList(
    "users",
    async (pageToken) => {
      const page = await client.read(() =>
        client.api.users.list({
          customer: client.customer,
          maxResults: usersPerPage,
          projection: roots.includes("customSchemas") ? "full" : "basic",
          // Requests only the needed fields, to read less personal data.
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

/** Returns the id of an entry. @throws Unreadable if the id is missing */
export function idOf({ id }: { readonly id?: string | null }): string {
  if (typeof id !== "string" || id === "") throw new Unreadable("an entry of Google's list has no id");
  return id;
}

/** Converts a user. @throws Unreadable if a field is missing or not valid: values are never guessed */
export function observedAccount(user: api.Schema$User, { join, attributes }: AccountScope): ObservedAccount {
  const id = idOf(user);
  const { primaryEmail, lastLoginTime } = user;
  if (typeof primaryEmail !== "string" || primaryEmail === "")
    throw new Unreadable(`the account ${id} does not have a primary address`);
  const carried = attributeIn(user as GoogleProfile, join);
  return {
    id,
    address: primaryEmail,
    ...aliasesIn(user),
    join: carried === undefined || carried === "" ? null : String(carried),
    state: stateOf(user),
    ...suspendedFor(user),
    profile: Object.fromEntries(
      attributes.flatMap((name) => {
        const value = attributeIn(user as GoogleProfile, name);
        return value === undefined ? [] : [[name, value]];
      }),
    ),
    lastSignIn: signInAt(lastLoginTime),
  };
}

/** Returns the state of an account. An archived account is archived, also if it is suspended. */
function stateOf({ primaryEmail, suspended, archived }: api.Schema$User): AccountState {
  if (typeof suspended !== "boolean")
    throw new Unreadable(`the account ${primaryEmail} does not have the field suspended`);
  if (archived === true) return "archived";
  return suspended ? "suspended" : "active";
}

/** Returns why Google itself suspended an account. `ADMIN` is a suspension by a person or by Rolecall. */
function suspendedFor({ suspended, suspensionReason: reason }: api.Schema$User): Pick<ObservedAccount, "suspendedFor"> {
  const isOwn = suspended === true && typeof reason === "string" && reason !== "" && reason !== "ADMIN";
  return isOwn ? { suspendedFor: reason } : {};
}

/** Returns the last sign-in. Google reports 1970 for an account without a sign-in. */
function signInAt(text: string | null | undefined): string | null {
  const instant = Date.parse(text ?? "");
  return Number.isNaN(instant) || instant === 0 ? null : formatInstant(instant);
}
