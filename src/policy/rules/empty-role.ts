import type { RoleId } from "../../model/documents.ts";
import type { Rule } from "../rule.ts";

/** A role that nobody holds, now or later, directly or through another role; who may activate it (`eligible`) counts as a use. */
export const emptyRole = {
  id: "lp/empty-role",
  severity: "note",
  page: {
    title: "Nobody holds a role.",
    why: "What nobody uses nobody looks at, until it is given by mistake.",
    next: "Remove the role, or leave it if people are about to come.",
  },
  *evaluate({ model, index, at }) {
    const held = new Set<RoleId>();
    for (const user of model.users.keys())
      for (const { role, interval } of index.rolesHeld(user))
        if (interval.until === null || interval.until > at) held.add(role);
    for (const role of model.roles.values()) {
      if (held.has(role.id)) continue;
      yield {
        message: `Nobody holds the role ${role.id}: whoever gets it by mistake gets what nobody has looked at for a while.`,
        remedy: `Remove ${role.source.file}, or leave it if people are about to come.`,
        place: { file: role.source.file, field: [] },
        subject: { role: role.id },
      };
    }
  },
} satisfies Rule;
