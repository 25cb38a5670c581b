import type { AccessModel } from "../model/documents.ts";
import type { AssignmentIndex } from "../model/effective.ts";
import type { Instant } from "../model/instant.ts";

/** One state of the files: the model, who has what in it, and the commit it was read from (null: a working folder). */
export interface PlanSide {
  readonly model: AccessModel;
  readonly index: AssignmentIndex;
  readonly commit: string | null;
}

/** What every step of planning needs to know of the run; instants in milliseconds. */
export interface PlanContext {
  readonly head: PlanSide;
  readonly base: PlanSide | null;
  readonly at: Instant;
  /** The instant of the last run that converged; null where it is not known. */
  readonly since: Instant | null;
}
