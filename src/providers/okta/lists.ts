import type { Collection } from "@okta/okta-sdk-nodejs";
import { type PageReader, readFirstPages, readPages } from "../../http/read-pages.ts";
import { Unreadable } from "../../http/transport-failure.ts";
import type { OktaClient } from "./client.ts";
import { refusalOf } from "./failure.ts";

/**
 * Reads a complete list, page by page, with the SDK's paging. The SDK's iterator is not used: it returns an empty page as a
 * `null` entry and does not expose cursors.
 *
 * Detection of truncated lists:
 * - `next` is missing although more pages follow. This looks like a last page, and cursors are opaque. Members are compared
 *   with the statistics of the group list, users with the count of the built-in group of everyone and with the members of
 *   groups, groups with the targets of rules, and by the names of declared groups, and apps by the labels of declared
 *   apps. The rules are read twice (observe.ts).
 * - Other truncated lists, of users in no group that was read, are not detected here. They are covered before a write: an
 *   account or group that seems absent is looked up by id, address or name before it is created or recreated, a removal
 *   requires an observed membership or assignment, and a membership is written only if no rule feeds its group.
 * - A `next` that leads back, does not end, or leads to a different server is detected here and in the executor.
 */
export async function readList<T extends object>(
  client: OktaClient,
  list: (limit: number) => Promise<Collection<T>>,
  idOf: (item: T) => string,
  { pageSize = usualPageSize }: { readonly pageSize?: number } = {},
): Promise<readonly T[]> {
  try {
    return await readBy(pageSize);
  } catch (error) {
    // Okta returns 500 for a list that takes too long, and recommends smaller pages.
    if (refusalOf(error)?.status !== 500) throw error;
    return readBy(smallPageSize);
  }

  function readBy(limit: number): Promise<readonly T[]> {
    return readPages({
      open: async () => pagesOf(client, await list(limit)),
      idOf,
      // 400 in the middle of a list: the cursor is no longer valid.
      isExpired: (error) => error instanceof CursorRefused,
    });
  }
}

/** Reads the first pages of a list. Nothing detects a truncated one: what is missing is not known to be absent. */
export async function readStart<T extends object>(
  client: OktaClient,
  list: (limit: number) => Promise<Collection<T>>,
  { idOf, mostPages }: { readonly idOf: (item: T) => string; readonly mostPages: number },
): Promise<{ readonly items: readonly T[]; readonly isComplete: boolean }> {
  return readFirstPages(pagesOf(client, await list(usualPageSize)), idOf, mostPages);
}

/** Okta's maximum page size for users. For groups and members the limits differ between organizations; Okta recommends 200. */
const usualPageSize = 200;
const smallPageSize = 50;

/** The cursor is no longer valid. Only used while the list can be restarted. */
class CursorRefused extends Unreadable {}

function pagesOf<T extends object>(client: OktaClient, collection: Collection<T>): PageReader<T> {
  return async (cursor) => {
    // The collection advances only after a complete page, so a page can be requested again.
    const page: unknown = await client
      .read(() => collection.getNextPage())
      .catch((error: unknown) => {
        if (cursor !== null && refusalOf(error)?.status === 400)
          throw new CursorRefused("Okta rejected a page cursor twice");
        throw error;
      });
    if (!Array.isArray(page)) throw new Unreadable("Okta's response is not a list");
    const items = page.filter((item): item is T => typeof item === "object" && item !== null);
    if (items.length < page.length) throw new Unreadable("an entry of Okta's list is empty");
    const next: unknown = collection.nextUri;
    return { items, next: typeof next === "string" && next !== "" ? next : null };
  };
}
