import type { EntitlementRef, Grant, UserId } from "../../model/documents.ts";
import { assignmentsOfUser } from "../../model/effective.ts";
import type { ResolvedModel } from "../../model/resolved-model.ts";

/** What a question is about; null: any. */
export interface Question {
  readonly user: UserId | null;
  readonly entitlement: EntitlementRef | null;
}

/** Returns the grants on the paths of the assignments that a question is about. */
export function grantsInQuestion({ index }: ResolvedModel, { user, entitlement }: Question): readonly Grant[] {
  const assignments = user === null ? [...index.byUser.values()].flat() : assignmentsOfUser(index, user);
  const asked = assignments.filter((one) => entitlement === null || one.entitlement === entitlement);
  return [...new Set(asked.flatMap(({ paths }) => paths.flatMap(({ grant }) => grant ?? [])))];
}
