import { createGithub } from "../../../src/github/client.ts";
import type { Github, GithubOptions } from "../../../src/github/client.ts";
import type { RunningSandbox } from "../../../src/sandbox/core/server.ts";
import { startSandbox } from "../../../src/sandbox/core/server.ts";
import { createGithubSandbox } from "../../../src/sandbox/github/github-sandbox.ts";
import type { GithubSandboxOptions } from "../../../src/sandbox/github/github-sandbox.ts";
import type { GithubState } from "../../../src/sandbox/github/github-state.ts";
import type { GithubSeed, GithubToken } from "../../../src/sandbox/github/seed.ts";
import { atTestEnd } from "../../support/cleanup.ts";

/** Returns a readable commit id: `sha("a1")`. */
export const sha = (name: string): string => Buffer.from(name).toString("hex").padEnd(40, "0");

export const tokens: Readonly<Record<string, GithubToken>> = {
  "ghs_job-token": { kind: "job" },
  "ghs_fork-token": { kind: "fork-job" },
  "ghs_app-token": { kind: "app" },
  "ghp_ada-token": { kind: "person", account: 11 },
};

export const company: GithubSeed = {
  repository: {
    id: 4001,
    name: "access",
    owner: { id: 77, login: "acme" },
    defaultBranch: "main",
    tip: sha("main-0"),
  },
  accounts: [
    { id: 11, login: "ada" },
    { id: 12, login: "bob" },
    { id: 13, login: "cyn" },
    { id: 14, login: "olga" },
    { id: 15, login: "renovate[bot]", kind: "bot" },
  ],
  teams: [{ id: 301, slug: "security", members: ["cyn", "olga"] }],
  files: { "access/users/ada.yaml": "name: Ada\n" },
  tokens,
};

export interface GithubAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Any JSON: the assertions check its form. */
  readonly body: ReturnType<JSON["parse"]>;
}

export interface RunningGithub {
  readonly sandbox: RunningSandbox;
  readonly state: GithubState;
  readonly clock: { now(): number; sleep(ms: number): Promise<void>; pass(ms: number): void; readonly slept: number };
  /** Sends a request relative to the repository's prefix, or from the root with a leading slash. */
  call(
    method: string,
    path: string,
    more?: { body?: unknown; token?: string; headers?: Record<string, string> },
  ): Promise<GithubAnswer>;
  /** Creates Rolecall's own client, with short pauses. */
  client(options?: Partial<GithubOptions>): Promise<Github>;
}

/** Starts a repository on a free port and closes it after the test. The clock moves only by sleeping or by the test. */
export async function aGithub(
  seed: Partial<GithubSeed> = {},
  options: Omit<Partial<GithubSandboxOptions>, "seed" | "clock"> = {},
): Promise<RunningGithub> {
  let time = Date.parse("2027-01-04T09:00:00Z");
  let slept = 0;
  const pass = (ms: number): void => void (time += ms);
  const clock: RunningGithub["clock"] = {
    now: () => time,
    sleep: async (ms) => {
      slept += ms;
      pass(ms);
    },
    pass,
    get slept() {
      return slept;
    },
  };
  const github = createGithubSandbox({ ...options, seed: { ...company, ...seed }, clock });
  const sandbox = await startSandbox(github, { clock });
  atTestEnd(() => sandbox.close());
  const call: RunningGithub["call"] = async (method, path, { body, token = "ghs_job-token", headers = {} } = {}) => {
    const below = path.startsWith("/") ? path : `/repos/acme/access${path === "" ? "" : `/${path}`}`;
    const reply = await fetch(`${sandbox.url}${below}`, {
      method,
      headers: { ...(token !== "" && { authorization: `Bearer ${token}` }), ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await reply.text();
    return { status: reply.status, headers: reply.headers, body: text === "" ? undefined : JSON.parse(text) };
  };
  const client: RunningGithub["client"] = (changes = {}) =>
    createGithub({
      token: "ghs_job-token",
      apiUrl: sandbox.url,
      repository: "acme/access",
      clock,
      pauses: { second: 1 },
      ...changes,
    });
  return { sandbox, state: github.state, clock, call, client };
}

/** Opens a pull request by Ada with this many commits; returns its number. */
export function aPullRequest({ state }: RunningGithub, { branch = "give-bob-access", commits = 2 } = {}): number {
  const inputs = Array.from({ length: commits }, (_, index) => ({ sha: sha(`${branch}-${index + 1}`), by: "ada" }));
  return state.openPullRequest({ author: "ada", branch, title: "Give Bob access", commits: inputs });
}
