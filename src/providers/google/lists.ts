import { type PageReader, readPages } from "../../http/read-pages.ts";
import { Unreadable } from "../../http/transport-failure.ts";
import { refusalOf } from "./failure.ts";

/** The lists that are read, with the type of their responses. */
const listKinds = {
  users: "admin#directory#users",
  groups: "admin#directory#groups",
  members: "admin#directory#members",
  roles: "admin#directory#roles",
  roleAssignments: "admin#directory#roleAssignments",
  licenses: "licensing#licenseAssignmentList",
} as const;

/** One page as Google sends it. An empty list does not have the key; the last page does not have a token. */
export interface GooglePage<T> {
  /** The type of the response, which every list of the API has. */
  readonly kind: string | null | undefined;
  readonly items: readonly T[] | null | undefined;
  readonly nextPageToken: string | null | undefined;
}

/**
 * Reads a complete list, page by page.
 *
 * Detection of truncated lists: a page without a token is the last one, so a missing token is not visible in the list
 * itself. Members are compared with the count of the group. Users and groups, which Google does not count, are compared
 * with the members of the groups that were read (observe.ts). Users in no such group, and groups without member groups,
 * are covered before a write: an account or group that seems absent is looked up by id or address before it is created,
 * and a removal requires an observed membership. Holders of licences and administrator roles are not counted either: each
 * is compared with the list of users (direct-assignments.ts), and an assignment is looked up before it is written.
 */
export function readList<T>(
  kind: keyof typeof listKinds,
  page: (token: { readonly pageToken?: string }) => Promise<GooglePage<T>>,
  idOf: (item: T) => string,
): Promise<readonly T[]> {
  return readPages({
    open: async () => listPages(kind, page),
    idOf,
    // Tokens expire after three days, and also after some changes.
    isExpired: (error) => error instanceof TokenRefused,
  });
}

/** Returns the pages of a list. */
export function listPages<T>(
  kind: keyof typeof listKinds,
  page: (token: { readonly pageToken?: string }) => Promise<GooglePage<T>>,
): PageReader<T> {
  return async (cursor) => {
    const {
      kind: found,
      items,
      nextPageToken,
    } = await page(cursor === null ? {} : { pageToken: cursor }).catch((error: unknown) => {
      if (cursor !== null && refusalOf(error)?.status === 400)
        throw new TokenRefused("Google rejected a page token twice");
      throw error;
    });
    // An empty list omits the array. Only the kind identifies such a response as a list.
    if (found !== listKinds[kind] || (items !== undefined && !Array.isArray(items)))
      throw new Unreadable("Google's response is not a list");
    return { items: items ?? [], next: nextPageToken ?? null };
  };
}

/** The token is no longer valid. Only used while the list can be restarted. */
class TokenRefused extends Unreadable {}
