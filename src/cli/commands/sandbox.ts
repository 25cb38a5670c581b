import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { UsageError } from "../../diagnostics/user-error.ts";
import type { CliEnvironment } from "../environment.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { printJson } from "../inputs.ts";
import { type GithubSession, githubVariables, startGithubSession } from "../github-session.ts";
import { type CompanySandbox, type Drift, startCompanySandbox } from "../sandbox-session.ts";
import { type SandboxProvider, sandboxProviders } from "../../sandbox/company/provider-services.ts";
import { parseLags } from "./sandbox-lags.ts";
import type { FaultRule } from "../../sandbox/core/faults.ts";
import { type StateDump, stateDifferences } from "../../sandbox/core/state-dump.ts";

export interface SandboxOptions {
  readonly root: string;
  readonly at?: string;
  readonly drift: Drift;
  readonly fault?: readonly string[];
  /** The file for the state at the end, absent: no file. */
  readonly dump?: string;
  readonly lag?: readonly string[];
  /** The user whose personal GitHub token is printed. */
  readonly person?: string;
}

/** `rolecall sandbox`: runs local Okta, Google and GitHub servers until Ctrl-C, and prints lines to paste into another terminal. */
export async function sandbox(options: SandboxOptions, environment: CliEnvironment): Promise<ExitCode> {
  const faults = (options.fault ?? []).map(parseFault);
  const running = await startCompanySandbox({ ...options, lags: parseLags(options.lag ?? []) }, environment);
  const before = mapProviders((provider) => running[provider].dump());
  try {
    const github = await startGithubSession(options, environment);
    try {
      const servers = { okta: running.okta, google: running.google, github: github.github };
      for (const { system, rule } of faults) servers[system].addFault(rule);
      environment.out(exports({ ...sandboxVariables(running), ...githubVariables(github) }));
      environment.err(hints(github));
      await aborted(environment.signal);
      if (options.dump !== undefined) writeDump(options.dump, { running, before, environment });
    } finally {
      await github.close();
    }
  } finally {
    await running.close();
  }
  return exitCodes.done;
}

interface Dumping {
  readonly running: CompanySandbox;
  readonly before: Readonly<Record<SandboxProvider, StateDump>>;
  readonly environment: CliEnvironment;
}

/** Writes the state of Okta and Google, the objects that changed since the start, and the number of requests. */
function writeDump(file: string, { running, before, environment }: Dumping): void {
  const dump = mapProviders((provider) => {
    const state = running[provider].dump();
    const changes = stateDifferences(before[provider], state);
    return { requests: running[provider].byBucket(), changes, state };
  });
  writeFileSync(resolve(environment.cwd, file), printJson({ version: 1, ...dump }), { mode: 0o600 });
  environment.err(`Written to ${file}.\n`);
}

function mapProviders<T>(read: (provider: SandboxProvider) => T): Readonly<Record<SandboxProvider, T>> {
  const results = sandboxProviders.map((provider) => [provider, read(provider)] as const);
  return Object.fromEntries(results) as Record<SandboxProvider, T>;
}

/** Returns the environment variables that connect Rolecall to the sandbox. */
export function sandboxVariables(running: CompanySandbox): Readonly<Record<string, string>> {
  return {
    ROLECALL_OKTA_URL: running.okta.url,
    ROLECALL_GOOGLE_URL: running.google.url,
    OKTA_CLIENT_TOKEN: running.token,
    GOOGLE_OAUTH_ACCESS_TOKEN: running.token,
  };
}

function exports(variables: Readonly<Record<string, string>>): string {
  return Object.entries(variables)
    .map(([name, value]) => `export ${name}=${value}\n`)
    .join("");
}

function hints({ personal }: GithubSession): string {
  const person =
    personal === null
      ? ""
      : `The token above belongs to the app, as in workflows. To act as ${personal.user.id}: export GITHUB_TOKEN=${personal.token}\nTo act as another user with a GitHub account, put the user's id at the end of that token. To approve a pull request by hand, see the README (Tour).\n`;
  return (
    "The sandbox runs until Ctrl-C. In another terminal: paste the lines above, then rolecall plan\n" +
    `${person}The GitHub sandbox has the branches of this repository. To open a request there without another remote: ` +
    "git remote add sandbox . and rolecall request --open --remote sandbox\n"
  );
}

/** The servers that a fault can be set for. */
type FaultySystem = SandboxProvider | "github";
const faultySystems: readonly FaultySystem[] = [...sandboxProviders, "github"];

/** Returns the fault rule for a text such as `okta 500 GET /api/v1/groups`. */
export function parseFault(text: string): { readonly system: FaultySystem; readonly rule: FaultRule } {
  const [name, kind, method, path] = text.split(/\s+/);
  const system = faultySystems.find((known) => known === name);
  const fault =
    kind === "500"
      ? ({ kind: "status", status: 500 } as const)
      : kind === "429"
        ? ({ kind: "throttle", resetInSeconds: 5 } as const)
        : kind === "cut-page"
          ? ({ kind: "cut-page" } as const)
          : kind === "drop"
            ? ({ kind: "drop" } as const)
            : undefined;
  if (system === undefined || fault === undefined)
    throw new UsageError(`--fault ${text}: write it as 'okta 500 GET /api/v1/groups' (500, 429, cut-page or drop)`);
  return {
    system,
    rule: { fault, ...(method === undefined ? {} : { method }), ...(path === undefined ? {} : { path }) },
  };
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    // The servers keep the process running until then.
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
