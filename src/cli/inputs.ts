import { UsageError } from "../diagnostics/user-error.ts";
import type { Instant } from "../model/instant.ts";
import { parseInstant } from "../model/written-instant.ts";
import type { Checked } from "../workflow/check.ts";
import { checkWorkspace } from "../workflow/read-tree.ts";
import { workspaceOf } from "./wiring/workspace.ts";
import type { CliEnvironment } from "./environment.ts";

export interface TreeOptions {
  readonly root: string;
  readonly at?: string;
  readonly format: string;
  readonly json?: boolean;
}

/** Matches the instants that options accept: RFC 3339 with a zone; the seconds may be missing. */
const instantShape = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2})(:\d{2}(?:\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/i;

/** Checks whether an argument is written like an instant, whether or not the instant exists. */
export const isInstantShaped = (text: string): boolean => instantShape.test(text);

/** Returns the instant of an option. @throws UsageError where the text is not an instant, or names a day or time that does not exist */
export function parseInstantOption(option: string, text: string): Instant {
  const [, minute = "", seconds = ":00", zone = ""] = instantShape.exec(text) ?? [];
  const instant = parseInstant(`${minute}${seconds}${zone}`);
  if (instant !== undefined) return instant;
  throw new UsageError(
    minute === ""
      ? `${option} ${text}: expected an instant with a zone, such as 2026-12-01T15:00:00Z`
      : `${option} ${text}: this instant does not exist. Correct the day or the time; an instant is written as 2026-12-01T15:00:00Z`,
  );
}

/** Returns the instant of evaluation: `--at`, or now. */
export function instantOf(options: { readonly at?: string }, environment: CliEnvironment): Instant {
  if (options.at === undefined) return Math.floor(environment.clock.now() / 1000) * 1000;
  return parseInstantOption("--at", options.at);
}

export function formatOf(options: Pick<TreeOptions, "format" | "json">): string {
  return options.json === true ? "json" : options.format;
}

/** Reads and judges the files of a folder, or of a commit, at `--at`. */
export function checkRoot(
  options: { readonly root: string; readonly at?: string; readonly commit?: string },
  environment: CliEnvironment,
): Promise<Checked> {
  return checkWorkspace(workspaceOf(options.root, environment), instantOf(options, environment), options.commit);
}

export const printJson = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
