import type { SandboxReply } from "../core/exchange.ts";
import { parseFilter } from "./filter.ts";
import { isObject, type JsonObject } from "./json.ts";
import { hrefOf } from "./paging.ts";
import { invalid } from "./refusal.ts";
import { timestamp } from "./resources.ts";
import type { Call, Route } from "./route.ts";
import type { LogEntry } from "./system-log.ts";

export const logRoutes: readonly Route[] = [{ method: "GET", pattern: "logs", answer: listEvents }];

const DAY_MS = 86_400_000;
const DEFAULT_SINCE_MS = 7 * DAY_MS;
/** `since` cannot be further in the past. */
const LONGEST_SINCE_MS = 180 * DAY_MS;

const FILTERABLE = ["eventType", "target.id", "target.type", "outcome.result"];

/**
 * Lists events. Without `until` this is a polling query: by persistence, and every page, also an empty one, has a next
 * link. With `until` it is a bounded query by the time of the event.
 */
function listEvents(call: Call): SandboxReply {
  const { org, now, query, behaviour } = call;
  const limit = limitIn(query.get("limit"));
  const sortOrder = query.get("sortOrder") ?? "ASCENDING";
  if (sortOrder !== "ASCENDING" && sortOrder !== "DESCENDING") throw invalid("sortOrder");
  if (query.has("q")) throw invalid("q", "q: the sandbox does not search events by keyword");
  const isPolling = !query.has("until") && sortOrder === "ASCENDING";
  if (query.has("since") && query.has("after")) throw invalid("since", "since: cannot be combined with after");
  const shown = org.log.shown(now, behaviour.logRetentionMs);
  const filter = query.get("filter");
  const holds =
    filter === null
      ? () => true
      : parseFilter(filter, { parameter: "filter", allows: (attribute) => FILTERABLE.includes(attribute) });
  const matches = (entry: LogEntry): boolean => holds((name) => attributesOf(entry)[name] ?? []);
  if (!isPolling) {
    const until = instantIn(query, "until") ?? now;
    const since = sinceIn(call, until);
    const found = shown.filter(({ publishedAt }) => publishedAt >= since && publishedAt <= until).filter(matches);
    const inOrder = sortOrder === "DESCENDING" ? found.toReversed() : found;
    return { status: 200, body: inOrder.slice(0, limit).map(eventResource), links: [self(call)] };
  }
  const after = query.get("after");
  const start = after === null ? null : positionIn(after, call);
  const since = start === null ? sinceIn(call, now) : 0;
  const ahead = shown.filter(({ position, persistedAt }) => position > (start ?? 0) && persistedAt >= since);
  const page = ahead.filter(matches).slice(0, limit);
  const isFull = page.length === limit && limit > 0;
  const reached = (isFull ? page.at(-1) : ahead.at(-1))?.position ?? start ?? 0;
  const next = new URLSearchParams([...query].filter(([name]) => name !== "since" && name !== "after"));
  next.set("after", cursorTo(limit === 0 ? (start ?? 0) : reached, call));
  return {
    status: 200,
    body: page.map(eventResource),
    links: [self(call), { rel: "next", href: hrefOf(call, next) }],
  };
}

const self = (call: Call) => ({ rel: "self", href: hrefOf(call, call.query) });

const attributesOf = ({ type, targets }: LogEntry): Readonly<Record<string, readonly string[]>> => ({
  eventType: [type],
  "target.id": targets.map(({ id }) => id),
  "target.type": targets.map((target) => target.type),
  "outcome.result": ["SUCCESS"],
});

function limitIn(written: string | null): number {
  const limit = written === null ? 100 : Number(written);
  if (!Number.isInteger(limit) || limit < 0 || limit > 1000)
    throw invalid("limit", "limit: must be a whole number from 0 to 1000");
  return limit;
}

function sinceIn({ query, now }: Call, until: number): number {
  const since = instantIn(query, "since") ?? until - DEFAULT_SINCE_MS;
  if (since < now - LONGEST_SINCE_MS) throw invalid("since", "since: cannot be more than 180 days in the past");
  return since;
}

function instantIn(query: URLSearchParams, name: string): number | null {
  const written = query.get(name);
  if (written === null) return null;
  const instant = Date.parse(written);
  if (Number.isNaN(instant)) throw invalid(name, `${name}: must be an ISO 8601 timestamp`);
  return instant;
}

function cursorTo(position: number, { now, query }: Call): string {
  return Buffer.from(JSON.stringify({ position, at: now, filter: query.get("filter") })).toString("base64url");
}

/** Returns the position of a cursor. A cursor that is older than the retention is refused, because events after it are gone. */
function positionIn(cursor: string, { now, query, behaviour }: Call): number {
  let decoded: unknown;
  try {
    decoded = JSON.parse(Buffer.from(cursor, "base64url").toString());
  } catch {
    throw unknownCursor();
  }
  if (!isObject(decoded)) throw unknownCursor();
  const { position, at, filter } = decoded;
  if (typeof position !== "number" || typeof at !== "number" || filter !== query.get("filter")) throw unknownCursor();
  if (now - at > Math.min(behaviour.logRetentionMs, behaviour.cursorLifeMs)) throw unknownCursor();
  return position;
}

const unknownCursor = () => invalid("after", "after: the cursor is unknown or has expired");

function eventResource({ position, type, targets, publishedAt }: LogEntry): JsonObject {
  return {
    uuid: `00000000-0000-4000-8000-${String(position).padStart(12, "0")}`,
    version: "0",
    eventType: type,
    displayMessage: type,
    severity: "INFO",
    published: timestamp(publishedAt),
    actor: { id: "00usandbox0000000000", type: "User", alternateId: "admin@sandbox.example", displayName: "Admin" },
    outcome: { result: "SUCCESS" },
    transaction: { id: `event-${position}`, type: "WEB" },
    target: targets.map((target) => ({
      id: target.id,
      type: target.type,
      alternateId: target.name,
      displayName: target.name,
    })),
  };
}
