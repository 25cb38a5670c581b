import { OperationalError, UsageError } from "../diagnostics/user-error.ts";
import { resolve } from "node:path";
import type { Finding } from "../diagnostics/finding.ts";
import type { Instant } from "../model/instant.ts";
import { type Checked, checkTree } from "../workflow/check.ts";
import { commitSource } from "../git/commit-source.ts";
import { folderSource } from "../source/folder-source.ts";
import type { CliEnvironment } from "./environment.ts";
import { forTerminal } from "../report/escape.ts";

export interface TreeOptions {
  readonly root: string;
  readonly at?: string;
  readonly format: string;
  readonly json?: boolean;
}

/** RFC 3339 with a zone, as `--at` takes it. */
const instantShape = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

/** The instant of evaluation: `--at`, or now. */
export function instantOf(options: { readonly at?: string }, environment: CliEnvironment): Instant {
  if (options.at === undefined) return Math.floor(environment.clock.now() / 1000) * 1000;
  const instant = instantShape.test(options.at) ? Date.parse(options.at) : Number.NaN;
  if (Number.isNaN(instant))
    throw new UsageError(`--at ${options.at}: write an instant with a zone, such as 2026-12-01T15:00:00Z`);
  return instant;
}

export function formatOf(options: TreeOptions): string {
  return options.json === true ? "json" : options.format;
}

/** Reads and judges the tree of a folder, or of a commit in it, at `--at` or at the instant given. */
export async function checkRoot(
  options: { readonly root: string; readonly at?: string; readonly commit?: string },
  environment: CliEnvironment,
  at: Instant = instantOf(options, environment),
): Promise<Checked> {
  const root = resolve(environment.cwd, options.root);
  const source = options.commit === undefined ? folderSource(root) : commitSource(root, options.commit);
  try {
    return checkTree(await source.read(), at);
  } catch (problem) {
    if (problem instanceof UsageError) throw problem;
    throw new OperationalError(
      `the files of ${forTerminal(options.commit ?? options.root)} cannot be read: ${problem instanceof Error ? problem.message : String(problem)}`,
    );
  }
}

/** Findings as JSON prints them: every field of the format, in one order. */
export function findingJson(finding: Finding) {
  return {
    code: finding.code,
    severity: finding.severity,
    message: finding.message,
    remedy: finding.remedy,
    user: finding.user ?? null,
    file: finding.file,
    line: finding.line,
    column: finding.column,
    paths: finding.paths ?? [],
    waiver: finding.waiver ?? null,
  };
}

export const printJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
