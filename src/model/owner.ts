import type { AccessModel, GrantTarget, Owner, User, UserId } from "./documents.ts";
import { targetDocument } from "./grant-target.ts";
import { appendTo } from "../support/multi-map.ts";

/** Returns whether an owner or approver with this name is a team. Other names are ids of users. */
export const isTeamName = (name: string): boolean => name.startsWith("@");

/** Returns the owner that a document names: a team such as `@acme/security`, or a user by id. */
export function ownerNamed(name: string): Owner {
  return isTeamName(name) ? { kind: "team", name } : { kind: "user", id: name as UserId };
}

/** Returns the owner's name as documents write it. */
export function ownerName(owner: Owner): string {
  return owner.kind === "team" ? owner.name : owner.id;
}

/** Returns the owners' names as documents write them. */
export function ownerNames(owners: readonly Owner[]): readonly string[] {
  return owners.map(ownerName);
}

/** Returns the owners that are people; teams are left out. */
export function peopleAmong(owners: readonly Owner[]): readonly UserId[] {
  return owners.flatMap((owner) => (owner.kind === "user" ? [owner.id] : []));
}

/** Returns the only owner, if it is a person; undefined without an owner, with a second one or with a team. */
export function soleOwnerOf(owners: readonly Owner[]): UserId | undefined {
  const [only, ...others] = new Set(peopleAmong(owners));
  return others.length === 0 && owners.every(({ kind }) => kind === "user") ? only : undefined;
}

/** Returns the owners of the role or entitlement that a grant gives. */
export function ownersOfTarget(target: GrantTarget, model: AccessModel): readonly Owner[] {
  return targetDocument(target, model)?.owners ?? [];
}

/** Returns the owners of a user's file: the manager, or for a service account its owners. */
export function ownersOfUser(user: User): readonly Owner[] {
  const ids = user.kind === "service" ? user.owners : user.manager === null ? [] : [user.manager];
  return ids.map((id) => ({ kind: "user", id }));
}

/**
 * Returns the service accounts of each owner, in the order of their files. An owner can use the access of the account.
 */
export function serviceAccountsByOwner(model: AccessModel): ReadonlyMap<UserId, readonly User[]> {
  const owned = new Map<UserId, User[]>();
  for (const user of model.users.values())
    if (user.kind === "service")
      for (const owner of new Set(user.owners)) if (owner !== user.id) appendTo(owned, owner, user);
  return owned;
}
