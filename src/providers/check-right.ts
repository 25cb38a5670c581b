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
    return { ...right, state: "present", reason: null };
  } catch (error) {
    const { kind, message } = failureOf(error);
    return { ...right, state: kind === "denied" ? "missing" : "unknown", reason: message };
  }
}

/** Returns the right with the state that scopes and roles show. A write is never tried. */
export function checkedByGrant(
  right: NeededRight,
  { hasScope, hasRole }: { readonly hasScope: boolean; readonly hasRole: boolean | null },
): CheckedRight {
  if (!hasScope) return { ...right, state: "missing", reason: `the credential does not have the scope ${right.scope}` };
  if (hasRole === true) return { ...right, state: "present", reason: null };
  return hasRole === null
    ? { ...right, state: "unknown", reason: "the provider does not show the administrator roles to this credential" }
    : { ...right, state: "missing", reason: `it needs ${right.role}` };
}
