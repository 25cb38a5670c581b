import type { SandboxReply, SandboxRequest } from "../core/exchange.ts";
import { badRequest, forbidden } from "./refusal.ts";
import { domainOf } from "./directory.ts";
import type { Directory } from "./directory.ts";

/** One request, matched to its route. */
export interface Call {
  readonly directory: Directory;
  readonly now: number;
  readonly query: URLSearchParams;
  readonly body: unknown;
  /** Returns the part of the path that matches `{name}` in the route's pattern. */
  readonly key: (name: string) => string;
}

export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Relative to the API's base, for example `groups/{groupKey}/members`. */
  readonly pattern: string;
  readonly answer: (call: Call) => SandboxReply;
}

export const NO_CONTENT: SandboxReply = { status: 204 };

export function ok(body: unknown): SandboxReply {
  return { status: 200, body };
}

/** Returns the values of the pattern's keys, or undefined when the path does not match. */
export function matchPath(pattern: string, path: string): ReadonlyMap<string, string> | undefined {
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

/** Returns the call for a matched request. */
export function callOf(
  directory: Directory,
  request: SandboxRequest,
  keys: ReadonlyMap<string, string>,
  now: number,
): Call {
  const key = (name: string): string => {
    const value = keys.get(name);
    if (value === undefined) throw new Error(`Unknown key ${name}: it is not in the route's pattern.`);
    return value;
  };
  return { directory, now, query: request.query, body: request.body, key };
}

/** Returns which addresses a list covers: the complete tenant or one of its domains. One of the two is required. */
export function tenantFilter({ directory, query }: Call): (email: string) => boolean {
  const customer = query.get("customer");
  const domain = query.get("domain")?.toLowerCase();
  if (customer === null && domain === undefined) throw badRequest("Bad Request: customer or domain is required");
  if (customer !== null) ensureCustomer(directory, customer);
  if (domain === undefined) return () => true;
  if (!directory.settings.domains.includes(domain)) throw forbidden();
  return (email) => domainOf(email) === domain;
}

/** Refuses another tenant's customer id. */
export function ensureCustomer(directory: Directory, customer: string): void {
  if (customer !== "my_customer" && customer !== directory.settings.customerId) throw forbidden();
}
