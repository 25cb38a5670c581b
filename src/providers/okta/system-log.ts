import { Unreadable } from "../../http/transport-failure.ts";
import { formatInstant, type Instant } from "../../model/instant.ts";
import type { OktaClient } from "./client.ts";
import { pathIn } from "./embedded-lists.ts";

/** An event of the System Log: its type, and the objects that it is about. Okta does not fix their order. */
export interface OktaEvent {
  readonly type: string;
  readonly targets: readonly { readonly id: string; readonly type: string }[];
}

/** The events since a position, and the position after them. */
export interface LogRead {
  readonly events: readonly OktaEvent[];
  /** Path and query of the next page, which Okta answers with the events that are persisted later. */
  readonly cursor: string;
}

/** How long Okta keeps events. Unit: milliseconds. */
export const logKeptFor = 90 * 86_400_000;

const pageSize = 1000;
/** More events are slower to read than everything is. */
const maxPages = 50;

/** The events of changes that a read records. Sign-ins are most of a log, and are not requested. */
const areas = ["user.lifecycle", "user.account", "group", "application", "iam"];
const filter = areas.map((area) => `eventType sw "${area}."`).join(" or ");

/**
 * Reads the events that were persisted since a position, with a polling query: ascending and without an end, so that
 * no event is omitted, also one that is persisted late. A page that is not full is the last one for now.
 * @param from a cursor of an earlier read; an instant: the first read
 * @throws Unreadable if there are too many events, or the position is not one of this log
 */
export async function readLog(client: OktaClient, from: string | Instant): Promise<LogRead> {
  const events: OktaEvent[] = [];
  let path = typeof from === "number" ? firstPage(from) : checkedCursor(from);
  for (let page = 0; page < maxPages; page += 1) {
    const { body, next } = await client.read(() => client.rawPage(path));
    if (!Array.isArray(body)) throw new Unreadable("Okta's response is not a list");
    if (next === null) throw new Unreadable("a page of the System Log has no next link");
    events.push(...body.map(eventIn));
    path = checkedCursor(pathIn(next, client.host));
    if (body.length < pageSize) return { events, cursor: path };
  }
  throw new Unreadable(`the System Log has more than ${maxPages * pageSize} events since then`);
}

function firstPage(since: Instant): string {
  const query = new URLSearchParams({ since: formatInstant(since), filter, limit: String(pageSize) });
  return `${logPath}?${query.toString()}`;
}

const logPath = "/api/v1/logs";

/** A cursor can come from a file, and must not lead to another list. */
function checkedCursor(path: string): string {
  if (!path.startsWith(`${logPath}?`)) throw new Unreadable("the position is not one of the System Log");
  return path;
}

/** @throws Unreadable if the type or a target is missing: an event that is not understood is not ignored */
function eventIn(entry: unknown): OktaEvent {
  const { eventType, target } = (entry ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof eventType !== "string") throw new Unreadable("an event of the System Log has no type");
  // Okta writes null for an event without targets.
  const targets: unknown = target ?? [];
  if (!Array.isArray(targets)) throw new Unreadable(`the event ${eventType} has no list of targets`);
  return {
    type: eventType,
    targets: targets.flatMap((one: unknown) => {
      const { id, type } = (one ?? {}) as Readonly<Record<string, unknown>>;
      return typeof id === "string" && typeof type === "string" ? [{ id, type }] : [];
    }),
  };
}
