import { UsageError } from "../diagnostics/user-error.ts";
import type { AccessModel, EntitlementRef, UserId } from "../model/documents.ts";
import { nameHintText } from "../model/name-hint.ts";

/** Returns the user's id. `where` names the files for the message, such as ` in the commit 1a2b3c`. @throws UsageError with similar ids when no user has this id */
export function knownUser(written: string, model: AccessModel, where = ""): UserId {
  const user = model.users.get(written as UserId);
  if (user !== undefined) return user.id;
  throw new UsageError(`unknown user ${written}${where}${nameHintText(written, ["user"], model)}`);
}

/** Returns the entitlement's reference. @throws UsageError with similar references when there is no such entitlement */
export function knownEntitlement(written: string, model: AccessModel, where = ""): EntitlementRef {
  const entitlement = model.entitlements.get(written as EntitlementRef);
  if (entitlement !== undefined) return entitlement.ref;
  throw new UsageError(`unknown entitlement ${written}${where}${nameHintText(written, ["entitlement"], model)}`);
}

/**
 * Checks that each `--target` is a user or an entitlement.
 * @throws UsageError for another name: an empty plan would look as if there were no changes
 */
export function checkTargets(targets: readonly string[], model: AccessModel): void {
  for (const target of targets) {
    if (model.users.has(target as UserId) || model.entitlements.has(target as EntitlementRef)) continue;
    const near = nameHintText(target, ["user", "entitlement"], model);
    throw new UsageError(`--target ${target}: expected the id of a user or an entitlement${near}`);
  }
}
