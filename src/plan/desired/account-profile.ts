import type { Scalar, System, User } from "../../model/documents.ts";
import { accountTraits } from "../../model/provider.ts";
import { selectsUser, userField } from "../../model/selector.ts";

/** Returns the attribute that holds the account's address; null where the provider has no accounts. */
export function addressAttribute({ provider }: Pick<System, "provider">): string | null {
  return accountTraits(provider)?.addressAttribute ?? null;
}

/** The attribute name of an account's organizational unit (Google). */
export const orgUnitAttribute = "orgUnitPath";

/**
 * Returns the organizational unit of the user's account: the first rule that matches, else the default; null: not
 * managed.
 */
export function orgUnitOf(system: System, user: User): string | null {
  const units = system.account?.orgUnit ?? null;
  if (units === null) return null;
  return units.rules.find(({ when }) => selectsUser(when, user))?.value ?? units.default;
}

/**
 * Returns the managed attributes of the user's account as the files define them, by provider name, without the join
 * attribute.
 */
export function profileOf(system: System, user: User): ReadonlyMap<string, Scalar> {
  const profile = new Map<string, Scalar>();
  for (const [attribute, field] of system.account?.profile ?? [])
    if (attribute !== system.account?.join) profile.set(attribute, userField(user, field));
  return profile;
}

/** Returns the managed attributes with the organizational unit: everything that an update compares. */
export function managedAttributes(system: System, user: User): ReadonlyMap<string, Scalar> {
  const unit = orgUnitOf(system, user);
  const profile = profileOf(system, user);
  return unit === null ? profile : new Map([...profile, [orgUnitAttribute, unit]]);
}
