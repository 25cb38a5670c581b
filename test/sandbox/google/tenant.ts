import type { RunningSandbox } from "../../../src/sandbox/core/server.ts";
import { startSandbox } from "../../../src/sandbox/core/server.ts";
import { createGoogleSandbox } from "../../../src/sandbox/google/google-sandbox.ts";
import type { GoogleSandbox, GoogleSandboxOptions } from "../../../src/sandbox/google/google-sandbox.ts";
import type { GoogleSeed, GoogleSeedGroup, GoogleSeedUser } from "../../../src/sandbox/google/seed.ts";
import { atTestEnd } from "../../support/cleanup.ts";

export interface Answer {
  readonly status: number;
  /** Any JSON: the assertions check its form. */
  readonly body: ReturnType<JSON["parse"]>;
}

export interface Tenant {
  readonly sandbox: RunningSandbox;
  readonly state: GoogleSandbox["state"];
  readonly clock: { now(): number; pass(ms: number): void };
  call(method: string, path: string, body?: unknown, token?: string): Promise<Answer>;
  get(path: string): Promise<Answer>;
}

export function aClock(start = Date.parse("2027-01-04T09:00:00Z")): Tenant["clock"] {
  let time = start;
  return { now: () => time, pass: (ms) => void (time += ms) };
}

export function user(name: string, more: Partial<GoogleSeedUser> = {}): GoogleSeedUser {
  const names = { givenName: name[0]!.toUpperCase() + name.slice(1), familyName: "Example" };
  return { primaryEmail: `${name}@acme.example`, name: names, ...more };
}

export function group(name: string, more: Partial<GoogleSeedGroup> = {}): GoogleSeedGroup {
  return { email: `${name}@acme.example`, name, ...more };
}

/** Starts a tenant on a free port and closes it after the test; paths are relative to the Directory API's base. */
export async function aTenant(
  seed: Partial<GoogleSeed> = {},
  options: Omit<Partial<GoogleSandboxOptions>, "seed" | "clock"> = {},
): Promise<Tenant> {
  const clock = aClock();
  const full = { users: [], groups: [], orgUnits: [], domains: ["acme.example"], ...seed };
  const google = createGoogleSandbox({ perMinute: 1_000_000, ...options, seed: full, clock });
  const sandbox = await startSandbox(google, { clock });
  atTestEnd(() => sandbox.close());
  const call: Tenant["call"] = async (method, path, body, token = "t1") => {
    const reply = await fetch(`${sandbox.url}/admin/directory/v1/${path}`, {
      method,
      headers: {
        ...(token !== "" && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { "content-type": "application/json" }),
      },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await reply.text();
    return { status: reply.status, body: text === "" ? undefined : JSON.parse(text) };
  };
  return { sandbox, state: google.state, clock, call, get: (path) => call("GET", path) };
}

/** Returns the refusal in an answer: status, reason and message. Checks that both copies of it agree. */
export function refusalIn({ status, body }: Answer): readonly [number, string, string] {
  const { error } = body;
  const [first] = error.errors;
  if (error.code !== status || first.message !== error.message) throw new Error("the refusal contradicts itself");
  return [status, first.reason, error.message];
}

/** Returns the refusal without the message. */
export function reasonIn(answer: Answer): readonly [number, string] {
  const [status, reason] = refusalIn(answer);
  return [status, reason];
}
