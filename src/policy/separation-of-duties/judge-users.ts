import type { Severity, UnlocatedFinding, WitnessPath } from "../../diagnostics/finding.ts";
import type { AccessModel, SeparationOfDutiesRule, User, Waiver } from "../../model/documents.ts";
import { type AssignmentIndex, resolveAssignments } from "../../model/effective.ts";
import { formatInstant, type Instant } from "../../model/instant.ts";
import { compareText } from "../../support/compare.ts";
import { serviceAccountsByOwner, witnessesOf } from "./holders.ts";
import { indexSets } from "./memberships.ts";
import { type Conflict, firstConflict } from "./overlap.ts";
import { removalThatCures } from "./remedy.ts";
import { type Witness, witnessName } from "./witness.ts";

/** One person against one rule. */
export interface Violation {
  readonly rule: SeparationOfDutiesRule;
  readonly user: User;
  readonly conflict: Conflict;
  /** Only a return from leave would make it so. */
  readonly onReturn: boolean;
}

/**
 * Who is in more of a rule's sets at one time than `atMost` allows, now or later, over both systems, inclusion,
 * birthright, nesting and owned service accounts. A person on leave is also judged on what a return would give.
 */
export function violationsOf(model: AccessModel, index: AssignmentIndex, at: Instant): readonly Violation[] {
  if (model.separationOfDuties.length === 0) return [];
  const sets = indexSets(model);
  const owned = serviceAccountsByOwner(model);
  const onLeave = [...model.users.values()].filter(({ status }) => status === "on-leave");
  const returned = onLeave.length === 0 ? index : resolveAssignments(model, { asIfReturned: true, users: onLeave });
  const violations: Violation[] = [];
  for (const user of model.users.values()) {
    const machines = (owned.get(user.id) ?? []).map(({ id }) => id);
    const now = judged(user, witnessesOf([user.id, ...machines], index, sets), at, false);
    violations.push(...now);
    if (user.status !== "on-leave") continue;
    const known = new Set(now.map(({ rule }) => rule));
    const own = witnessesOf([user.id], returned, sets);
    const machine = witnessesOf(machines, index, sets);
    const union = new Map([...own].map(([rule, found]) => [rule, [...found, ...(machine.get(rule) ?? [])]]));
    violations.push(...judged(user, union, at, true).filter(({ rule }) => !known.has(rule)));
  }
  return violations;
}

function judged(
  user: User,
  witnesses: ReadonlyMap<SeparationOfDutiesRule, readonly Witness[]>,
  at: Instant,
  onReturn: boolean,
): readonly Violation[] {
  return [...witnesses].flatMap(([rule, found]) => {
    // A service account by itself is judged too; its owner's finding covers what both hold together.
    const conflict = firstConflict(found, rule.atMost, at);
    return conflict === undefined ? [] : [{ rule, user, conflict, onReturn }];
  });
}

/** The finding for a violation, as its rule's mode and a waiver weigh it. */
export function findingOf(
  violation: Violation,
  waiver: Waiver | undefined,
  model: AccessModel,
  at: Instant,
): UnlocatedFinding {
  const { rule, user, conflict } = violation;
  const severity: Severity = waiver !== undefined ? "note" : rule.mode === "prevent" ? "error" : "warning";
  const names = [...new Set(conflict.witnesses.map(witnessName))].sort(compareText);
  const when = (conflict.interval.from ?? at) > at ? ` from ${formatInstant(conflict.interval.from ?? at)} on` : "";
  const back = violation.onReturn ? " once back from leave" : "";
  const allowed = rule.atMost === 1 ? "only one" : `no more than ${rule.atMost}`;
  return {
    code: `sod/${rule.id}`,
    severity,
    message:
      `${user.id} would hold ${names.join(" and ")}${when}${back}, which the rule "${rule.title}" keeps apart: ` +
      `of ${[...rule.sets.keys()].join(", ")} one person may have ${allowed} at a time (risk ${rule.risk}).`,
    remedy:
      waiver === undefined
        ? removalThatCures(conflict, rule)
        : `Nothing until ${formatInstant(waiver.expires)}, when the waiver ends and the conflict stands again.`,
    place: placeOf(conflict.witnesses, model),
    user: user.id,
    paths: conflict.witnesses.map((witness) => pathOf(witness, model)),
    waiver: waiver?.source.file ?? null,
  };
}

/** The first grant file in path order, else the role (formats.md, Codes). */
function placeOf(witnesses: readonly Witness[], model: AccessModel): UnlocatedFinding["place"] {
  const grants = witnesses.flatMap(({ grant }) => (grant === null ? [] : [grant.source.file])).sort(compareText);
  const roles = witnesses
    .flatMap(({ role }) => (role === null ? [] : [model.roles.get(role)?.source.file ?? ""]))
    .sort(compareText);
  const file = grants[0] ?? roles[0];
  return file === undefined ? null : { file, field: [] };
}

function pathOf(witness: Witness, model: AccessModel): WitnessPath {
  const role = witness.role === null ? undefined : model.roles.get(witness.role);
  return {
    user: witness.holder,
    entitlement: witnessName(witness),
    kind: witness.kind,
    ...(witness.role === null ? {} : { role: witness.role }),
    file: witness.grant?.source.file ?? role?.source.file ?? "",
    line: witness.grant?.source.line ?? role?.birthrightLine ?? 1,
    through: witness.through,
  };
}
