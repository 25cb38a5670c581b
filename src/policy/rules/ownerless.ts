import type { Rule, RuleFinding } from "../rule.ts";

/** Reports an entitlement, role or rule without an owner. */
export const ownerless = {
  id: "lp/ownerless",
  severity: "error",
  page: {
    title: "An entitlement, role or rule has no owner.",
    why: "No person or team can approve it or is responsible for it.",
    next: "Add `owners:`.",
  },
  *evaluate({ model }) {
    for (const entitlement of model.entitlements.values())
      if (entitlement.owners.length === 0)
        yield without(`The entitlement ${entitlement.ref}`, entitlement.source.file, { entitlement: entitlement.ref });
    for (const role of model.roles.values())
      if (role.owners.length === 0) yield without(`The role ${role.id}`, role.source.file, { role: role.id });
    for (const rule of model.separationOfDuties)
      if (rule.owners.length === 0) yield without(`The rule ${rule.id}`, rule.source.file, {});
  },
} satisfies Rule;

function without(subjectText: string, file: string, subject: RuleFinding["subject"]): RuleFinding {
  return {
    message: `${subjectText} has no owner: expected at least one person or team.`,
    remedy: 'Add `owners:` with a person\'s id or a team such as "@acme/security".',
    place: { file, field: [] },
    subject,
  };
}
