import type { SandboxLink, SandboxReply } from "../core/exchange.ts";
import type { Call } from "./route.ts";

/** Returns a page of a list by `page` and `per_page` (30, at most 100), with links to the other pages. */
export function pageReply(call: Call, items: readonly unknown[], wrap = (page: readonly unknown[]): unknown => page) {
  const size = Math.min(positiveInteger(call.query.get("per_page"), 30), 100);
  const page = positiveInteger(call.query.get("page"), 1);
  const last = Math.max(1, Math.ceil(items.length / size));
  const to = (number: number): string => addressOf(call, { page: String(number) });
  const links: SandboxLink[] = [];
  if (page > 1) links.push({ rel: "prev", href: to(page - 1) });
  if (page < last) links.push({ rel: "next", href: to(page + 1) }, { rel: "last", href: to(last) });
  if (page > 1) links.push({ rel: "first", href: to(1) });
  return listReply(wrap(items.slice((page - 1) * size, page * size)), links);
}

/** Returns a page of a list by cursor, as for a repository's activity: no page numbers and no last page. */
export function cursorReply<T extends { readonly id: number }>(
  call: Call,
  items: readonly T[],
  render: (item: T) => unknown,
): SandboxReply {
  const size = Math.min(positiveInteger(call.query.get("per_page"), 30), 100);
  const after = call.query.get("after");
  const start = after === null ? 0 : items.findIndex(({ id }) => cursorOf(id) === after) + 1;
  const page = items.slice(start, start + size);
  const end = page.at(-1);
  const links = end !== undefined && start + size < items.length ? [next(call, end.id)] : [];
  return listReply(page.map(render), links);
}

const cursorOf = (id: number): string => Buffer.from(`cursor:${id}`).toString("base64url");
const next = (call: Call, id: number): SandboxLink => ({ rel: "next", href: addressOf(call, { after: cursorOf(id) }) });

function listReply(body: unknown, links: readonly SandboxLink[]): SandboxReply {
  return { status: 200, body, links };
}

function addressOf({ request, query }: Call, changes: Readonly<Record<string, string>>): string {
  const changed = new URLSearchParams(query);
  for (const [name, value] of Object.entries(changes)) changed.set(name, value);
  return `${request.origin}${encodeURI(request.path)}?${changed.toString()}`;
}

function positiveInteger(text: string | null, otherwise: number): number {
  return text !== null && /^[1-9]\d{0,6}$/.test(text) ? Number(text) : otherwise;
}
