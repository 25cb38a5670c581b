import type { UnlocatedFinding } from "../diagnostics/finding.ts";
import type { AccessModel, UserId } from "../model/documents.ts";
import { sortedBy } from "../support/compare.ts";
import { appendTo } from "../support/multi-map.ts";

const shown = 3;

/** Objects for which root owners stand in, gathered by the owner who cannot be named. */
export class Unreachable {
  readonly #objects = new Map<UserId, string[]>();

  add(owners: readonly UserId[], object: string): void {
    for (const id of owners) {
      appendTo(this.#objects, id, object);
    }
  }

  /** One warning for each owner, at their own file: that is where it is put right. */
  findings(model: AccessModel): readonly UnlocatedFinding[] {
    return sortedBy(this.#objects, ([id]) => id).map(([id, objects]) => {
      const user = model.users.get(id);
      const rest = objects.length - shown;
      const list = objects.slice(0, shown).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
      return {
        code: "codeowners/unreachable-owner",
        severity: "warning",
        message: `${id} answers for ${list}, but cannot be asked for a review: CODEOWNERS names only active people with a pinned account. Root owners are asked instead.`,
        remedy: `Give ${id} \`github: { login, id }\`, or name another owner or a team.`,
        place: user === undefined ? null : { file: user.source.file, field: user.github === null ? [] : ["github"] },
        user: id,
      };
    });
  }
}
