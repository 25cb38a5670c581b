import type { Instant } from "../model/instant.ts";
import type { ResolvedModel } from "../model/resolved-model.ts";
import type { WrittenFiles } from "../model/written-files.ts";
import type { Opened, Taken } from "./taken.ts";

/** One state of the files: the model, its assignments, the files, and the commit they were read from (null: a working folder). */
export interface PlanSide extends ResolvedModel {
  readonly commit: string | null;
  readonly written: WrittenFiles;
}

/** The facts of the run that every step of planning reads. Instants are in milliseconds. */
export interface PlanContext {
  readonly head: PlanSide;
  readonly base: PlanSide | null;
  readonly at: Instant;
  /** The instant of the last run that converged; null where unknown. */
  readonly since: Instant | null;
  /** What earlier runs took since the last one that converged; absent: nothing is known. */
  readonly taken?: Taken;
  /** The accounts that earlier runs opened since the last one that converged; absent: nothing is known. */
  readonly opened?: Opened;
}
