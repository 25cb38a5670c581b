import { compareText } from "../../support/compare.ts";
import type { SandboxLink } from "../core/exchange.ts";
import { isObject } from "./json.ts";
import { invalid } from "./refusal.ts";
import type { Call } from "./route.ts";

export interface PageLimits {
  readonly default: number;
  readonly max: number;
}

/** The position of an item in its list: its sort value, then its id. */
export interface Position {
  readonly by: string;
  readonly id: string;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly links: readonly SandboxLink[];
}

export interface Order<T> {
  readonly positionOf: (item: T) => Position;
  readonly descending: boolean;
}

/** The default order: by id. */
export const byId: Order<{ readonly id: string }> = {
  positionOf: ({ id }) => ({ by: "", id }),
  descending: false,
};

/** Returns a sorted copy of the items. */
export function inOrder<T>(items: readonly T[], order: Order<T>): readonly T[] {
  return [...items].sort((left, right) => compare(order.positionOf(left), order.positionOf(right), order));
}

/**
 * Returns one page of items that are in `order`, with the links of the answer. The cursor stores the position of the
 * last item and not a number, so that a change between two pages neither repeats nor skips other items.
 * Above the maximum, the page has the maximum: a client that relies on its own number would miss people.
 */
export function pageOf<T>(items: readonly T[], order: Order<T>, page: { call: Call; limits: PageLimits }): Page<T> {
  const { call, limits } = page;
  const { query } = call;
  const size = pageSize(query.get("limit"), limits);
  const after = query.get("after");
  const { oddPages } = call.behaviour;
  const cursor = after === null ? null : cursorIn(after, call);
  const start = cursor === null ? 0 : startAfter(items, order, { cursor, repeats: oddPages && size > 1 });
  const shown = items.slice(start, start + size);
  const self: SandboxLink = { rel: "self", href: hrefOf(call, query) };
  const linkTo = (position: Position, isGap: boolean): SandboxLink => {
    const next = new URLSearchParams(query);
    next.set("after", cursorTo({ ...position, isGap }, call));
    next.set("limit", String(size));
    return { rel: "next", href: hrefOf(call, next) };
  };
  if (cursor?.isGap === true) return { items: [], links: [self, linkTo(cursor, false)] };
  const last = shown.at(-1);
  if (last === undefined || start + size >= items.length) return { items: shown, links: [self] };
  return { items: shown, links: [self, linkTo(order.positionOf(last), oddPages)] };
}

export function pageSize(written: string | null, limits: PageLimits): number {
  if (written === null) return limits.default;
  const size = Number(written);
  if (!Number.isInteger(size) || size < 1) throw invalid("limit", "limit: must be a whole number above 0");
  return Math.min(size, limits.max);
}

/** Returns the absolute address of a page of this request. */
export function hrefOf({ origin, path }: Call, query: URLSearchParams): string {
  const text = query.toString();
  return `${origin}${encodeURI(path)}${text === "" ? "" : `?${text}`}`;
}

function compare<T>(left: Position, right: Position, { descending }: Order<T>): number {
  const compared = compareText(left.by, right.by) || compareText(left.id, right.id);
  return descending ? -compared : compared;
}

function startAfter<T>(
  items: readonly T[],
  order: Order<T>,
  { cursor, repeats }: { readonly cursor: Position; readonly repeats: boolean },
): number {
  const first = firstAfter(items, order, cursor);
  return repeats && first > 0 ? first - 1 : first;
}

function firstAfter<T>(items: readonly T[], order: Order<T>, after: Position): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = items[middle];
    if (item !== undefined && compare(order.positionOf(item), after, order) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Returns the parameters that select a list: the cursor of one list is refused by another. */
function listOf({ path, query }: Call): string {
  const rest = [...query].filter(([name]) => name !== "after" && name !== "limit" && name !== "expand");
  return JSON.stringify([path, rest.map(([name, value]) => `${name}=${value}`).sort(compareText)]);
}

/** A position in a list. A gap is the empty page before the next entries. */
interface Cursor extends Position {
  readonly isGap: boolean;
}

function cursorTo(position: Cursor, call: Call): string {
  return Buffer.from(JSON.stringify({ ...position, list: listOf(call), at: call.now })).toString("base64url");
}

function cursorIn(cursor: string, call: Call): Cursor {
  let decoded: unknown;
  try {
    decoded = JSON.parse(Buffer.from(cursor, "base64url").toString());
  } catch {
    throw unknownCursor();
  }
  if (!isObject(decoded)) throw unknownCursor();
  const { by, id, isGap, list, at } = decoded;
  if (typeof by !== "string" || typeof id !== "string" || list !== listOf(call)) throw unknownCursor();
  if (typeof at !== "number" || call.now - at > call.behaviour.cursorLifeMs) throw unknownCursor();
  return { by, id, isGap: isGap === true };
}

function unknownCursor(): ReturnType<typeof invalid> {
  return invalid("after", "after: the cursor is unknown or has expired");
}
