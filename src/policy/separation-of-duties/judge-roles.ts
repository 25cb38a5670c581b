import type { ResolvedModel } from "../../model/resolved-model.ts";
import type { UnlocatedFinding } from "../../diagnostics/finding.ts";
import type { AccessModel, Role, RoleId, SeparationOfDutiesRule } from "../../model/documents.ts";
import type { AssignmentIndex } from "../../model/effective.ts";
import type { Instant } from "../../model/instant.ts";
import { compareText } from "../../support/compare.ts";
import { baselineConflicts, type BaselineRole } from "./baseline.ts";
import { type HitsByRule, roleHits } from "./role-hits.ts";
import { appendTo } from "../../support/multi-map.ts";
import { counted } from "../../support/counted.ts";

/** A role that violates a rule for every user who holds it. */
export interface RoleConflict {
  readonly rule: SeparationOfDutiesRule;
  readonly role: Role;
  /** The birthright roles that are part of the conflict; empty where the role violates the rule alone. */
  readonly together: readonly Role[];
  /** False: there are too many combinations of birthright roles to check, which counts as a violation. */
  readonly isDecided: boolean;
}

/**
 * Reports roles that no user can hold without a conflict: alone, or together with birthright roles whose selectors can match
 * one user of the role's `allowKinds`. The finding appears in the change of the role, before a user holds it. A conflict of an
 * included role is reported there, not at every role that includes it. Users whose assignment has expired are not counted.
 */
export function roleConflicts({ model, index, at }: ResolvedModel): readonly UnlocatedFinding[] {
  if (model.separationOfDuties.length === 0) return [];
  const hitsOf = roleHits(model, index.closure);
  const conflicts = conflictsOf(model, index, hitsOf);
  const holders = holderCounts(conflicts, model, index, at);
  return conflicts.map((conflict) => {
    const count = holders.get(conflict) ?? 0;
    const held = count === 0 ? "no user holds" : counted(count, "user holds", "users hold");
    return roleFinding(conflict, hitsOf, model, `${held} it now or later`);
  });
}

function conflictsOf(
  model: AccessModel,
  index: AssignmentIndex,
  hitsOf: (role: RoleId) => HitsByRule,
): readonly RoleConflict[] {
  const baseline = new Map<SeparationOfDutiesRule, BaselineRole[]>();
  for (const role of model.roles.values()) {
    if (role.birthright === null) continue;
    for (const [rule, hits] of hitsOf(role.id)) {
      appendTo(baseline, rule, { role, selector: role.birthright, sets: hits.sets });
    }
  }
  const found = new Map<string, RoleConflict>();
  for (const role of model.roles.values())
    for (const [rule, { sets }] of hitsOf(role.id))
      if (sets.size > rule.atMost) keep(found, { rule, role, together: [], isDecided: true });
      else
        for (const { together, isDecided } of baselineConflicts(role, sets, rule.atMost, baseline.get(rule) ?? []))
          keep(found, { rule, role, together, isDecided });
  return [...found.values()].filter((conflict) => !isIncludedConflict(conflict, found, index, hitsOf));
}

const keyOf = (rule: SeparationOfDutiesRule, role: RoleId, together: readonly Role[]): string =>
  [rule.id, role, ...together.map(({ id }) => id)].join(" ");

function keep(found: Map<string, RoleConflict>, conflict: RoleConflict): void {
  found.set(keyOf(conflict.rule, conflict.role.id, conflict.together), conflict);
}

/** Returns whether an included role violates the rule in the same way, with as many sets. */
function isIncludedConflict(
  { rule, role, together }: RoleConflict,
  found: ReadonlyMap<string, RoleConflict>,
  index: AssignmentIndex,
  hitsOf: (role: RoleId) => HitsByRule,
): boolean {
  const filled = hitsOf(role.id).get(rule)?.sets.size ?? 0;
  return index.closure
    .rolesOf(role.id)
    .some(
      (reached) =>
        reached.role !== role.id &&
        hitsOf(reached.role).get(rule)?.sets.size === filled &&
        found.has(keyOf(rule, reached.role, together)),
    );
}

/** Returns how many users hold the role, and every birthright role of the conflict, now or later. */
function holderCounts(
  conflicts: readonly RoleConflict[],
  model: AccessModel,
  index: AssignmentIndex,
  at: Instant,
): ReadonlyMap<RoleConflict, number> {
  const counts = new Map<RoleConflict, number>();
  if (conflicts.length === 0) return counts;
  const byRole = new Map<RoleId, RoleConflict[]>();
  for (const conflict of conflicts) appendTo(byRole, conflict.role.id, conflict);
  for (const user of model.users.keys()) {
    const live = index.rolesHeld(user).filter(({ interval }) => interval.until === null || interval.until > at);
    const held = new Set(live.map(({ role }) => role));
    for (const role of held)
      for (const conflict of byRole.get(role) ?? [])
        if (conflict.together.every(({ id }) => held.has(id))) counts.set(conflict, (counts.get(conflict) ?? 0) + 1);
  }
  return counts;
}

function roleFinding(
  { rule, role, together, isDecided }: RoleConflict,
  hitsOf: (role: RoleId) => HitsByRule,
  model: AccessModel,
  holders: string,
): UnlocatedFinding {
  const members = new Map([role, ...together].flatMap(({ id }) => [...(hitsOf(id).get(rule)?.members ?? [])]));
  const names = [...members]
    .sort(([left], [right]) => compareText(left, right))
    .map(([name, through]) =>
      through.length === 0 ? name : `${name} (through ${through.map(placed(model)).join(" → ")})`,
    );
  const others = together
    .map(({ id, source, birthrightLine }) => `${id} (${source.file}:${birthrightLine})`)
    .join(" and ");
  const withOthers =
    together.length === 0 ? "" : ` together with the birthright role${together.length === 1 ? "" : "s"} ${others}`;
  return {
    code: `sod/${rule.id}`,
    severity: rule.mode === "prevent" ? "error" : "warning",
    message: isDecided
      ? `The role ${role.id}${withOthers} gives ${names.join(" and ")}, but the rule "${rule.title}" separates them: every user who holds the role violates the rule (${holders}).`
      : `The role ${role.id} could not be checked against the rule "${rule.title}" together with birthright roles: there are too many combinations. An incomplete check counts as a violation (${holders}).`,
    remedy: `Split the role${together.length === 0 ? "" : ", or narrow its `allowKinds:` or the other's `birthright:`"}, so that no user gets more than ${rule.atMost} of ${[...rule.sets.keys()].join(", ")}.`,
    place: { file: role.source.file, field: [] },
    user: null,
    witness: [role, ...together].map(({ id }) => `role ${id}`).concat([...members.keys()]),
    paths: [],
    waiver: null,
  };
}

function placed(model: AccessModel): (step: string) => string {
  return (step) => {
    const source = model.roles.get(step as RoleId)?.source;
    return source === undefined ? step : `${step}, ${source.file}:${source.line}`;
  };
}
