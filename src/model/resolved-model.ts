import type { AccessModel } from "./documents.ts";
import { type AssignmentIndex, resolveAssignments } from "./effective.ts";
import type { Instant } from "./instant.ts";

/** One state of the files and who has what in it, looked at from one instant. */
export interface ResolvedModel {
  readonly model: AccessModel;
  readonly index: AssignmentIndex;
  /** The instant of evaluation. */
  readonly at: Instant;
}

/** Returns the model with everyone's assignments, to be looked at from `at`. */
export function resolveModel(model: AccessModel, at: Instant): ResolvedModel {
  return { model, index: resolveAssignments(model), at };
}
