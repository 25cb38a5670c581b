import { isOpen, subjectOfGrant } from "../granted.ts";
import { type Rule, textsOf } from "../rule.ts";
import { targetText } from "../../model/grant-target.ts";

/** A privileged grant names the ticket under which it was asked for: a prefix, `-` and digits (`INC-1234`). */
export const ticketFormat = {
  id: "lp/ticket-format",
  severity: "warning",
  page: {
    title: "A privileged grant names no ticket, or not in the form the organization uses.",
    why: "The ticket leads from the access to the request and whoever agreed to it (NIST SP 800-53 AC-2(e)).",
    next: "Write the ticket in `ticket:`, such as INC-1234.",
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
        const lack = grant.ticket === null ? "names no ticket" : `names "${grant.ticket}", which is no ticket`;
        const among = prefixes.length === 0 ? "" : ` of ${prefixes.join(", ")}`;
        yield {
          message: `The grant of ${targetText(grant.target)} to ${grant.user} ${lack}${among}, and ${ref} is of tier ${tier}: an auditor could not find out who asked for it and why.`,
          remedy: `Write the ticket in \`ticket:\`, such as ${example}.`,
          place: { file: grant.source.file, field: grant.ticket === null ? [] : ["ticket"] },
          subject,
        };
        break; // one ticket is missing, however much the grant gives
      }
    }
  },
} satisfies Rule;

function isTicket(ticket: string | null, prefixes: readonly string[]): boolean {
  const match = /^(.+)-\d+$/.exec(ticket ?? "");
  return match !== null && (prefixes.length === 0 || prefixes.includes(match[1] ?? ""));
}
