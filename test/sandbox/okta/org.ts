import { startSandbox } from "../../../src/sandbox/core/server.ts";
import type { RunningSandbox, SandboxSettings } from "../../../src/sandbox/core/server.ts";
import { createOktaSandbox } from "../../../src/sandbox/okta/okta-sandbox.ts";
import type { OktaSandbox, OktaSandboxOptions } from "../../../src/sandbox/okta/okta-sandbox.ts";
import type { OktaSeed, OktaSeedUser } from "../../../src/sandbox/okta/seed.ts";
import { atTestEnd } from "../../support/cleanup.ts";

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Any JSON: the assertions check its form. */
  readonly body: ReturnType<JSON["parse"]>;
  /** The address of the next page, relative to the base. */
  readonly next: string | undefined;
}

export interface CallOptions {
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface OktaOrg {
  readonly sandbox: RunningSandbox;
  readonly state: OktaSandbox["state"];
  readonly signIn: (login: string) => void;
  readonly clock: { now(): number; pass(ms: number): void };
  /** Paths are relative to `/api/v1/`. */
  call(method: string, path: string, body?: unknown, options?: CallOptions): Promise<Answer>;
  get(path: string): Promise<Answer>;
  /** Returns the id of the user with this login (without the domain), or of the group with this name. */
  idOf(name: string): string;
}

export function aUser(name: string, more: Partial<Omit<OktaSeedUser, "profile">> & { profile?: object } = {}) {
  const address = `${name}@acme.example`;
  const profile = { login: address, email: address, firstName: name, lastName: "Example", ...more.profile };
  return { ...more, profile };
}

export function aClock(start = Date.parse("2027-01-04T09:00:00Z")): OktaOrg["clock"] {
  let time = start;
  return { now: () => time, pass: (ms) => void (time += ms) };
}

/** Starts an org on a free port and closes it after the test. */
export async function anOrg(
  seed: Partial<OktaSeed> = {},
  options: Omit<Partial<OktaSandboxOptions>, "seed" | "clock"> = {},
  settings: Omit<SandboxSettings, "clock"> = {},
): Promise<OktaOrg> {
  const clock = aClock();
  const okta = createOktaSandbox({
    limits: { all: 1_000_000 },
    ...options,
    seed: { users: [], groups: [], ...seed },
    clock,
  });
  const sandbox = await startSandbox(okta, { clock, ...settings });
  atTestEnd(() => sandbox.close());
  const base = `${sandbox.url}/api/v1/`;
  const call: OktaOrg["call"] = async (method, path, body, { token = "t1", headers = {} } = {}) => {
    const reply = await fetch(base + path, {
      method,
      headers: {
        ...(token !== "" && { authorization: `SSWS ${token}` }),
        ...(body !== undefined && { "content-type": "application/json" }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await reply.text();
    const next = /<([^>]+)>; rel="next"/.exec(reply.headers.get("link") ?? "")?.[1]?.slice(base.length);
    return {
      status: reply.status,
      headers: reply.headers,
      body: text === "" || text.startsWith("<") ? undefined : JSON.parse(text),
      next,
    };
  };
  const idOf = (name: string): string => {
    const id =
      okta.state.user(`${name}@acme.example`)?.id ?? okta.state.groups().find((group) => group.name === name)?.id;
    if (id === undefined) throw new Error(`the org has no ${name}`);
    return id;
  };
  return {
    sandbox,
    state: okta.state,
    signIn: (login) => okta.signIn(login),
    clock,
    call,
    get: (path) => call("GET", path),
    idOf,
  };
}

/** Returns status and error code of a refusal. Checks that it has the form of all refusals. */
export function refusalIn({ status, body, headers }: Answer): readonly [number, string] {
  const wellFormed =
    body.errorLink === body.errorCode &&
    typeof body.errorSummary === "string" &&
    typeof body.errorId === "string" &&
    Array.isArray(body.errorCauses);
  if (!wellFormed || headers.get("x-okta-request-id") === null) throw new Error("the refusal is not in Okta's form");
  return [status, body.errorCode];
}

/** Returns the names in a list of users (login before the @) or groups. */
export function namesIn({ body }: Answer): readonly string[] {
  return body.map(({ profile }: { profile: { login?: string; name?: string } }) =>
    (profile.login ?? profile.name ?? "").replace("@acme.example", ""),
  );
}

/** Returns all pages of a list. */
export async function everyPage(org: OktaOrg, path: string): Promise<readonly Answer[]> {
  const pages: Answer[] = [];
  for (let next: string | undefined = path; next !== undefined; next = pages.at(-1)?.next)
    pages.push(await org.get(next));
  return pages;
}
