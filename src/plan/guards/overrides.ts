import type { Override } from "../../model/documents.ts";
import type { Instant } from "../../model/instant.ts";

/** The overrides in effect at the instant. A plan may use each one for one guard of one system. */
export interface OverrideLookup {
  /** Returns the file that lifts `guard` in `system` for `needed` changes, or null. */
  readonly fileFor: (guard: string, system: string, needed: number) => string | null;
}

/**
 * Returns the overrides that are in effect at `at`: a file lifts a guard until it expires, if its `count` is at least
 * what the plan needs. If several apply, the first in path order is used.
 */
export function overridesAt(overrides: readonly Override[], at: Instant): OverrideLookup {
  const valid = overrides
    .filter(({ expires }) => at < expires)
    .sort((left, right) => (left.source.file < right.source.file ? -1 : 1));
  return {
    fileFor: (guard, system, needed) =>
      valid.find((override) => override.guard === guard && override.system === system && override.count >= needed)
        ?.source.file ?? null,
  };
}
