import type { SystemId, User } from "../../model/documents.ts";
import { stateOf } from "../../model/lifecycle.ts";
import { isLive } from "../observed-accounts.ts";
import type { Rule } from "../rule.ts";

/**
 * Reports a live account that does not match any user, or matches a terminated one. An account without a join key that has
 * a current user's address is not adopted yet: the planner reports it as `provider/needs-adoption`, and this rule does not.
 */
export const orphanAccount = {
  id: "lp/orphan-account",
  severity: "error",
  page: {
    title: "Orphaned account: a live account does not match any user, or matches a terminated user.",
    why: "No user is responsible for the account, and it can still be used (NIST SP 800-53 AC-2).",
    next: "Suspend the account, add a user file, or link it to an existing user with a file under access/adoptions/.",
  },
  needsObservation: true,
  *evaluate({ model, observations, facts, at }) {
    const addresses = new Set(
      [...model.users.values()]
        .filter((user) => stateOf(user, at) !== "terminated")
        .flatMap(({ email, aliases }) => [email, ...aliases])
        .map(lower),
    );
    for (const observation of observations ?? []) {
      const system = model.systems.get(observation.observed.system as SystemId);
      if (system === undefined) continue; // the system is not declared
      const { ownerOf } = facts.accountsIn(observation);
      for (const account of observation.observed.accounts) {
        if (!isLive(account)) continue;
        const owner: User | undefined = ownerOf(account);
        const isUnadopted = owner === undefined && account.join === null && addresses.has(lower(account.address));
        if (isUnadopted || (owner !== undefined && stateOf(owner, at) !== "terminated")) continue;
        const problem =
          owner === undefined
            ? "does not match any user in access/users/"
            : `belongs to the terminated user ${owner.id}`;
        yield {
          message: `Orphaned account: ${account.address} (${system.id}, ${account.id}, ${account.state}) ${problem}.`,
          remedy:
            owner === undefined
              ? `Suspend the account in ${system.title}, add a user file, or link it to an existing user with access/adoptions/${system.id}/<user>.yaml.`
              : "Apply the plan to suspend the accounts of terminated users.",
          place: { file: system.source.file, field: [] },
          subject: owner === undefined ? {} : { user: owner },
          witness: [system.id, account.id],
        };
      }
    }
  },
} satisfies Rule;

const lower = (text: string): string => text.toLowerCase();
