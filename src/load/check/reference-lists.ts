import type { EntitlementRef, Owner, RoleId, Scalar, Selector, UserId } from "../../model/documents.ts";
import type { Field, Known } from "./known-references.ts";

/** The references of one file, and the field of the list or selector that holds them. */
interface ListPlace {
  readonly file: string;
  readonly field: Field;
  readonly known: Known;
}

/** Checks each owner of a list. */
export function checkOwners(owners: readonly Owner[], { file, field, known }: ListPlace): void {
  for (const [index, owner] of owners.entries()) known.owner(owner, { file, field: [...field, index] });
}

/** Checks each user of a list. */
export function checkUsers(users: readonly UserId[], { file, field, known }: ListPlace): void {
  for (const [index, user] of users.entries()) known.user(user, { file, field: [...field, index] });
}

/** Checks each role of a list. */
export function checkRoles(roles: readonly RoleId[], { file, field, known }: ListPlace): void {
  for (const [index, role] of roles.entries()) known.role(role, { file, field: [...field, index] });
}

/** Checks each entitlement of a list. */
export function checkEntitlements(refs: readonly EntitlementRef[], { file, field, known }: ListPlace): void {
  for (const [index, ref] of refs.entries()) known.entitlement(ref, { file, field: [...field, index] });
}

/** Checks the managers that a selector names. Its other values are not references. */
export function checkSelector(selector: Selector, { file, field, known }: ListPlace): void {
  const managers: readonly Scalar[] = selector.fields.get("manager") ?? [];
  for (const [index, manager] of managers.entries())
    known.user(String(manager) as UserId, {
      file,
      field: [...field, "manager", ...(managers.length > 1 ? [index] : [])],
    });
  if (selector.not !== null) checkSelector(selector.not, { file, field: [...field, "not"], known });
}
