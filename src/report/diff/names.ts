import type { EntitlementRef, UserId } from "../../model/documents.ts";
import type { ChangeFacts } from "./diff.ts";

/** Returns the display name of a user, after the change if the user is still in the files; else the id. */
export function nameOf(user: UserId, { people }: Pick<ChangeFacts, "people">): string {
  const sides = people.get(user);
  return (sides?.after ?? sides?.before)?.name.display ?? user;
}

/** Returns the title of an entitlement; else its id. */
export function titleOf(entitlement: EntitlementRef, { entitlements }: Pick<ChangeFacts, "entitlements">): string {
  return entitlements.get(entitlement)?.title ?? entitlement;
}
