import type { SandboxReply, SandboxRequest } from "../core/exchange.ts";
import { OktaRefusal } from "./refusal.ts";
import type { OktaBehaviour } from "./behaviour.ts";
import type { Org } from "./org.ts";

/** One request, matched to its route. */
export interface Call {
  readonly org: Org;
  readonly behaviour: OktaBehaviour;
  readonly now: number;
  readonly query: URLSearchParams;
  readonly body: unknown;
  readonly headers: SandboxRequest["headers"];
  readonly origin: string;
  readonly path: string;
  /** Returns the part of the path that matches `{name}` in the route's pattern. */
  readonly key: (name: string) => string;
}

export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Relative to `/api/v1/`, for example `groups/{groupId}/users`. */
  readonly pattern: string;
  readonly answer: (call: Call) => SandboxReply;
}

export const NO_CONTENT: SandboxReply = { status: 204 };
export const EMPTY_OK: SandboxReply = { status: 200, body: {} };

export function ok(body: unknown): SandboxReply {
  return { status: 200, body };
}

export interface Match {
  readonly route: Route;
  readonly key: (name: string) => string;
}

/** Returns the route for a path relative to the base. A known path with another method gets its own refusal. */
export function matchRoute(routes: readonly Route[], method: string, path: string): Match {
  let isKnown = false;
  for (const route of routes) {
    const keys = keysIn(route.pattern, path);
    if (keys === undefined) continue;
    isKnown = true;
    if (route.method === method) return { route, key: (name) => keyIn(keys, name) };
  }
  const summary = "The endpoint does not support the provided HTTP method";
  throw new OktaRefusal(isKnown ? 405 : 404, "E0000022", summary);
}

function keysIn(pattern: string, path: string): ReadonlyMap<string, string> | undefined {
  const expected = pattern.split("/");
  const parts = path.split("/");
  if (expected.length !== parts.length) return undefined;
  const keys = new Map<string, string>();
  for (const [index, segment] of expected.entries()) {
    const part = parts[index] ?? "";
    if (segment.startsWith("{") && part !== "") keys.set(segment.slice(1, -1), part);
    else if (segment !== part) return undefined;
  }
  return keys;
}

function keyIn(keys: ReadonlyMap<string, string>, name: string): string {
  const value = keys.get(name);
  if (value === undefined) throw new Error(`Unknown key ${name}: it is not in the route's pattern.`);
  return value;
}

/** Returns a boolean parameter of the query. */
export function flagIn(query: URLSearchParams, name: string, byDefault: boolean): boolean {
  const value = query.get(name);
  return value === null ? byDefault : value === "true";
}
