import { OperationalError } from "../diagnostics/user-error.ts";
import type { AccessModel, SystemId } from "../model/documents.ts";
import type { Instant } from "../model/instant.ts";
import type { CompleteObservation, Observation, UnreadSystem } from "../model/observation.ts";
import type { PlannedSnapshot } from "../plan/plan.ts";
import type { PlanSide } from "../plan/side.ts";
import { type TargetNeeds, targetNeeds } from "../plan/targeted/target-needs.ts";
import type { AccessReader, ObserveScope } from "../ports/access.ts";
import type { Connect, Connection } from "../ports/connection.ts";
import type { Progress } from "../ports/progress.ts";
import { groupBy } from "../support/multi-map.ts";
import { scopeOf } from "./observe-scope.ts";
import { readTargets } from "./read-targets.ts";

/** The state that a plan compares the files with. `connections` is empty for a recorded snapshot, which cannot be written to. */
export interface Observed {
  readonly observations: readonly CompleteObservation[];
  /** The systems that could not be read, so that they are held back. */
  readonly unread: readonly UnreadSystem[];
  readonly connections: readonly Connection[];
  /** The recorded snapshots of the observations; absent: the providers were read. */
  readonly snapshots?: readonly PlannedSnapshot[];
  /** Reads everything, where a system was read for the targets only; absent: everything was read. */
  readonly readEverything?: () => Promise<Pick<Observed, "observations" | "unread">>;
}

/** The plan that the observation is for: it concerns these users and entitlements only. */
export interface TargetedRead {
  readonly head: PlanSide;
  readonly at: Instant;
  readonly targets: readonly string[];
}

/**
 * Reads the systems of a model, or a recorded snapshot of them.
 * @param added the systems that only the change under review has
 * @param targeted absent: everything is read. A reader that cannot read targets reads everything
 */
export type Observe = (model: AccessModel, added?: ReadonlySet<SystemId>, targeted?: TargetedRead) => Promise<Observed>;

export interface ObservePorts {
  readonly connect: Connect;
  readonly progress: Progress;
  /** Read the members of every group, also of groups that are not declared. Default: false. */
  readonly allGroups?: boolean;
}

/** Returns a function that connects to the providers and reads every system, or what the targets of a plan need. */
export function observingProviders({ connect, progress, allGroups = false }: ObservePorts): Observe {
  return async (model, added, targeted) => {
    const connections = await connect(model, added);
    const readEverything = () => readAll(connections, model, { progress, allGroups });
    if (targeted === undefined) return { connections, ...(await readEverything()) };
    const needsOf = targetNeeds(targeted.head, targeted);
    const read = await readEach(connections, progress, async ({ system, reader }) => {
      const scope = scopeOf(system, model);
      return (await observeTargets(reader, needsOf(system.id), { scope, ...targeted })) ?? reader.observe(scope);
    });
    const isTargeted = read.observations.some(({ observed }) => observed.readFor !== undefined);
    return { connections, ...read, ...(isTargeted ? { readEverything } : {}) };
  };
}

/** Reads the targets; null: this reader or these targets need a complete read. A failure is reported by that read. */
async function observeTargets(
  reader: AccessReader,
  needs: TargetNeeds | null,
  { scope, head, at }: { readonly scope: ObserveScope; readonly head: PlanSide; readonly at: Instant },
): Promise<CompleteObservation | null> {
  if (needs === null || reader.targeted === undefined) return null;
  try {
    const observed = await readTargets(reader.targeted(scope), needs, { model: head.model, assignmentReads: reader });
    return observed === null ? null : { kind: "complete", at, observed };
  } catch {
    return null;
  }
}

/**
 * Reads every system.
 * @throws OperationalError naming every scope that could not be read, where no system could be read
 */
export async function readAll(
  connections: readonly Connection[],
  model: AccessModel,
  { progress, allGroups = false }: Omit<ObservePorts, "connect">,
): Promise<Pick<Observed, "observations" | "unread">> {
  return readEach(connections, progress, ({ system, reader }) => reader.observe(scopeOf(system, model, allGroups)));
}

/** Reads every system as `read` does. @throws OperationalError where no system could be read */
export async function readEach(
  connections: readonly Connection[],
  progress: Progress,
  read: (connection: Connection) => Promise<Observation>,
): Promise<Pick<Observed, "observations" | "unread">> {
  const observations = await Promise.all(
    connections.map((connection) => progress(`reading ${connection.system.id}`, () => read(connection))),
  );
  const complete = observations.filter((observation) => observation.kind === "complete");
  const unread = observations.filter((observation) => observation.kind === "partial");
  if (unread.length > 0 && complete.length === 0) throw new OperationalError(unreadText(unread));
  return { observations: complete, unread };
}

/** Returns the text of an error that names every scope that could not be read. */
export function unreadText(unread: readonly UnreadSystem[]): string {
  const lines = unread.flatMap(({ system, unread: scopes }) =>
    [...groupBy(scopes, ({ reason }) => reason)].map(
      ([reason, same]) => `${system}: ${same.map(({ scope }) => scope).join(", ")}: ${reason}`,
    ),
  );
  return `the providers could not be read completely, so nothing was planned or written:\n  ${lines.join("\n  ")}\nRun the command again. If the error persists, run rolecall doctor --providers, and check the provider's status (rolecall explain provider/unread).`;
}
