import { readPages } from "../../http/read-pages.ts";
import { ForeignAddress, Unreadable } from "../../http/transport-failure.ts";
import type { OktaClient } from "./client.ts";
import { refusalOf } from "./failure.ts";
import { isOktaId } from "./ids.ts";

/**
 * Reads the ids of a list whose body has the entries and the link to the next page: `{ value: [], _links: { next } }`.
 * The SDK has no paging for such lists.
 * @param path the path of the first page; starts with /api
 */
export async function readEmbeddedList(client: OktaClient, path: string): Promise<readonly string[]> {
  return readPages({
    open: async () => async (cursor) => pageIn(await page(client, cursor ?? path, cursor !== null), client.host),
    idOf: (id: string) => id,
    isExpired: (error) => error instanceof CursorRefused,
  });
}

/** The cursor is no longer valid. Only used while the list can be restarted. */
class CursorRefused extends Unreadable {}

async function page(client: OktaClient, path: string, isLater: boolean): Promise<unknown> {
  try {
    return await client.read(() => client.raw("GET", path));
  } catch (error) {
    if (isLater && refusalOf(error)?.status === 400) throw new CursorRefused("Okta rejected a page cursor twice");
    throw error;
  }
}

function pageIn(answer: unknown, host: string): { readonly items: readonly string[]; readonly next: string | null } {
  const { value, _links: links } = (answer ?? {}) as Readonly<Record<string, unknown>>;
  if (!Array.isArray(value)) throw new Unreadable("Okta's response is not a list");
  const items = value.map((entry: unknown) => {
    const { id } = (entry ?? {}) as Readonly<Record<string, unknown>>;
    if (typeof id !== "string" || !isOktaId(id)) throw new Unreadable("an entry of Okta's list has no id");
    return id;
  });
  const { next } = (links ?? {}) as { readonly next?: { readonly href?: unknown } | null };
  if (next === undefined || next === null) return { items, next: null };
  return { items, next: pathIn(next.href, host) };
}

/** Returns path and query of a link of a response. @throws ForeignAddress if it leads to another server */
export function pathIn(href: unknown, host: string): string {
  if (typeof href !== "string" || !URL.canParse(href)) throw new Unreadable("the link to the next page is not a URL");
  const url = new URL(href);
  if (url.host !== host)
    throw new ForeignAddress(`Okta's response leads to another server (${url.host}); it was not followed`);
  return `${url.pathname}${url.search}`;
}
