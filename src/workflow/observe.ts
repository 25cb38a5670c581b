import { OperationalError } from "../diagnostics/user-error.ts";
import type { AccessModel, SystemId } from "../model/documents.ts";
import type { CompleteObservation, UnreadSystem } from "../model/observation.ts";
import type { Connect, Connection } from "../ports/connection.ts";
import type { Progress } from "../ports/progress.ts";
import { groupBy } from "../support/multi-map.ts";
import { scopeOf } from "./observe-scope.ts";

/** The state that a plan compares the files with. `connections` is empty for a recorded snapshot, which cannot be written to. */
export interface Observed {
  readonly observations: readonly CompleteObservation[];
  /** The systems that could not be read, so that they are held back. */
  readonly unread: readonly UnreadSystem[];
  readonly connections: readonly Connection[];
}

/**
 * Reads the systems of a model, or a recorded snapshot of them.
 * @param added the systems that only the change under review has
 */
export type Observe = (model: AccessModel, added?: ReadonlySet<SystemId>) => Promise<Observed>;

export interface ObservePorts {
  readonly connect: Connect;
  readonly progress: Progress;
  /** Read the members of every group, also of groups that are not declared. Default: false. */
  readonly allGroups?: boolean;
}

/** Returns a function that connects to the providers and reads every system. */
export function observingProviders({ connect, progress, allGroups = false }: ObservePorts): Observe {
  return async (model, added) => {
    const connections = await connect(model, added);
    return { connections, ...(await readAll(connections, model, { progress, allGroups })) };
  };
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
  const observations = await Promise.all(
    connections.map(({ system, reader }) =>
      progress(`reading ${system.id}`, () => reader.observe(scopeOf(system, model, allGroups))),
    ),
  );
  const read = observations.filter((observation) => observation.kind === "complete");
  const unread = observations.filter((observation) => observation.kind === "partial");
  if (unread.length > 0 && read.length === 0) throw new OperationalError(unreadText(unread));
  return { observations: read, unread };
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
