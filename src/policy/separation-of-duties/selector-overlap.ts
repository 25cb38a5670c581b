import type { Scalar, Selector, UserKind } from "../../model/documents.ts";

/** The possible values of each field; a field without an entry can have any value. */
type Possible = Map<string, ReadonlySet<Scalar>>;

/** formats.md: a service account has no birthright roles; a terminated user has nothing. */
const birthrightKinds: readonly Scalar[] = ["employee", "contractor", "vendor", "partner"];
const currentStatus: readonly Scalar[] = ["active", "on-leave"];

/**
 * Returns whether one user of one of `kinds` (null: any) could match all the selectors. It can return a wrong true, for a
 * `not` with several keys, but never a wrong false.
 */
export function canMatchTogether(selectors: readonly Selector[], kinds: readonly UserKind[] | null): boolean {
  const possible: Possible = new Map([
    ["kind", new Set(birthrightKinds.filter((kind) => kinds === null || (kinds as readonly Scalar[]).includes(kind)))],
    ["status", new Set(currentStatus)],
  ]);
  for (const { fields } of selectors) for (const [field, values] of fields) narrow(possible, field, values);
  const negated = selectors.flatMap(({ not }) => (not === null ? [] : [not]));
  for (const { fields, not } of negated)
    if (fields.size === 1 && not === null) for (const [field, values] of fields) exclude(possible, field, values);
  if ([...possible.values()].some(({ size }) => size === 0)) return false;
  return !negated.some((selector) => mustMatch(selector, possible));
}

function narrow(possible: Possible, field: string, values: readonly Scalar[]): void {
  const known = possible.get(field);
  possible.set(field, new Set(known === undefined ? values : values.filter((value) => known.has(value))));
}

function exclude(possible: Possible, field: string, values: readonly Scalar[]): void {
  const known = possible.get(field);
  if (known !== undefined) possible.set(field, new Set([...known].filter((value) => !values.includes(value))));
}

/** Returns whether every possible user matches the selector. */
function mustMatch({ fields, not }: Selector, possible: Possible): boolean {
  if (not !== null) return false;
  return [...fields].every(([field, values]) => {
    const known = possible.get(field);
    return known !== undefined && [...known].every((value) => values.includes(value));
  });
}
