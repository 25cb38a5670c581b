import type { Instant } from "../model/instant.ts";
import type { ResolvedModel } from "../model/resolved-model.ts";

/** One state of the files: the model, who has what in it, and the commit it was read from (null: a working folder). */
export interface PlanSide extends ResolvedModel {
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
