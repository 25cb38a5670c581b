import { UsageError } from "../diagnostics/user-error.ts";
import type { AccessModel, EntitlementRef, UserId } from "../model/documents.ts";
import { didYouMean } from "../support/did-you-mean.ts";

/** The number of names to suggest that contain the typed text. */
const mostSuggestions = 3;

/** Returns the user's id. @throws UsageError with similar ids when no user has this id */
export function knownUser(written: string, model: AccessModel): UserId {
  const user = model.users.get(written as UserId);
  if (user !== undefined) return user.id;
  throw new UsageError(`unknown user ${written}${suggestion(written, model.users.keys())}`);
}

/** Returns the entitlement's reference. @throws UsageError with similar references when there is no such entitlement */
export function knownEntitlement(written: string, model: AccessModel): EntitlementRef {
  const entitlement = model.entitlements.get(written as EntitlementRef);
  if (entitlement !== undefined) return entitlement.ref;
  throw new UsageError(`unknown entitlement ${written}${suggestion(written, model.entitlements.keys())}`);
}

/**
 * Checks that each `--target` is a user or an entitlement.
 * @throws UsageError for another name: an empty plan would look as if there were no changes
 */
export function checkTargets(targets: readonly string[], model: AccessModel): void {
  for (const target of targets) {
    if (model.users.has(target as UserId) || model.entitlements.has(target as EntitlementRef)) continue;
    const near = suggestion(target, [...model.users.keys(), ...model.entitlements.keys()]);
    throw new UsageError(`--target ${target}: expected the id of a user or an entitlement${near}`);
  }
}

/** Returns the most similar name, else some names that contain the typed text: `ada` suggests `ada-lovelace`. */
function suggestion(written: string, known: Iterable<string>): string {
  const names = [...known];
  const near = didYouMean(written, names);
  if (near !== undefined) return `; did you mean ${near}?`;
  const holding = written === "" ? [] : names.filter((name) => name.includes(written.toLowerCase())).sort();
  if (holding.length === 0) return "";
  const rest = holding.length > mostSuggestions ? `, or one of ${holding.length - mostSuggestions} more` : "";
  return `; did you mean ${holding.slice(0, mostSuggestions).join(", ")}${rest}?`;
}
