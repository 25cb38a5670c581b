import type { SandboxReply, SandboxRequest } from "../core/exchange.ts";
import { malformed } from "./refusal.ts";
import type { Rendering } from "./resources.ts";
import type { Principal, Permission } from "./principal.ts";

export type Json = Readonly<Record<string, unknown>>;

/** One request, matched to its route. */
export interface Call extends Rendering {
  readonly request: SandboxRequest;
  readonly principal: Principal;
  readonly now: number;
  readonly query: URLSearchParams;
  /** The body's fields; empty without a body. */
  readonly body: Json;
  /** Returns the part of the path that matches `{name}` in the route's pattern. */
  readonly key: (name: string) => string;
}

export interface Route {
  readonly method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  /** `{repo}` stands for the repository's own prefix; a final `{name...}` matches the rest of the path. */
  readonly pattern: string;
  /** Default: `read` for GET, otherwise `write`. */
  readonly permission?: Permission;
  readonly answer: (call: Call) => SandboxReply;
}

export const ok = (body: unknown): SandboxReply => ({ status: 200, body });
export const created = (body: unknown): SandboxReply => ({ status: 201, body });

/** Returns the values of the pattern's keys, or undefined when the path does not match. */
export function matchPath(pattern: string, path: string): ReadonlyMap<string, string> | undefined {
  const expected = pattern.split("/");
  const parts = path.split("/");
  const keys = new Map<string, string>();
  for (const [index, segment] of expected.entries()) {
    if (segment.endsWith("...}")) {
      const rest = parts.slice(index).join("/");
      if (rest === "") return undefined;
      keys.set(segment.slice(1, -4), rest);
      return keys;
    }
    const part = parts[index] ?? "";
    if (segment.startsWith("{") && part !== "") keys.set(segment.slice(1, -1), part);
    else if (segment !== part) return undefined;
  }
  return parts.length === expected.length ? keys : undefined;
}

export function numberKey({ key }: Call, name: string): number {
  const text = key(name);
  return /^\d{1,12}$/.test(text) ? Number(text) : -1;
}

/** Returns a required text of the body. */
export function textIn(body: Json, field: string): string {
  const value = body[field];
  if (typeof value !== "string" || value === "") throw malformed(`"${field}" wasn't supplied.`);
  return value;
}

/** Returns an optional text of the body. */
export function maybeTextIn(body: Json, field: string): string | undefined {
  const value = body[field];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== "string") throw malformed(`For '/${field}', ${JSON.stringify(value)} is not a string.`);
  return value;
}

/** Returns an optional list of texts of the body. */
export function textsIn(body: Json, field: string): readonly string[] {
  const value = body[field] ?? [];
  if (!Array.isArray(value) || !value.every((item) => typeof item === "string"))
    throw malformed(`For '/${field}', ${JSON.stringify(value)} is not an array of strings.`);
  return value;
}

export function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
