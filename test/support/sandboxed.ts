import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sandboxVariables } from "../../src/cli/commands/sandbox.ts";
import type { CliEnvironment } from "../../src/cli/environment.ts";
import { type CompanySandbox, type Drift, startCompanySandbox } from "../../src/cli/sandbox-session.ts";
import { rolecall, type Ran } from "./cli.ts";
import { aClockFrom } from "./clock.ts";
import { atTestEnd } from "./cleanup.ts";

export const morning = "2026-12-01T09:00:00Z";

/** A folder that is gone after the test. */
export function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "rolecall-test-"));
  atTestEnd(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A copy of the sample company that a test may change. */
export function aCompany(): string {
  const root = aFolder();
  cpSync("access", join(root, "access"), { recursive: true });
  return root;
}

export interface Sandboxed {
  readonly sandbox: CompanySandbox;
  /** A command line that asks the sandbox, on the sample company's morning. */
  readonly rolecall: (argv: readonly string[], changes?: Partial<CliEnvironment>) => Promise<Ran>;
  /** Requests so far that would change something. */
  readonly writes: () => number;
  readonly requests: () => number;
}

/** The sample company's Okta and Google on free ports, closed after the test. */
export async function aSandbox(drift: Drift = "repairable"): Promise<Sandboxed> {
  const clock = aClockFrom(Date.parse(morning));
  // A dropped connection is noticed by the timeout alone, so the tests do not wait long for it.
  const environment = { cwd: process.cwd(), env: {}, clock, random: () => 0.1, requestTimeout: 1500 };
  const sandbox = await startCompanySandbox(
    { root: ".", drift },
    {
      ...environment,
      out: () => undefined,
      err: () => undefined,
      isInteractive: false,
      ask: async () => "",
      signal: new AbortController().signal,
    },
  );
  atTestEnd(sandbox.close);
  const sum = (filter: { readonly isWrite?: boolean }): number =>
    sandbox.okta.count(filter) + sandbox.google.count(filter);
  return {
    sandbox,
    rolecall: (argv, changes = {}) => rolecall(argv, { ...environment, env: sandboxVariables(sandbox), ...changes }),
    writes: () => sum({ isWrite: true }),
    requests: () => sum({}),
  };
}
