import { compareText } from "../../support/compare.ts";
import { isObject } from "./fields.ts";
import { invalid } from "./refusal.ts";

/** A page token is valid for three days. */
const TOKEN_LIFE_MS = 3 * 24 * 60 * 60 * 1000;

export interface PageLimits {
  readonly default: number;
  readonly max: number;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextPageToken?: string;
}

/**
 * Returns one page of `items`, which are in the order of `keyOf`. The token stores the last key and not a position, so
 * that a change between two pages neither repeats nor skips other items.
 */
export function pageOf<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  request: {
    readonly query: URLSearchParams;
    readonly limits: PageLimits;
    readonly now: number;
    /** Between two pages comes an empty one, and a page starts with the last entry of the page before. */
    readonly oddPages?: boolean;
  },
): Page<T> {
  const { query, limits, now, oddPages = false } = request;
  const size = pageSize(query.get("maxResults"), limits);
  const list = listOf(query);
  const token = query.get("pageToken");
  const cursor = token === null ? null : cursorIn(token, list, now);
  if (cursor?.isGap === true) return { items: [], nextPageToken: encoded({ after: cursor.after, list, at: now }) };
  const first = cursor === null ? 0 : firstAfter(items, keyOf, cursor.after);
  const start = oddPages && size > 1 && first > 0 ? first - 1 : first;
  const page = items.slice(start, start + size);
  const last = page.at(-1);
  if (last === undefined || start + size >= items.length) return { items: page };
  return { items: page, nextPageToken: encoded({ after: keyOf(last), list, at: now, isGap: oddPages }) };
}

/** Above the maximum, the service returns its maximum: a client that relies on its own number would miss people. */
function pageSize(written: string | null, limits: PageLimits): number {
  if (written === null) return limits.default;
  const size = Number(written);
  if (!Number.isInteger(size) || size < 1) throw invalid("maxResults");
  return Math.min(size, limits.max);
}

/** Returns the parameters that select a list: the token of one list is refused by another. */
function listOf(query: URLSearchParams): string {
  return [...query]
    .filter(([name]) => name !== "pageToken" && name !== "maxResults" && name !== "fields")
    .map(([name, value]) => `${name}=${value}`)
    .sort(compareText)
    .join("&");
}

/** A position in a list. A gap is the empty page before the next entries. */
interface Cursor {
  readonly after: string;
  readonly isGap?: boolean;
}

function encoded(token: Cursor & { readonly list: string; readonly at: number }): string {
  return Buffer.from(JSON.stringify(token)).toString("base64url");
}

function cursorIn(token: string, list: string, now: number): Cursor {
  let decoded: unknown;
  try {
    decoded = JSON.parse(Buffer.from(token, "base64url").toString());
  } catch {
    throw invalid("pageToken");
  }
  if (!isObject(decoded) || typeof decoded["after"] !== "string" || typeof decoded["at"] !== "number")
    throw invalid("pageToken");
  if (decoded["list"] !== list || now - decoded["at"] > TOKEN_LIFE_MS) throw invalid("pageToken");
  return { after: decoded["after"], isGap: decoded["isGap"] === true };
}

function firstAfter<T>(items: readonly T[], keyOf: (item: T) => string, after: string): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = items[middle];
    if (item !== undefined && compareText(keyOf(item), after) <= 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
