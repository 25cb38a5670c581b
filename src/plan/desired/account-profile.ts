import type { Scalar, System, User } from "../../model/documents.ts";
import { accountTraits } from "../../model/provider.ts";
import { selectsUser, userField } from "../../model/selector.ts";

/** The attribute that is the account's address itself; null where the provider has no accounts. */
export function addressAttribute({ provider }: Pick<System, "provider">): string | null {
  return accountTraits(provider)?.addressAttribute ?? null;
}

/** The name under which an account's organizational unit is read and written (Google). */
export const orgUnitAttribute = "orgUnitPath";

/** The organizational unit the user's account belongs in: the first rule that matches, else the default; null: not managed. */
export function orgUnitOf(system: System, user: User): string | null {
  const units = system.account?.orgUnit ?? null;
  if (units === null) return null;
  return units.rules.find(({ when }) => selectsUser(when, user))?.value ?? units.default;
}

/** The managed attributes of the user's account as the files want them, by provider name; the join attribute is not among them. */
export function profileOf(system: System, user: User): ReadonlyMap<string, Scalar> {
  const profile = new Map<string, Scalar>();
  for (const [attribute, field] of system.account?.profile ?? [])
    if (attribute !== system.account?.join) profile.set(attribute, userField(user, field));
  return profile;
}

/** The same, with the organizational unit: everything an update compares. */
export function managedAttributes(system: System, user: User): ReadonlyMap<string, Scalar> {
  const unit = orgUnitOf(system, user);
  const profile = profileOf(system, user);
  return unit === null ? profile : new Map([...profile, [orgUnitAttribute, unit]]);
}
