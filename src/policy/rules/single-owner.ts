import { soleOwnerOf } from "../../model/owner.ts";
import type { Rule } from "../rule.ts";

/** A privileged entitlement has a second owner or a team: one person may be away, or be the one who asks. */
export const singleOwner = {
  id: "lp/single-owner",
  severity: "warning",
  page: {
    title: "One person is the only owner of a privileged entitlement.",
    why: "Nobody else can approve while they are away, or when they are the one who asks.",
    next: "Add a second person or a team to `owners:`.",
  },
  *evaluate({ facts }) {
    for (const { ref, tier, owners, source } of facts.privileged().values()) {
      const only = soleOwnerOf(owners);
      if (only === undefined) continue;
      yield {
        message: `${only} is the only owner of ${ref} (tier ${tier}): nobody else can approve it while ${only} is away, or when ${only} is the one who asks.`,
        remedy: "Add a second person or a team to `owners:`.",
        place: { file: source.file, field: ["owners"] },
        subject: { entitlement: ref },
      };
    }
  },
} satisfies Rule;
