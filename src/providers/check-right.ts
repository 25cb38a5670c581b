import type { CheckedRight, NeededRight } from "../model/credential-report.ts";
import type { ProviderFailure } from "../ports/access.ts";

/**
 * Checks a right with a request that reads one object.
 * @param failureOf returns the failure of an error
 */
export async function checkedByReading(
  right: NeededRight,
  read: () => Promise<unknown>,
  failureOf: (error: unknown) => ProviderFailure,
): Promise<CheckedRight> {
  try {
    await read();
    return checked(right, "present", null);
  } catch (error) {
    const { kind, message } = failureOf(error);
    return checked(right, kind === "denied" ? "missing" : "unknown", message);
  }
}

/** Returns the rights that these writes need, each once. */
export function rightsFor<Name extends string>(
  actions: ReadonlySet<Name>,
  rightOfWrite: Readonly<Record<Name, NeededRight | null>>,
): readonly NeededRight[] {
  return [...new Set([...actions].map((action) => rightOfWrite[action]))].filter((right) => right !== null);
}

/** Returns whether the scopes give a right. */
const hasRight = ({ scope, includedIn = [] }: NeededRight, scopes: readonly string[]): boolean =>
  [scope, ...includedIn].some((one) => scopes.includes(one));

/**
 * Returns the right with the state that scopes and roles show. A write is never tried.
 * @param scopes null: the credential has none, so that its roles alone decide
 */
export function checkedByGrant(
  right: NeededRight,
  { scopes, hasRole }: { readonly scopes: readonly string[] | null; readonly hasRole: boolean | null },
): CheckedRight {
  if (scopes !== null && !hasRight(right, scopes))
    return checked(right, "missing", `the credential does not have the scope ${right.scope}`);
  if (hasRole === true) return checked(right, "present", null);
  return hasRole === null
    ? checked(right, "unknown", "the provider does not show the administrator roles to this credential")
    : checked(right, "missing", `it needs ${right.role}`);
}

/** Returns the result of a check. */
export function checked(right: NeededRight, state: CheckedRight["state"], reason: string | null): CheckedRight {
  const { id, access, purpose, scope, role } = right;
  return { id, access, purpose, scope, role, state, reason };
}
