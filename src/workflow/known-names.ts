import { UsageError } from "../diagnostics/user-error.ts";
import type { AccessModel, EntitlementRef, UserId } from "../model/documents.ts";
import { didYouMean } from "../support/did-you-mean.ts";

/** How many names that hold what was typed are offered; more would be a list and no help. */
const offered = 3;

/** @throws UsageError with the names that may have been meant, when no user has this id */
export function knownUser(written: string, model: AccessModel): UserId {
  const user = model.users.get(written as UserId);
  if (user !== undefined) return user.id;
  throw new UsageError(`no user is called ${written}${suggestion(written, model.users.keys())}`);
}

/** @throws UsageError with the names that may have been meant, when nothing in the catalogue is called so */
export function knownEntitlement(written: string, model: AccessModel): EntitlementRef {
  const entitlement = model.entitlements.get(written as EntitlementRef);
  if (entitlement !== undefined) return entitlement.ref;
  throw new UsageError(`no entitlement is called ${written}${suggestion(written, model.entitlements.keys())}`);
}

/**
 * What `--target` names: users and entitlements.
 * @throws UsageError for a name that is neither: an empty plan would look like nothing to do
 */
export function checkTargets(targets: readonly string[], model: AccessModel): void {
  for (const target of targets) {
    if (model.users.has(target as UserId) || model.entitlements.has(target as EntitlementRef)) continue;
    const near = suggestion(target, [...model.users.keys(), ...model.entitlements.keys()]);
    throw new UsageError(`--target ${target}: no user and no entitlement is called so${near}`);
  }
}

/** The nearest name by spelling, else the few that hold what was typed: `ada` may mean `ada-lovelace`. */
function suggestion(written: string, known: Iterable<string>): string {
  const names = [...known];
  const near = didYouMean(written, names);
  if (near !== undefined) return `; did you mean ${near}?`;
  const holding = written === "" ? [] : names.filter((name) => name.includes(written.toLowerCase())).sort();
  if (holding.length === 0) return "";
  const rest = holding.length > offered ? `, or one of ${holding.length - offered} more` : "";
  return `; did you mean ${holding.slice(0, offered).join(", ")}${rest}?`;
}
