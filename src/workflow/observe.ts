import { OperationalError } from "../diagnostics/user-error.ts";
import type { AccessModel } from "../model/documents.ts";
import type { CompleteObservation } from "../model/observation.ts";
import type { Connect, Connection } from "../ports/connection.ts";
import type { Progress } from "../ports/progress.ts";
import { scopeOf } from "./observe-scope.ts";

/** What a plan compares the files with. `connections` is empty for a recorded snapshot: nothing can be written then. */
export interface Observed {
  readonly observations: readonly CompleteObservation[];
  readonly connections: readonly Connection[];
}

/** Looks at the systems of a model, or at a recording of them. */
export type Observe = (model: AccessModel) => Promise<Observed>;

export interface ObservePorts {
  readonly connect: Connect;
  readonly progress: Progress;
  /** Read the members of every group, declared or not. Default false. */
  readonly allGroups?: boolean;
}

/** Returns an observer that connects to the providers and reads every system whole. */
export function observingProviders({ connect, progress, allGroups = false }: ObservePorts): Observe {
  return async (model) => {
    const connections = await connect(model);
    return { connections, observations: await readAll(connections, model, { progress, allGroups }) };
  };
}

/**
 * Reads every system whole.
 * @throws OperationalError naming every scope that could not be read: what is unknown must not count as empty
 */
async function readAll(
  connections: readonly Connection[],
  model: AccessModel,
  { progress, allGroups }: { readonly progress: Progress; readonly allGroups: boolean },
): Promise<readonly CompleteObservation[]> {
  const observations = await Promise.all(
    connections.map(({ system, reader }) =>
      progress(`reading ${system.id}`, () => reader.observe(scopeOf(system, model, allGroups))),
    ),
  );
  const unread = observations.flatMap((observation) =>
    observation.kind === "partial"
      ? observation.unread.map(({ scope, reason }) => `${observation.system}: ${scope}: ${reason}`)
      : [],
  );
  if (unread.length > 0)
    throw new OperationalError(
      `not everything could be read, so nothing was planned or written:\n  ${unread.join("\n  ")}\nRun again; if it stays, look at the credential's rights and the provider's status (rolecall explain provider/unread).`,
    );
  return observations.filter((observation) => observation.kind === "complete");
}
