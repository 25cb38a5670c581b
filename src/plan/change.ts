import type { Instant } from "../model/instant.ts";
import { accessChangesBetween } from "./access-changes.ts";
import { digestOf } from "./digest.ts";
import { modelChangesBetween } from "./model-changes.ts";
import type { AccessChange, ModelChange } from "./plan.ts";
import type { PlanSide } from "./side.ts";
import { writtenChangesBetween } from "./written-changes.ts";

/** The difference between two states of the files, and the digest that reviewers approve. */
export interface Change {
  readonly accessChanges: readonly AccessChange[];
  readonly modelChanges: readonly ModelChange[];
  readonly digest: string;
}

/**
 * Returns the changes from one state of the files to another at an instant.
 * @param base null: without a base, nothing changes
 */
export function changeBetween(base: PlanSide | null, head: PlanSide, at: Instant): Change {
  const accessChanges = base === null ? [] : accessChangesBetween(base, head, at);
  const modelChanges = base === null ? [] : modelChangesBetween(base.model, head.model, accessChanges);
  const writtenChanges = base === null ? [] : writtenChangesBetween(base.written, head.written);
  const models = { head: head.model, base: base?.model ?? null };
  const digest = digestOf({ accessChanges, modelChanges, writtenChanges }, models);
  return { accessChanges, modelChanges, digest };
}
