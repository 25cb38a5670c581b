import { stateOf } from "../../model/lifecycle.ts";
import { durationOf, hasPassed, type Rule } from "../rule.ts";
import { isLive } from "../observed-accounts.ts";
import { durationText, startText } from "../../model/instant-text.ts";

/** Reports an active user's account without a sign-in for `after` or longer (NIST SP 800-53 AC-2(3)). */
export const inactiveAccount = {
  id: "lp/inactive-account",
  severity: "warning",
  page: {
    title: "The account of an active user had no sign-in for a long time.",
    why: "A takeover of an unused account is not noticed (NIST SP 800-53 AC-2(3)).",
    next: "Remove the account, or set `status: on-leave`.",
  },
  needsObservation: true,
  *evaluate(context) {
    const { observations, facts, at } = context;
    const after = durationOf(context, "after", "P90D");
    for (const observation of observations ?? []) {
      const { ownerOf, lastSignIn } = facts.accountsIn(observation);
      for (const account of observation.observed.accounts) {
        const user = ownerOf(account);
        if (user === undefined || stateOf(user, at) !== "active" || !isLive(account)) continue;
        const last = lastSignIn(account);
        if (last === "unknown") continue;
        const since = Math.max(last ?? -Infinity, user.start ?? -Infinity);
        if (!hasPassed(since, after, at)) continue;
        const when =
          last === null
            ? "has no sign-in"
            : `had its last sign-in at ${startText(last, context.model.organization.timezone)}`;
        yield {
          message: `The account of ${user.id} in ${observation.observed.system} (${account.address}) ${when}: expected a sign-in within ${durationText(after)}.`,
          remedy: `Remove the account in ${observation.observed.system} from ${user.id}, or set \`status: on-leave\` if the user is on leave.`,
          place: { file: user.source.file, field: [] },
          subject: { user },
          witness: [account.id],
        };
      }
    }
  },
} satisfies Rule;
