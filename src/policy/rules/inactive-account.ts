import { stateOf } from "../../model/lifecycle.ts";
import { formatInstant } from "../../model/instant.ts";
import { durationOf, hasPassed, type Rule } from "../rule.ts";
import { isLive } from "../observed-accounts.ts";

/** An account that its active user does not sign in to is a door that nobody watches (NIST SP 800-53 AC-2(3)). */
export const inactiveAccount = {
  id: "lp/inactive-account",
  severity: "warning",
  page: {
    title: "An active user's account was not signed in to for a long time.",
    why: "Whoever takes it over is not noticed (NIST SP 800-53 AC-2(3)).",
    next: "Take the account away, or set `status: on-leave`.",
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
        const when = last === null ? "has never been signed in to" : `was last signed in to at ${formatInstant(last)}`;
        yield {
          message: `The account of ${user.id} in ${observation.observed.system} (${account.address}) ${when}, ${after.text} or more ago: whoever takes it over is not noticed.`,
          remedy: `Take the account in ${observation.observed.system} away from ${user.id}, or set \`status: on-leave\` if they are away.`,
          place: { file: user.source.file, field: [] },
          subject: { user },
        };
      }
    }
  },
} satisfies Rule;
