import type { Collection } from "@okta/okta-sdk-nodejs";
import { type PageReader, readPages } from "../../http/read-pages.ts";
import { Unreadable } from "../../http/transport-failure.ts";
import type { OktaClient } from "./client.ts";
import { refusalOf } from "./failure.ts";

/**
 * A whole list by the SDK's own paging, page by page: its iterator shows an empty page as an entry `null`, and its cursors
 * to nobody.
 *
 * What a list that ends early looks like, and who notices:
 * - `next` is missing although more follows, at any page: that is how a last page looks, and cursors are opaque, so one
 *   cannot ask beyond it. Members are counted against the group list's statistics, users against the count of the
 *   built-in group of everyone and against the members of groups, groups against the targets of rules (observe.ts).
 * - What remains (a short list of groups, or of users who are in no group that was read) is not visible here. It is
 *   covered where it would do harm: an account or group that seems absent is looked up by id, address or name before it
 *   is created or recreated, and a removal needs a membership that was seen.
 * - A `next` that leads back, or on for ever, or to another server: found here and in the executor.
 */
export async function readList<T extends object>(
  client: OktaClient,
  list: (limit: number) => Promise<Collection<T>>,
  idOf: (item: T) => string,
): Promise<readonly T[]> {
  try {
    return await readBy(pageSize);
  } catch (error) {
    // Okta says 500 to a list that takes it too long, and advises to ask for less at a time.
    if (refusalOf(error)?.status !== 500) throw error;
    return readBy(smallPageSize);
  }

  function readBy(limit: number): Promise<readonly T[]> {
    return readPages({
      open: async () => pagesOf(client, await list(limit)),
      idOf,
      // 400 in the middle of a list: the cursor is no longer good.
      isExpired: (error) => error instanceof CursorRefused,
    });
  }
}

/** Of users Okta gives no more. Of groups and members it can, but caps differ between organizations; it recommends 200. */
const pageSize = 200;
const smallPageSize = 50;

/** The cursor is no longer good; of interest only while the list can still be begun anew. */
class CursorRefused extends Unreadable {}

function pagesOf<T extends object>(client: OktaClient, collection: Collection<T>): PageReader<T> {
  return async (cursor) => {
    // The collection moves on only after a page has come in whole, so a page can be asked for again.
    const page: unknown = await client
      .read(() => collection.getNextPage())
      .catch((error: unknown) => {
        if (cursor !== null && refusalOf(error)?.status === 400)
          throw new CursorRefused("Okta refused the cursor of a page twice");
        throw error;
      });
    if (!Array.isArray(page)) throw new Unreadable("Okta answered something else where a list was asked for");
    const items = page.filter((item): item is T => typeof item === "object" && item !== null);
    if (items.length < page.length) throw new Unreadable("an entry of Okta's list is empty");
    const next: unknown = collection.nextUri;
    return { items, next: typeof next === "string" && next !== "" ? next : null };
  };
}
