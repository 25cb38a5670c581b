import type { CustomDemand, CustomRule, EntitlementRef, UserId } from "../../model/documents.ts";
import { intervalsOf } from "../../model/effective.ts";
import type { Instant } from "../../model/instant.ts";
import { counted } from "../../support/counted.ts";
import type { SharedContext } from "../rule.ts";
import type { CustomFinding } from "./custom-finding.ts";
import { startText } from "../../model/instant-text.ts";

type Holders = Extract<CustomDemand, { kind: "holders" }>;

/**
 * Judges `holders`: each entitlement has at least `min` and at most `max` holders. Too many holders are reported now and for
 * later times. Too few are reported now, and for later times as a note, because grants that expire are often renewed. The
 * finding stands at the rule.
 */
export function judgeHolders(
  { entitlements, min, max }: Holders,
  rule: CustomRule,
  context: SharedContext,
): readonly CustomFinding[] {
  const place = { file: rule.source.file, field: ["custom", rule.index] };
  return [...new Set(entitlements)].flatMap((ref) => {
    const counts = countsOverTime(ref, context);
    const over = max === null ? undefined : counts.find(({ holders }) => holders > max);
    const short = min === null ? undefined : counts.find(({ holders }) => holders < min);
    const findings: CustomFinding[] = [];
    if (over !== undefined)
      findings.push({
        message: `${ref} would have ${counted(over.holders, "holder")}${whenText(over.from, context)}: expected at most ${max ?? 0}.`,
        remedy: `Remove ${ref} from some of its holders (\`rolecall who ${ref}\` lists them).`,
        place,
        witness: [`more than ${max ?? 0} of ${ref}`, ...holdersFromNow(ref, context)],
      });
    if (short !== undefined)
      findings.push({
        message: `${ref} would have ${counted(short.holders, "holder")}${whenText(short.from, context)}: expected at least ${min ?? 0}.`,
        remedy: `Assign ${ref} to more users, or renew a grant that expires (\`rolecall who ${ref}\` lists its holders).`,
        place,
        witness: [`fewer than ${min ?? 0} of ${ref}`],
        ...(short.from > context.at ? { isNotice: true } : {}),
      });
    return findings;
  });
}

/** Returns who holds the entitlement now or later. */
const holdersFromNow = (ref: EntitlementRef, { facts, at }: SharedContext): readonly UserId[] =>
  facts
    .assignmentsOf(ref)
    .filter((assignment) => intervalsOf(assignment).some(({ until }) => until === null || until > at))
    .map(({ user }) => user);

const whenText = (from: Instant, { at, model }: SharedContext): string =>
  from > at ? ` starting ${startText(from, model.organization.timezone)}` : "";

interface Count {
  readonly from: Instant;
  readonly holders: number;
}

/** Returns the number of holders from the instant of evaluation on: one entry at that instant and one at each change. */
function countsOverTime(ref: EntitlementRef, { facts, at }: SharedContext): readonly Count[] {
  const steps = new Map<Instant, number>([[at, 0]]);
  const step = (when: Instant, by: number): void => void steps.set(when, (steps.get(when) ?? 0) + by);
  for (const assignment of facts.assignmentsOf(ref))
    for (const { from, until } of intervalsOf(assignment)) {
      if (until !== null && until <= at) continue;
      step(Math.max(from ?? at, at), 1);
      if (until !== null) step(until, -1);
    }
  const counts: Count[] = [];
  let holders = 0;
  for (const [from, by] of [...steps].sort(([left], [right]) => left - right)) {
    holders += by;
    counts.push({ from, holders });
  }
  return counts;
}
