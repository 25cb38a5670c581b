import type { Override } from "../../model/documents.ts";
import type { Instant } from "../../model/instant.ts";

/** The overrides that hold at the instant; a plan may use each for one guard of one system. */
export interface OverrideLookup {
  /** The file that lifts `guard` in `system` for `needed` things, or null. */
  readonly fileFor: (guard: string, system: string, needed: number) => string | null;
}

/**
 * Reads access/overrides/: a file lifts a guard while it is not expired and its `count` is at least what the plan needs. Of
 * several the first in path order is named.
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
