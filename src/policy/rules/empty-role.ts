import type { RoleId } from "../../model/documents.ts";
import type { Rule } from "../rule.ts";

/** Reports a role that no user holds now or later, directly or through another role. An eligible grant counts as a use. */
export const emptyRole = {
  id: "lp/empty-role",
  severity: "note",
  page: {
    title: "No user holds a role.",
    why: "An unused role is not reviewed, and can be assigned by mistake.",
    next: "Remove the role, or keep it if users will get it soon.",
  },
  *evaluate({ model, index, at }) {
    const held = new Set<RoleId>();
    for (const user of model.users.keys())
      for (const { role, interval } of index.rolesHeld(user))
        if (interval.until === null || interval.until > at) held.add(role);
    for (const role of model.roles.values()) {
      if (held.has(role.id)) continue;
      yield {
        message: `No user holds the role ${role.id}. An unused role is not reviewed, and can be assigned by mistake.`,
        remedy: `Remove ${role.source.file}, or keep it if users will get the role soon.`,
        place: { file: role.source.file, field: [] },
        subject: { role: role.id },
      };
    }
  },
} satisfies Rule;
