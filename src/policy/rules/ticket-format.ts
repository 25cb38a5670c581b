import { isOpen, subjectOfGrant } from "../granted.ts";
import { type Rule, textsOf } from "../rule.ts";
import { targetText } from "../../model/grant-target.ts";
import { tieredAll } from "../witness.ts";

/** Reports a privileged grant without a valid ticket: a prefix, `-` and digits (`INC-1234`). */
export const ticketFormat = {
  id: "lp/ticket-format",
  severity: "warning",
  page: {
    title: "A privileged grant has no ticket, or a ticket in the wrong format.",
    why: "The ticket links the access to the request and its approval (NIST SP 800-53 AC-2(e)).",
    next: "Write the ticket in `ticket:`, for example INC-1234.",
  },
  *evaluate(context) {
    const { model, facts } = context;
    const prefixes = textsOf(context, "prefixes", []);
    const tiers = textsOf(context, "tiers", ["high", "critical"]);
    const example = `${prefixes[0] ?? "INC"}-1234`;
    for (const grant of model.grants) {
      if (!isOpen(grant, context) || isTicket(grant.ticket, prefixes)) continue;
      for (const ref of facts.givenBy(grant)) {
        const tier = model.entitlements.get(ref)?.tier ?? "critical";
        if (!tiers.includes(tier)) continue;
        const subject = subjectOfGrant(grant, context, ref);
        if (context.isExcepted(subject)) continue;
        const problem = grant.ticket === null ? "has no ticket" : "has an invalid ticket";
        const allowed = prefixes.length === 0 ? "a prefix" : `one of the prefixes ${prefixes.join(", ")}`;
        const got = grant.ticket === null ? "" : `, got "${grant.ticket}"`;
        yield {
          message: `The grant of ${targetText(grant.target)} to ${grant.user} ${problem}, but ${ref} is privileged (tier ${tier}): expected ${allowed}, "-" and digits${got}.`,
          remedy: `Write the ticket in \`ticket:\`, for example ${example}.`,
          place: { file: grant.source.file, field: grant.ticket === null ? [] : ["ticket"] },
          subject,
          witness: tieredAll(facts.givenBy(grant), context),
        };
        break; // one finding per grant, however many entitlements it gives
      }
    }
  },
} satisfies Rule;

function isTicket(ticket: string | null, prefixes: readonly string[]): boolean {
  const match = /^(.+)-\d+$/.exec(ticket ?? "");
  return match !== null && (prefixes.length === 0 || prefixes.includes(match[1] ?? ""));
}
