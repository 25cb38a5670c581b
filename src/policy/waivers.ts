import type { UnlocatedFinding } from "../diagnostics/finding.ts";
import type { AccessModel, Waiver } from "../model/documents.ts";
import { addDuration } from "../model/duration.ts";
import { formatInstant, type Instant } from "../model/instant.ts";
import type { Violation } from "./separation-of-duties/judge-users.ts";
import { witnessName } from "./separation-of-duties/witness.ts";

/** The waiver that answers a violation: in force, for this rule and user, and naming every witness of the conflict. */
export function waiverFor(violation: Violation, model: AccessModel, at: Instant): Waiver | undefined {
  return model.waivers.find(
    (waiver) =>
      waiver.rule === violation.rule.id &&
      waiver.user === violation.user.id &&
      waiver.expires > at &&
      violation.conflict.witnesses.every((witness) =>
        (waiver.witness as readonly string[]).includes(witnessName(witness)),
      ),
  );
}

/** What is wrong with waivers themselves: ended, answering nothing, or longer than their rule allows. */
export function waiverFindings(
  model: AccessModel,
  used: ReadonlySet<Waiver>,
  at: Instant,
): readonly UnlocatedFinding[] {
  const findings: UnlocatedFinding[] = [];
  for (const waiver of model.waivers) {
    const place = { file: waiver.source.file, field: ["expires"] };
    const rule = model.separationOfDuties.find(({ id }) => id === waiver.rule);
    if (waiver.expires <= at) {
      findings.push({
        code: "lp/expired-waiver",
        severity: "warning",
        message: `The waiver of ${waiver.rule} for ${waiver.user} ended at ${formatInstant(waiver.expires)}: the conflict stands again.`,
        remedy: "Remove the file, or ask for a new waiver with a new end.",
        place,
        user: waiver.user,
      });
      continue;
    }
    if (rule?.waiverMax !== null && rule?.waiverMax !== undefined && waiver.expires > addDuration(at, rule.waiverMax))
      findings.push({
        code: "waiver/too-long",
        severity: "error",
        message: `The waiver of ${waiver.rule} for ${waiver.user} lasts until ${formatInstant(waiver.expires)}; the rule allows ${rule.waiverMax.text} from now at most.`,
        remedy: `Set \`expires:\` to ${formatInstant(addDuration(at, rule.waiverMax))} or earlier.`,
        place,
        user: waiver.user,
      });
    if (!used.has(waiver))
      findings.push({
        code: "lp/unused-waiver",
        severity: "warning",
        message: `The waiver of ${waiver.rule} for ${waiver.user} answers no present violation within its witnesses.`,
        remedy: "Remove the file, or bring `witness:` up to date where the conflict has changed.",
        place: { file: waiver.source.file, field: [] },
        user: waiver.user,
      });
  }
  return findings;
}
