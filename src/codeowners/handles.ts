import type { AccessModel, Owner, User, UserId } from "../model/documents.ts";

/** Owners that CODEOWNERS can name, and people that it cannot name. */
export interface Handles {
  /** `@login` and `@organization/team`, each once, in the order of the file. */
  readonly names: readonly string[];
  readonly unreachable: readonly UserId[];
  /** Whether there is only one person, who cannot review their own changes. */
  readonly isOnePerson: boolean;
}

/**
 * Returns the names of owners in CODEOWNERS. The rules for a person are those for an approver: active, not a service account,
 * and with a pinned account, because a login can be renamed and registered again by another person (threat G10). The result
 * does not depend on the date, so that the file does not become stale by itself.
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
