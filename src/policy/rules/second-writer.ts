import { declaredGroups } from "../observed-accounts.ts";
import type { Rule } from "../rule.ts";

/** A declared group has one writer: a rule at the provider that assigns it as well would undo what was reviewed here. */
export const secondWriter = {
  id: "lp/second-writer",
  severity: "error",
  page: {
    title: "A rule at the provider assigns a declared group as well.",
    why: "People get it past review, and two writers undo each other's work.",
    next: "Deactivate the rule at the provider, or stop declaring the group.",
  },
  needsObservation: true,
  *evaluate({ model, observations }) {
    for (const observation of observations ?? []) {
      const declared = declaredGroups(model, observation);
      for (const group of observation.observed.groups) {
        if (!group.ruleFed) continue;
        for (const { ref, source, status } of declared.get(group.id) ?? []) {
          if (status === "retired") continue;
          yield {
            message: `An active group rule in ${observation.observed.system} assigns "${group.name}" as well, which ${ref} declares: people get it past review, and two writers undo each other's work.`,
            remedy: "Deactivate the group rule at the provider, or stop declaring the group here.",
            place: { file: source.file, field: [] },
            subject: { entitlement: ref },
          };
        }
      }
    }
  },
} satisfies Rule;
