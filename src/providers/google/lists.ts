import { readPages } from "../../http/read-pages.ts";
import { Unreadable } from "../../http/transport-failure.ts";
import { refusalOf } from "./failure.ts";

/** One page as Google sends it: an empty list has no key at all, the last page no token. */
export interface GooglePage<T> {
  /** Says what the answer is; every list of the API has it. */
  readonly kind: string | null | undefined;
  readonly items: readonly T[] | null | undefined;
  readonly nextPageToken: string | null | undefined;
}

/**
 * A whole list, page by page.
 *
 * What a list that ends early looks like, and who notices: without a token a page is the last one, so a token that is left
 * out cannot be seen in the list itself. Members are counted against the group's own count; users and groups, which
 * Google does not count, against the members of the groups that were read (observe.ts). What remains, users who are in
 * no such group and groups that hold no group, is covered where it would do harm: an account or group that seems absent
 * is looked up by id or address before it is created, and a removal needs a membership that was seen.
 */
export function readList<T>(
  kind: "users" | "groups" | "members",
  page: (token: { readonly pageToken?: string }) => Promise<GooglePage<T>>,
  idOf: (item: T) => string,
): Promise<readonly T[]> {
  return readPages({
    open: async () => async (cursor) => {
      const {
        kind: found,
        items,
        nextPageToken,
      } = await page(cursor === null ? {} : { pageToken: cursor }).catch((error: unknown) => {
        if (cursor !== null && refusalOf(error)?.status === 400)
          throw new TokenRefused("Google refused the token of a page twice");
        throw error;
      });
      // Where there is nobody the array is left out: only the kind tells such a list from another answer.
      if (found !== `admin#directory#${kind}` || (items !== undefined && !Array.isArray(items)))
        throw new Unreadable("Google answered something else where a list was asked for");
      return { items: items ?? [], next: nextPageToken ?? null };
    },
    idOf,
    // Tokens live three days, and end with other changes too.
    isExpired: (error) => error instanceof TokenRefused,
  });
}

/** The token is no longer good; of interest only while the list can still be begun anew. */
class TokenRefused extends Unreadable {}
