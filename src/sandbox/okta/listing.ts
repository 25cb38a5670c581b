import type { Shelf } from "../core/shelf.ts";
import type { SandboxLink } from "../core/exchange.ts";
import { parseFilter } from "./filter.ts";
import type { Attributes, Operator } from "./filter.ts";
import { plainTexts } from "./json.ts";
import type { JsonObject } from "./json.ts";
import { byId, inOrder, pageOf, pageSize } from "./paging.ts";
import type { Order, PageLimits } from "./paging.ts";
import { invalid } from "./refusal.ts";
import type { Call } from "./route.ts";
import type { StoredGroup, StoredUser } from "./stored.ts";

/** `profile.` and the name of a base or custom attribute. */
export const PROFILE_ATTRIBUTE = /^profile\.\w+$/;

/** What filters see of an object: `profile.` attributes, and its own. */
export function attributesFrom(profile: JsonObject, own: Readonly<Record<string, string | null>>): Attributes {
  return (name) => plainTexts(name.startsWith("profile.") ? profile[name.slice("profile.".length)] : own[name]);
}

/** How users or groups are found. */
export interface Listing<T> {
  readonly attributesOf: (item: T) => Attributes;
  readonly filterable: (attribute: string, operator: Operator) => boolean;
  readonly searchable: (attribute: string, operator: Operator) => boolean;
  /** Whether `q`, in lower case, finds the item. */
  readonly picks: (item: T, q: string) => boolean;
  readonly pickLimits: PageLimits;
}

export interface Listed<T> {
  /** What a list without filter or search shows. */
  readonly all: readonly T[];
  readonly shelf: Shelf<T & { readonly id: string }>;
  readonly limits: PageLimits;
}

/**
 * A page of users or groups: by `search` from the index, which may be behind; by `filter` from the store; by `q`
 * the first few and no next page (a picker's search); or all.
 */
export function listed<T extends StoredUser | StoredGroup>(
  call: Call,
  listing: Listing<T>,
  { all, shelf, limits }: Listed<T>,
): { readonly items: readonly T[]; readonly links: readonly SandboxLink[] } {
  const { query, org } = call;
  const search = query.get("search");
  const filter = query.get("filter");
  const q = query.get("q");
  if (search !== null) {
    const holds = parseFilter(search, { parameter: "search", allows: listing.searchable });
    const found = org.indexed(shelf).filter((item) => holds(listing.attributesOf(item)));
    const order = orderOf(query, listing);
    return pageOf(inOrder(found, order), order, { call, limits });
  }
  if (filter !== null) {
    const holds = parseFilter(filter, { parameter: "filter", allows: listing.filterable });
    const found = shelf.all().filter((item) => holds(listing.attributesOf(item)));
    return pageOf(found, byId, { call, limits });
  }
  if (q === null) return pageOf(all, byId, { call, limits });
  const picked = all.filter((item) => listing.picks(item, q.toLowerCase()));
  return { items: picked.slice(0, pageSize(query.get("limit"), listing.pickLimits)), links: [] };
}

function orderOf<T extends { readonly id: string }>(query: URLSearchParams, listing: Listing<T>): Order<T> {
  const sortBy = query.get("sortBy");
  const sortOrder = query.get("sortOrder") ?? "asc";
  if (sortOrder !== "asc" && sortOrder !== "desc") throw invalid("sortOrder");
  if (sortBy === null) return byId;
  if (!listing.searchable(sortBy, "eq")) throw invalid("sortBy");
  return {
    positionOf: (item) => ({ by: listing.attributesOf(item)(sortBy)[0] ?? "", id: item.id }),
    descending: sortOrder === "desc",
  };
}
