import { type Duration, addDuration } from "../model/duration.ts";
import { formatInstant, type Instant } from "../model/instant.ts";
import type { AccessModel } from "../model/documents.ts";
import type { CompleteObservation, Observation, ObservedSystem } from "../model/observation.ts";
import type { Connection } from "../ports/connection.ts";
import { scopeOf } from "./observe-scope.ts";
import { type Observe, type ObservePorts, readEach } from "./observe.ts";

/** An earlier read of the systems, or why there is none, as a clause. */
export type Earlier =
  | { readonly kind: "recorded"; readonly observations: readonly CompleteObservation[] }
  | { readonly kind: "none"; readonly reason: string };

export interface SincePorts extends ObservePorts {
  /** Returns the earlier read of the systems of a model. */
  readonly earlier: (model: AccessModel) => Earlier;
  readonly now: () => Instant;
  /** The time after a read of everything after which everything is read again: what the changes do not show is then at most this old. */
  readonly fullAfter: Duration;
  /** Receives how each system was read. */
  readonly onRead: (read: HowRead) => void;
}

/** `full`: everything, for the reason, which is a clause. */
export type HowRead =
  | { readonly kind: "changes"; readonly system: string }
  | { readonly kind: "full"; readonly system: string; readonly reason: string };

/** Returns a function that reads the changes since an earlier read, and everything where the changes are not enough. */
export function observingSince({
  connect,
  progress,
  earlier,
  now,
  fullAfter,
  onRead,
  allGroups = false,
}: SincePorts): Observe {
  return async (model, added) => {
    const connections = await connect(model, added);
    const recorded = earlier(model);
    const read = async ({ system, reader }: Connection): Promise<Observation> => {
      const scope = scopeOf(system, model, allGroups);
      const start = startOf(recorded, system.id, { now: now(), fullAfter });
      const changes =
        start.kind === "none"
          ? { kind: "full-read-needed" as const, reason: start.reason }
          : ((await reader.observeSince?.(start.observed, scope)) ?? noChanges);
      if (changes.kind === "read") {
        onRead({ kind: "changes", system: system.id });
        return changes.observation;
      }
      onRead({ kind: "full", system: system.id, reason: changes.reason });
      return reader.observe(scope);
    };
    return { connections, ...(await readEach(connections, progress, read)) };
  };
}

const noChanges = { kind: "full-read-needed", reason: "its provider is only read completely" } as const;

type Start =
  { readonly kind: "start"; readonly observed: ObservedSystem } | { readonly kind: "none"; readonly reason: string };

/** Returns the earlier read of one system, unless the last read of everything is too long ago. */
function startOf(
  recorded: Earlier,
  system: string,
  { now, fullAfter }: { readonly now: Instant; readonly fullAfter: Duration },
): Start {
  if (recorded.kind === "none") return recorded;
  const found = recorded.observations.find(({ observed }) => observed.system === system)?.observed;
  if (found === undefined) return { kind: "none", reason: "the snapshot does not have the system" };
  const { reading } = found;
  if (reading !== undefined && now >= addDuration(reading.fullAt, fullAfter))
    return {
      kind: "none",
      reason: `the last read of everything was at ${formatInstant(reading.fullAt)}, and --full-after is ${fullAfter.text}`,
    };
  return { kind: "start", observed: found };
}
