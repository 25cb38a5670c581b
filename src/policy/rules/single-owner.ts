import { soleOwnerOf } from "../../model/owner.ts";
import type { Rule } from "../rule.ts";

/** Reports a privileged entitlement whose only owner is one person. */
export const singleOwner = {
  id: "lp/single-owner",
  severity: "warning",
  page: {
    title: "A privileged entitlement has only one owner.",
    why: "No other person can approve a request while the owner is absent, or when the owner is the requester.",
    next: "Add a second person or a team to `owners:`.",
  },
  *evaluate({ facts }) {
    for (const { ref, tier, owners, source } of facts.privileged().values()) {
      const only = soleOwnerOf(owners);
      if (only === undefined) continue;
      yield {
        message: `${only} is the only owner of ${ref} (tier ${tier}). No other person can approve a request while ${only} is absent, or when ${only} is the requester.`,
        remedy: "Add a second person or a team to `owners:`.",
        place: { file: source.file, field: ["owners"] },
        subject: { entitlement: ref },
        witness: [`owner ${only}`],
      };
    }
  },
} satisfies Rule;
