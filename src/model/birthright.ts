import type { AccessModel, Role, Scalar, User } from "./documents.ts";
import { selectsUser, userField } from "./selector.ts";
import { appendTo } from "../support/multi-map.ts";

/**
 * Returns a user's birthright roles without checking every role: roles are indexed by one value of their most selective
 * field.
 */
export type BirthrightFinder = (user: User) => readonly Role[];

/** Fields in order of selectivity. */
const mostSelective = ["id", "manager", "title", "department", "location"];

export function birthrightFinder(model: AccessModel): BirthrightFinder {
  const unfiled: Role[] = [];
  const filed = new Map<string, Map<Scalar, Role[]>>();
  for (const role of model.roles.values()) {
    if (role.birthright === null) continue;
    const fields = [...role.birthright.fields.keys()];
    const field = mostSelective.find((name) => fields.includes(name)) ?? fields[0];
    if (field === undefined) {
      unfiled.push(role);
      continue;
    }
    const byValue = filed.get(field) ?? new Map<Scalar, Role[]>();
    filed.set(field, byValue);
    for (const value of new Set(role.birthright.fields.get(field))) {
      appendTo(byValue, value, role);
    }
  }
  return (user) => {
    if (user.kind === "service") return []; // formats.md: a service account has no birthright roles
    const candidates = [...unfiled];
    for (const [field, byValue] of filed) candidates.push(...(byValue.get(userField(user, field)) ?? []));
    return candidates.filter((role) => role.birthright !== null && selectsUser(role.birthright, user));
  };
}
