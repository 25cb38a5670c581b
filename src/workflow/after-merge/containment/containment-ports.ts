import type { ApplyEntry } from "../../../apply/apply-report.ts";
import type { Clock } from "../../../ports/clock.ts";
import type { Connection } from "../../../ports/connection.ts";
import type { Journal } from "../../../ports/journal.ts";

export interface ContainmentPorts {
  /** The connections that could be made. A user of a system without one is reported as failed. */
  readonly connections: readonly Connection[];
  readonly journal: Journal;
  readonly clock: Clock;
  /** When aborted, the call in flight is finished and no further call is sent. */
  readonly signal: AbortSignal;
  readonly onProgress?: (entry: ApplyEntry, position: number, total: number) => void;
}
