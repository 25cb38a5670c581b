import type { SortedStore } from "../core/sorted-store.ts";
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

/** Matches `profile.` and the name of a base or custom attribute. */
export const PROFILE_ATTRIBUTE = /^profile\.\w+$/;

/** Returns the attributes that filters can use: `profile.` attributes, and the object's own. */
export function attributesFrom(profile: JsonObject, own: Readonly<Record<string, string | null>>): Attributes {
  return (name) => plainTexts(name.startsWith("profile.") ? profile[name.slice("profile.".length)] : own[name]);
}

/** How users or groups are searched. */
export interface Listing<T> {
  readonly attributesOf: (item: T) => Attributes;
  readonly filterable: (attribute: string, operator: Operator) => boolean;
  readonly searchable: (attribute: string, operator: Operator) => boolean;
  /** Whether `q`, in lower case, matches the item. */
  readonly picks: (item: T, q: string) => boolean;
  readonly pickLimits: PageLimits;
}

export interface Listed<T> {
  /** The items of a list without filter or search. */
  readonly all: readonly T[];
  readonly store: SortedStore<T & { readonly id: string }>;
  readonly limits: PageLimits;
}

/**
 * Returns a page of users or groups: by `search` from the index, which can lag; by `filter` from the store; by `q` the
 * first few items and no next page, for pickers; or all.
 */
export function listed<T extends StoredUser | StoredGroup>(
  call: Call,
  listing: Listing<T>,
  { all, store, limits }: Listed<T>,
): { readonly items: readonly T[]; readonly links: readonly SandboxLink[] } {
  const { query, org } = call;
  const search = query.get("search");
  const filter = query.get("filter");
  const q = query.get("q");
  if (search !== null) {
    const holds = parseFilter(search, { parameter: "search", allows: listing.searchable });
    const found = org.indexed(store).filter((item) => holds(listing.attributesOf(item)));
    const order = orderOf(query, listing);
    return pageOf(inOrder(found, order), order, { call, limits });
  }
  if (filter !== null) {
    const holds = parseFilter(filter, { parameter: "filter", allows: listing.filterable });
    const found = store.all().filter((item) => holds(listing.attributesOf(item)));
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
