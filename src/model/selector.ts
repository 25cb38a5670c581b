import type { Scalar, Selector, User } from "./documents.ts";

/** A user's field by the name a selector, a profile mapping or a test uses; null where the user has none. */
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

/** Whether the selector matches what `fieldOf` says: all keys must match, a list means any of its values. */
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
