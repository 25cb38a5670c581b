import type { Instant } from "../model/instant.ts";
import type { Origin } from "./operation.ts";
import type { PlanContext } from "./side.ts";

/** What is known of an operation when its origin is asked for. */
export interface OriginFacts {
  /** Whether the files of base and head ask for different things here; without a base nobody asks. */
  readonly changed: boolean;
  /** Starts and ends in the files that ask for the operation. */
  readonly boundaries: readonly (Instant | null)[];
  /** What it counts as where there is no base to compare with. */
  readonly withoutBase: Origin;
}

/**
 * Where an operation comes from (engine.md 5):
 *
 * - With a base: `change` where base and head ask for different things at the instant; else `schedule` where a start or an
 *   end written in the files was reached (with `since`: after it, so that what an earlier run had settled and somebody
 *   undid is not taken for a schedule); else `drift`.
 * - Without a base: `change` for what a file asks for and the provider lacks; `schedule` for what a file's end or a
 *   termination ended; `drift` for what no file explains (strangers, attributes with another value, a suspension).
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
 * The starts that may explain that something is missing. Without `since` a start long past would explain everything, so
 * only those written in a grant count, or all of them where the account itself does not exist yet.
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
