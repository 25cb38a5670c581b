import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sandboxVariables } from "../../src/cli/commands/sandbox.ts";
import type { CliEnvironment } from "../../src/cli/environment.ts";
import { type CompanySandbox, type Drift, startCompanySandbox } from "../../src/cli/sandbox-session.ts";
import { rolecall, type Ran } from "./cli.ts";
import { companyFiles } from "../workflow/after-merge/company-files.ts";
import { aClockFrom } from "./clock.ts";
import { writeFiles } from "./real-git.ts";
import { atTestEnd } from "./cleanup.ts";

export const morning = "2026-12-01T09:00:00Z";

/** A folder that is deleted after the test. */
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
  /** Runs a command line against the sandbox at the sample company's instant. */
  readonly rolecall: (argv: readonly string[], changes?: Partial<CliEnvironment>) => Promise<Ran>;
  /** The number of write requests so far. */
  readonly writes: () => number;
  readonly requests: () => number;
}

/**
 * Starts a small company's Okta and Google, which hold what its files ask for. For tests in which the size of the company
 * and the differences at the providers do not matter.
 */
export function aSmallSandbox(): Promise<Sandboxed> {
  return aSandbox("none", aSmallCompany());
}

/** The files of a company of a dozen users, in a folder that a test may change. */
export function aSmallCompany(): string {
  const root = aFolder();
  writeFiles(root, companyFiles);
  return root;
}

/** Starts the Okta and Google of the sample company, or of another root, on free ports; closed after the test. */
export async function aSandbox(drift: Drift = "repairable", root = process.cwd()): Promise<Sandboxed> {
  const clock = aClockFrom(Date.parse(morning));
  // Only the timeout detects a dropped connection, so it is short in tests.
  const environment = { cwd: root, env: {}, clock, random: () => 0.1, requestTimeout: 1500 };
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
