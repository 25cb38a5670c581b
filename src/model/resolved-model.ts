import type { AccessModel } from "./documents.ts";
import { type AssignmentIndex, resolveAssignments } from "./effective.ts";
import type { Instant } from "./instant.ts";

/** One state of the files with its assignments, evaluated at one instant. */
export interface ResolvedModel {
  readonly model: AccessModel;
  readonly index: AssignmentIndex;
  /** The instant of evaluation. */
  readonly at: Instant;
}

/** Returns the model with the assignments of all users, evaluated at `at`. */
export function resolveModel(model: AccessModel, at: Instant): ResolvedModel {
  return { model, index: resolveAssignments(model), at };
}
