import { stateOf } from "../../model/lifecycle.ts";
import { isOpen, subjectOfGrant } from "../granted.ts";
import { numberOf, type Rule } from "../rule.ts";

/** A direct grant that hardly any peer has deserves a second look; the user is not counted among their own peers. */
export const outlier = {
  id: "lp/outlier",
  severity: "note",
  page: {
    title: "Somebody is given what hardly anybody with the same work has.",
    why: "It may be left over from other work; reviews find it best by comparison.",
    next: "Ask whether it is still needed.",
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
        message: `${user.id} is given ${ref}, which ${holders} of ${peers} others with the title "${user.title ?? ""}" in ${user.department ?? ""} have: it may be left over from other work.`,
        remedy: `Ask whether ${user.id} still needs it; if so, nothing is to be done.`,
        place: { file: grant.source.file, field: [] },
        subject: subjectOfGrant(grant, context),
      };
    }
  },
} satisfies Rule;
