import { stateOf } from "../../model/lifecycle.ts";
import { isOpen, subjectOfGrant } from "../granted.ts";
import { counted } from "../../support/counted.ts";
import { numberOf, type Rule } from "../rule.ts";

/** Reports a direct grant of an entitlement that few peers hold. The user is not one of their own peers. */
export const outlier = {
  id: "lp/outlier",
  severity: "note",
  page: {
    title: "A user is granted an entitlement that few of their peers hold.",
    why: "The grant can be left over from an earlier job.",
    next: "Ask the user or the manager whether the access is still needed.",
  },
  *evaluate(context) {
    const { model, facts, at } = context;
    const share = numberOf(context, "share", 0.05);
    const least = numberOf(context, "peers", 10);
    for (const grant of model.grants) {
      if (grant.target.kind !== "entitlement" || !isOpen(grant, context)) continue;
      const { entitlement: ref } = grant.target;
      const user = model.users.get(grant.user);
      if (user === undefined || stateOf(user, at) !== "active") continue;
      if (model.entitlements.get(ref)?.status !== "active") continue;
      const { count: peers, holding } = facts.peersOf(user);
      const holders = holding(ref);
      if (peers < Math.max(least, 1) || holders / peers >= share) continue;
      yield {
        message: `${user.id} is granted ${ref}, which ${holders} of ${counted(peers, "peer")} with the title "${user.title ?? ""}" in ${user.department ?? ""} hold.`,
        remedy: `Ask whether ${user.id} still needs ${ref}. If so, no action is needed.`,
        place: { file: grant.source.file, field: [] },
        subject: subjectOfGrant(grant, context),
      };
    }
  },
} satisfies Rule;
