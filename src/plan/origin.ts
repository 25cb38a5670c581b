import type { Instant } from "../model/instant.ts";
import type { Origin } from "./operation.ts";
import type { PlanContext } from "./side.ts";

/** The facts that decide the origin of an operation. */
export interface OriginFacts {
  /** Whether base and head define different things here. Not read without a base. */
  readonly changed: boolean;
  /** Starts and ends in the files that cause the operation. */
  readonly boundaries: readonly (Instant | null)[];
  /** The origin without a base to compare with. */
  readonly withoutBase: Origin;
}

/**
 * Returns the origin of an operation (engine.md 5):
 *
 * - With a base: `change` where base and head define different things at the instant; else `schedule` where a start or
 *   an end in the files was reached (with `since`: after it, so that an external change to what an earlier run applied
 *   does not count as scheduled); else `drift`, unless an earlier run took it (`withGivenBack`).
 * - Without a base: `change` for what a file defines and the provider lacks; `schedule` for what a file's end or a
 *   termination ended; `drift` for what no file explains (unmatched members, attributes with another value, a
 *   suspension).
 */
export function originOf(facts: OriginFacts, { base, at, since }: PlanContext): Origin {
  if (base === null) return facts.withoutBase;
  if (facts.changed) return "change";
  const reached = facts.boundaries.some(
    (boundary) => boundary !== null && boundary <= at && (since === null || boundary > since),
  );
  return reached ? "schedule" : "drift";
}

/**
 * Returns the starts that may explain something missing. Without `since` a start long in the past would explain
 * everything, so only starts of grants count, or all starts where the account does not exist yet.
 */
export function startsOf(
  paths: readonly {
    readonly grant: { readonly starts: Instant | null } | null;
    readonly interval: { readonly from: Instant | null };
  }[],
  { since }: PlanContext,
  isNewAccount: boolean,
): readonly (Instant | null)[] {
  return paths.map(({ grant, interval }) => (since !== null || isNewAccount ? interval.from : (grant?.starts ?? null)));
}
