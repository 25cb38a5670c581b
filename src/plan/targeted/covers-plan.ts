import type { CompleteObservation } from "../../model/observation.ts";
import { effectOf } from "../actions.ts";
import type { Plan } from "../plan.ts";

/**
 * Returns whether the targeted reads suffice for the narrowed plan. A prerequisite can give access to a user who is not
 * a target, for example a new owner of a group. What that user holds in a system that was read for the targets only is
 * not known, and it can hold the addition back. Removals are held back by nothing in another system.
 */
export function coversPlan({ operations }: Plan, observations: readonly CompleteObservation[]): boolean {
  return observations.every(({ observed: { readFor } }) =>
    operations.every(
      (operation) =>
        readFor === undefined ||
        operation.user === null ||
        effectOf(operation) === "takes" ||
        readFor.users.has(operation.user),
    ),
  );
}
