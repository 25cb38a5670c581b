import { resolve } from "node:path";
import { observingSince } from "../../workflow/observe-since.ts";
import { type Observe, observingProviders } from "../../workflow/observe.ts";
import type { CliEnvironment } from "../environment.ts";
import { withProgress } from "../progress.ts";
import { earlierIn, fullAfterOf, howReadText } from "../since.ts";
import { readSnapshots, type SnapshotRequest } from "../snapshot-files.ts";
import { warningOf } from "../warning.ts";
import type { Connect } from "../../ports/connection.ts";
import type { Progress } from "../../ports/progress.ts";
import { connectAll } from "./connect.ts";

/**
 * Returns a function that connects the providers of a model.
 * @param isTenantRequired whether the environment must name the tenant of every credential. It must always name the tenant
 * of a system that the change under review adds.
 */
export const connectOf =
  (environment: CliEnvironment, isTenantRequired: boolean): Connect =>
  (model, added) =>
    connectAll(model, environment, (system) => isTenantRequired || added?.has(system) === true);

/** Returns a function that reports progress on standard error. */
export const progressOf =
  (environment: CliEnvironment): Progress =>
  (what, work, delay) => {
    const { step = (_what, doStep) => doStep() } = environment;
    return step(what, () => withProgress(what, environment, work, delay));
  };

/**
 * Returns a function that reads the providers, or the recorded snapshots that are named.
 * @param isTenantRequired whether the environment must name the tenant of every credential
 */
export function observeOf(
  snapshots: SnapshotRequest | undefined,
  environment: CliEnvironment,
  isTenantRequired: boolean,
): Observe {
  if (snapshots === undefined)
    return observingProviders({ connect: connectOf(environment, isTenantRequired), progress: progressOf(environment) });
  return async (model) => ({ ...readSnapshots(snapshots, model), connections: [] });
}

/** The options of a read of the changes since a snapshot. */
export interface SinceOptions {
  /** The file of the snapshot. */
  readonly since: string;
  readonly fullAfter: string | undefined;
  readonly allGroups?: boolean;
}

/**
 * Returns a function that reads the changes since a recorded snapshot, and reports how each system was read.
 * @param isTenantRequired whether the environment must name the tenant of every credential
 * @throws UsageError for an invalid duration
 */
export function observeSinceOf(
  { since, fullAfter, allGroups = false }: SinceOptions,
  environment: CliEnvironment,
  isTenantRequired: boolean,
): Observe {
  const warn = warningOf(environment);
  return observingSince({
    connect: connectOf(environment, isTenantRequired),
    progress: progressOf(environment),
    earlier: (model) => earlierIn(resolve(environment.cwd, since), since, model),
    now: () => environment.clock.now(),
    fullAfter: fullAfterOf(fullAfter),
    onRead: (read) => warn(howReadText(read, since)),
    allGroups,
  });
}
