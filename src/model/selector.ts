import type { Scalar, Selector, User } from "./documents.ts";

/**
 * Returns a user's field by its name in selectors, profile mappings and tests; null where the user does not have it.
 */
export function userField(user: User, field: string): Scalar {
  switch (field) {
    case "id":
      return user.id;
    case "kind":
      return user.kind;
    case "status":
      return user.status;
    case "department":
      return user.department;
    case "title":
      return user.title;
    case "location":
      return user.location;
    case "manager":
      return user.manager;
    case "email":
      return user.email;
    case "employeeNumber":
      return user.employeeNumber;
    case "name.display":
      return user.name.display;
    case "name.given":
      return user.name.given;
    case "name.family":
      return user.name.family;
    default:
      return field.startsWith("attributes.") ? (user.attributes.get(field.slice("attributes.".length)) ?? null) : null;
  }
}

/**
 * Returns whether the selector matches the values of `fieldOf`: all keys must match, a list means any of its values.
 */
export function selects(selector: Selector, fieldOf: (field: string) => Scalar): boolean {
  for (const [field, values] of selector.fields) {
    const actual = fieldOf(field);
    if (!values.some((value) => value === actual)) return false;
  }
  return selector.not === null || !selects(selector.not, fieldOf);
}

export function selectsUser(selector: Selector, user: User): boolean {
  return selects(selector, (field) => userField(user, field));
}
