import type { UnlocatedFinding } from "../diagnostics/finding.ts";
import type { AccessModel, UserId } from "../model/documents.ts";
import { sortedBy } from "../support/compare.ts";
import { appendTo } from "../support/multi-map.ts";

const shown = 3;

/** Collects the objects of owners who cannot be named in CODEOWNERS. Root owners replace them. */
export class Unreachable {
  readonly #objects = new Map<UserId, string[]>();

  add(owners: readonly UserId[], object: string): void {
    for (const id of owners) {
      appendTo(this.#objects, id, object);
    }
  }

  /** Returns one warning for each owner, at the owner's user file, where it can be fixed. */
  findings(model: AccessModel): readonly UnlocatedFinding[] {
    return sortedBy(this.#objects, ([id]) => id).map(([id, objects]) => {
      const user = model.users.get(id);
      const rest = objects.length - shown;
      const list = objects.slice(0, shown).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
      return {
        code: "codeowners/unreachable-owner",
        severity: "warning",
        message: `${id} owns ${list}, but cannot be named in CODEOWNERS: expected an active user with a pinned GitHub account. Root owners review instead.`,
        remedy: `Add \`github: { login, id }\` to ${id}, or name another owner or a team.`,
        place: user === undefined ? null : { file: user.source.file, field: user.github === null ? [] : ["github"] },
        user: id,
      };
    });
  }
}
