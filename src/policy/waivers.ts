import type { UnlocatedFinding } from "../diagnostics/finding.ts";
import type { AccessModel, EntitlementRef, RoleId, Waiver } from "../model/documents.ts";
import { addDuration, type Duration } from "../model/duration.ts";
import { formatInstant, type Instant } from "../model/instant.ts";
import { closeRoles } from "../model/role-closure.ts";
import { compareText } from "../support/compare.ts";
import type { Violation } from "./separation-of-duties/violation.ts";
import { type Witness, witnessName } from "./separation-of-duties/witness.ts";
import { appendTo } from "../support/multi-map.ts";
import { durationText, endText, startText, writtenEnd } from "../model/instant-text.ts";

/**
 * Returns the waiver that covers a violation: for this rule and user, in force at `at`, with every witness of every conflict
 * now and later. It does not cover a conflict that begins after it expires. The violation stays visible as a note.
 */
export function waiverFor(violation: Violation, model: AccessModel, at: Instant): Waiver | undefined {
  return waiversOf(violation, model).find((waiver) => gapsIn(waiver, violation, { model, at }).length === 0);
}

/** Returns why the waiver of this rule and user does not cover the violation, as a sentence; empty without a waiver. */
export function waiverGap(violation: Violation, model: AccessModel, at: Instant): string {
  const [waiver] = waiversOf(violation, model);
  if (waiver === undefined) return "";
  const gaps = gapsIn(waiver, violation, { model, at });
  return gaps.length === 0
    ? ""
    : `The waiver ${waiver.source.file} does not cover this conflict: ${gaps.join(" and ")}.`;
}

function gapsIn(
  waiver: Waiver,
  { conflict }: Violation,
  { model, at }: { readonly model: AccessModel; readonly at: Instant },
): readonly string[] {
  if (waiver.expires <= at) return [`it expired at ${endText(waiver.expires, model.organization.timezone)}`];
  const named: ReadonlySet<string> = new Set(waiver.witness);
  const missing = new Set(conflict.witnesses.filter((witness) => !isNamed(witness, named, model)).map(witnessName));
  const late = conflict.stretches.find(({ from }) => from !== null && from >= waiver.expires);
  return [
    ...(missing.size === 0 ? [] : [`it does not name ${[...missing].sort(compareText).join(" and ")}`]),
    ...(late?.from === null || late?.from === undefined
      ? []
      : [`it expires before the conflict of ${startText(late.from, model.organization.timezone)} begins`]),
  ];
}

/** Returns whether a waiver names the witness: by its name, or a role by all entitlements that it gives. */
function isNamed(witness: Witness, named: ReadonlySet<string>, model: AccessModel): boolean {
  if (named.has(witnessName(witness))) return true;
  if (witness.memberRole === null) return false;
  const given = entitlementsOfRole(witness.memberRole, model);
  return given.length > 0 && given.every((ref) => named.has(ref));
}

function entitlementsOfRole(role: RoleId, model: AccessModel): readonly EntitlementRef[] {
  return closeRoles(model)
    .entitlementsOf(role)
    .map(({ entitlement }) => entitlement);
}

/** The waivers by rule and user, indexed once for each model because there can be many violations. */
const waiverIndexes = new WeakMap<readonly Waiver[], ReadonlyMap<string, readonly Waiver[]>>();

function waiversOf({ id }: Violation, { waivers }: AccessModel): readonly Waiver[] {
  const known = waiverIndexes.get(waivers);
  if (known !== undefined) return known.get(id) ?? [];
  const byRuleAndUser = new Map<string, Waiver[]>();
  for (const waiver of waivers) {
    const key = `${waiver.rule}:${waiver.user}`;
    appendTo(byRuleAndUser, key, waiver);
  }
  waiverIndexes.set(waivers, byRuleAndUser);
  return byRuleAndUser.get(id) ?? [];
}

/** Reports waivers that have expired, cover no violation, or last longer than their rule allows. */
export function waiverFindings(
  model: AccessModel,
  used: ReadonlySet<Waiver>,
  at: Instant,
): readonly UnlocatedFinding[] {
  const { timezone } = model.organization;
  const limits = new Map(model.separationOfDuties.map(({ id, waiverMax }) => [id, waiverMax]));
  return model.waivers.flatMap((waiver) => {
    if (waiver.expires <= at) return [expired(waiver, timezone)];
    const found: UnlocatedFinding[] = [];
    const limit = limits.get(waiver.rule) ?? null;
    if (limit !== null && waiver.expires > addDuration(at, limit)) found.push(tooLong(waiver, limit, { at, timezone }));
    if (!used.has(waiver)) found.push(unusedWaiver(waiver));
    return found;
  });
}

function expired(waiver: Waiver, timezone: string): UnlocatedFinding {
  return {
    code: "lp/expired-waiver",
    severity: "warning",
    message: `The waiver of ${waiver.rule} for ${waiver.user} expired at ${endText(waiver.expires, timezone)}. It no longer covers the conflict.`,
    remedy: "Remove the file, or request a new waiver with a later expiry.",
    place: { file: waiver.source.file, field: ["expires"] },
    user: waiver.user,
    witness: [waiver.rule],
  };
}

function tooLong(
  waiver: Waiver,
  limit: Duration,
  { at, timezone }: { readonly at: Instant; readonly timezone: string },
): UnlocatedFinding {
  const longest = addDuration(at, limit);
  return {
    code: "waiver/too-long",
    severity: "error",
    message: `The waiver of ${waiver.rule} for ${waiver.user} lasts too long: expected at most ${durationText(limit)} from now, got ${endText(waiver.expires, timezone)}.`,
    remedy: `Set \`expires:\` to ${writtenEnd(longest, timezone, at)} or earlier.`,
    place: { file: waiver.source.file, field: ["expires"] },
    user: waiver.user,
    witness: [waiver.rule, formatInstant(waiver.expires)],
  };
}

/** Reports a waiver that covers no violation. */
export function unusedWaiver(waiver: Waiver): UnlocatedFinding {
  return {
    code: "lp/unused-waiver",
    severity: "warning",
    message: `The waiver of ${waiver.rule} for ${waiver.user} does not cover a current violation.`,
    remedy: "Remove the file, or update `witness:` if the conflict has changed.",
    place: { file: waiver.source.file, field: [] },
    user: waiver.user,
    witness: [waiver.rule],
  };
}
