import type { Entitlement, EntitlementRef } from "../../model/documents.ts";
import { isPrivileged } from "../../model/lifecycle.ts";
import type { Rule, RuleContext } from "../rule.ts";

/** Values of `whoCanJoin` that let users add themselves (Google Groups Settings API). */
const selfService: readonly unknown[] = ["ANYONE_CAN_JOIN", "ALL_IN_DOMAIN_CAN_JOIN"];

/** Reports a group that gives privileged access or an app while its settings let users add themselves. */
export const joinableGroup = {
  id: "lp/joinable-group",
  severity: "error",
  page: {
    title: "Users can add themselves to a group that gives privileged access or an app.",
    why: "Users can give themselves the access without a review.",
    next: "Set `whoCanJoin: INVITED_CAN_JOIN`.",
  },
  *evaluate(context) {
    for (const entitlement of context.model.entitlements.values()) {
      const { ref, target, status, settings, source } = entitlement;
      const whoCanJoin = settings.get("whoCanJoin");
      if (target.kind !== "group" || status === "retired" || !selfService.includes(whoCanJoin)) continue;
      const gives = sensitiveAccess(entitlement, context);
      if (gives === undefined) continue;
      yield {
        message: `Users can add themselves to the group ${target.name} (\`whoCanJoin: ${String(whoCanJoin)}\`), but ${gives}: expected \`INVITED_CAN_JOIN\`.`,
        remedy: "Set `whoCanJoin: INVITED_CAN_JOIN`.",
        place: { file: source.file, field: ["settings", "whoCanJoin"] },
        subject: { entitlement: ref },
        witness: [String(whoCanJoin), gives],
      };
    }
  },
} satisfies Rule;

function sensitiveAccess({ ref }: Entitlement, { model, index }: RuleContext): string | undefined {
  for (const { entitlement } of index.closure.reachedFrom(ref)) {
    const reached = model.entitlements.get(entitlement);
    if (reached === undefined) continue;
    if (isPrivileged(reached.tier)) return `${namedFrom(ref, entitlement)} is of tier ${reached.tier}`;
    const [app] = reached.apps;
    if (app !== undefined) return `${namedFrom(ref, entitlement)} gives the app ${app}`;
  }
  return undefined;
}

const namedFrom = (own: EntitlementRef, reached: EntitlementRef): string =>
  own === reached ? own : `${reached}, in which it is nested,`;
