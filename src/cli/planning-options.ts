import { resolve } from "node:path";
import { UsageError } from "../diagnostics/user-error.ts";
import type { Severity } from "../diagnostics/finding.ts";
import type { PlanningPorts, PlanningRequest } from "../workflow/plan.ts";
import type { CliEnvironment } from "./environment.ts";
import { instantOf, type TreeOptions } from "./inputs.ts";
import { hashesOf, maxAgeOf, type SnapshotRequest } from "./snapshot-files.ts";
import { observeOf, observeSinceOf } from "./wiring/observe.ts";
import { workspaceOf } from "./wiring/workspace.ts";

/** Options of the commands that compare files with providers. */
export interface PlanningOptions extends TreeOptions {
  readonly base?: string;
  readonly commit?: string;
  readonly snapshot?: string;
  readonly fullAfter?: string;
  readonly observed?: readonly string[];
  readonly observedSha256?: readonly string[];
  readonly maxAge?: string;
  readonly target?: readonly string[];
  readonly failOn: Severity;
}

/** Returns the planning request that the options describe. */
export function planningRequest(options: PlanningOptions, environment: CliEnvironment): PlanningRequest {
  const { base, commit, target = [] } = options;
  return {
    at: instantOf(options, environment),
    targets: target,
    ...(base === undefined ? {} : { base }),
    ...(commit === undefined ? {} : { commit }),
  };
}

/** Returns the ports for planning. */
export function planningPorts(options: PlanningOptions, environment: CliEnvironment): PlanningPorts {
  const { observed, snapshot, fullAfter } = options;
  const isTenantRequired = options.base !== undefined && environment.env["CI"] === "true";
  if (observed !== undefined && snapshot !== undefined)
    throw new UsageError("--snapshot cannot be combined with --observed.");
  return {
    workspace: workspaceOf(options.root, environment),
    observe:
      snapshot === undefined
        ? observeOf(snapshotsOf(options, environment), environment, isTenantRequired)
        : observeSinceOf({ since: snapshot, fullAfter }, environment, isTenantRequired),
  };
}

/** Returns the recorded snapshots that the options name; undefined: the providers are read. @throws UsageError for options without --observed */
function snapshotsOf(
  { observed, observedSha256, maxAge, ...options }: PlanningOptions,
  environment: CliEnvironment,
): SnapshotRequest | undefined {
  const [maximum, hashes] = [maxAgeOf(maxAge), hashesOf(observedSha256)];
  if (observed === undefined) {
    if (maxAge === undefined && hashes === null) return undefined;
    throw new UsageError("--max-age and --observed-sha256 need --observed: they check a recorded snapshot.");
  }
  return {
    paths: observed.map((path) => resolve(environment.cwd, path)),
    hashes,
    maxAge: maximum,
    // A plan for a later instant does not make the snapshot older.
    now: Math.min(instantOf(options, environment), environment.clock.now()),
  };
}
