import type { SystemId, User } from "../../model/documents.ts";
import { stateOf } from "../../model/lifecycle.ts";
import { isLive } from "../observed-accounts.ts";
import type { Rule } from "../rule.ts";

/**
 * Every live account belongs to somebody who is with the company. An account without a join key that has a present user's address
 * is not adopted yet, and the planner asks for that (`provider/needs-adoption`): it is not called an orphan as well.
 */
export const orphanAccount = {
  id: "lp/orphan-account",
  severity: "error",
  page: {
    title: "A live account belongs to nobody, or to somebody who has left.",
    why: "Nobody answers for it, and it still opens the door (NIST SP 800-53 AC-2).",
    next: "Suspend it, or say whose it is: a user's file, or a file under access/adoptions/.",
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
      if (system === undefined) continue; // an observation of something that is not declared here
      const { ownerOf } = facts.accountsIn(observation);
      for (const account of observation.observed.accounts) {
        if (!isLive(account)) continue;
        const owner: User | undefined = ownerOf(account);
        const isUnadopted = owner === undefined && account.join === null && addresses.has(lower(account.address));
        if (isUnadopted || (owner !== undefined && stateOf(owner, at) !== "terminated")) continue;
        const whose = owner === undefined ? "belongs to no user" : `belongs to ${owner.id}, who has left`;
        yield {
          message: `The account ${account.address} in ${system.id} (${account.id}, ${account.state}) ${whose}: nobody answers for it, and it still opens the door.`,
          remedy:
            owner === undefined
              ? `Suspend it in ${system.title}, or add the user's file, or a file under access/adoptions/${system.id}/ if it is a known user's.`
              : "Apply the plan: it contains the accounts of people who have left.",
          place: { file: system.source.file, field: [] },
          subject: owner === undefined ? {} : { user: owner },
        };
      }
    }
  },
} satisfies Rule;

const lower = (text: string): string => text.toLowerCase();
