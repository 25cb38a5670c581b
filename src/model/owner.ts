import type { Owner, UserId } from "./documents.ts";

/** Whether an owner or approver with this name is a team; other names are ids of users. */
export const isTeamName = (name: string): boolean => name.startsWith("@");

/** Returns the owner that a document names: a team such as `@acme/security`, or a user by id. */
export function ownerNamed(name: string): Owner {
  return isTeamName(name) ? { kind: "team", name } : { kind: "user", id: name as UserId };
}

/** Returns the owner's name as documents write it. */
export function ownerName(owner: Owner): string {
  return owner.kind === "team" ? owner.name : owner.id;
}
