import { declaredGroups } from "../observed-accounts.ts";
import type { Rule } from "../rule.ts";

/** Reports a declared group that an active rule at the provider assigns as well. */
export const secondWriter = {
  id: "lp/second-writer",
  severity: "error",
  page: {
    title: "A rule at the provider also assigns a declared group.",
    why: "Users get the group without a review, and Rolecall and the rule overwrite each other's changes.",
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
            message: `An active group rule in ${observation.observed.system} assigns the group "${group.name}", which ${ref} declares. Rolecall and the rule would overwrite each other's changes.`,
            remedy: "Deactivate the group rule at the provider, or stop declaring the group.",
            place: { file: source.file, field: [] },
            subject: { entitlement: ref },
            witness: [group.id],
          };
        }
      }
    }
  },
} satisfies Rule;
