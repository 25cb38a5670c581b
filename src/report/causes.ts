import type { Finding } from "../diagnostics/finding.ts";
import { groupBy } from "../support/multi-map.ts";

/** A finding, as it is in memory or in a JSON result. */
type Reported = Pick<Finding, "severity" | "message" | "remedy" | "file" | "user" | "paths" | "waiver"> & {
  readonly code: string;
};

/**
 * Returns the findings in groups of one cause, in the order of the first of each: findings of different files that report the
 * same, for example an unknown name that 17 files contain. Every other finding is a group of its own.
 * @param sameOf what else has to be equal within a group
 */
export function byCause<T>(
  items: readonly T[],
  findingOf: (item: T) => Reported,
  sameOf: (item: T) => string = () => "",
): readonly (readonly T[])[] {
  const groups = groupBy(items, (item) => `${causeOf(findingOf(item))}\n${sameOf(item)}`);
  return [...groups.values()].flatMap((group) =>
    isInFiles(group.map(findingOf)) ? [group] : group.map((one) => [one]),
  );
}

/** Checks that findings are in more than one file. */
const isInFiles = (findings: readonly Reported[]): boolean => new Set(findings.map(({ file }) => file)).size > 1;

/** Returns everything that a finding shows, except its place. */
const causeOf = ({ severity, code, message, remedy, user, paths, waiver }: Reported): string =>
  JSON.stringify([severity, code, message, remedy, user ?? null, paths ?? [], waiver ?? null]);

/** Returns the items with the first of each cause before the others, for an output that shows only the first ones. */
export function causesFirst<T>(items: readonly T[], findingOf: (item: T) => Reported): readonly T[] {
  const groups = byCause(items, findingOf);
  return [...groups.flatMap((group) => group.slice(0, 1)), ...groups.flatMap((group) => group.slice(1))];
}
