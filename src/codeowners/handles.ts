import type { AccessModel, Owner, User, UserId } from "../model/documents.ts";

/** Owners as GitHub can name them, and the people it cannot name. */
export interface Handles {
  /** `@login` and `@organization/team`, each once, in the order of the file. */
  readonly names: readonly string[];
  readonly unreachable: readonly UserId[];
  /** Whether all of it rests on one person, who cannot review what they propose themselves. */
  readonly isOnePerson: boolean;
}

/**
 * What CODEOWNERS may call the owners. A person counts as for an approval: active, no service account, and with a pinned
 * account, because a bare login can be renamed and registered again by somebody else (threat G10). Only what is written
 * counts, never the day: the file must not go stale by itself.
 */
export function handlesOf(owners: readonly Owner[], model: AccessModel): Handles {
  const names = new Set<string>();
  const unreachable: UserId[] = [];
  let people = 0;
  for (const owner of owners) {
    const login = owner.kind === "team" ? null : loginOf(model.users.get(owner.id));
    if (owner.kind === "team") names.add(owner.name);
    else if (login === null) unreachable.push(owner.id);
    else {
      if (!names.has(login)) people += 1;
      names.add(login);
    }
  }
  return { names: [...names], unreachable, isOnePerson: people === 1 && names.size === 1 };
}

function loginOf(user: User | undefined): string | null {
  if (user === undefined || user.kind === "service" || user.status !== "active") return null;
  return user.github === null || user.github.id === null ? null : `@${user.github.login}`;
}
