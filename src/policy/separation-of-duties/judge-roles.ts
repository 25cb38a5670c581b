import type { UnlocatedFinding } from "../../diagnostics/finding.ts";
import type { AccessModel, Role, RoleId, Scalar, Selector, SeparationOfDutiesRule } from "../../model/documents.ts";
import type { AssignmentIndex } from "../../model/effective.ts";
import { compareText } from "../../support/compare.ts";
import { indexSets, type SetHit } from "./memberships.ts";

/**
 * Roles that nobody could hold without a conflict: alone, or together with a birthright role whose selector can match a
 * user of the role's `allowKinds`. Found in the role's own change, before anybody holds it.
 */
export function roleConflicts(model: AccessModel, index: AssignmentIndex): readonly UnlocatedFinding[] {
  const sets = indexSets(model);
  const hitsOf = (role: RoleId): readonly { hit: SetHit; name: string }[] => [
    ...index.closure
      .entitlementsOf(role)
      .flatMap(({ entitlement }) =>
        (sets.ofEntitlement.get(entitlement) ?? []).map((hit) => ({ hit, name: String(entitlement) })),
      ),
    ...index.closure
      .rolesOf(role)
      .flatMap((reached) =>
        (sets.ofRole.get(reached.role) ?? []).map((hit) => ({ hit, name: `role:${reached.role}` })),
      ),
  ];
  const baseline = [...model.roles.values()].filter(({ birthright }) => birthright !== null);
  const findings: UnlocatedFinding[] = [];
  for (const role of model.roles.values()) {
    const own = hitsOf(role.id);
    const alone = conflictsIn(own);
    for (const { rule, names } of alone) findings.push(roleFinding(rule, role, names, null));
    if (own.length === 0) continue;
    const known = new Set(alone.map(({ rule }) => rule));
    for (const birthright of baseline) {
      if (birthright.id === role.id || !mayMeet(role, birthright)) continue;
      const other = hitsOf(birthright.id);
      if (other.length === 0) continue;
      const otherAlone = new Set(conflictsIn(other).map(({ rule }) => rule));
      for (const { rule, names } of conflictsIn([...own, ...other])) {
        if (known.has(rule) || otherAlone.has(rule)) continue;
        findings.push(roleFinding(rule, role, names, birthright));
      }
    }
  }
  return findings;
}

function conflictsIn(hits: readonly { hit: SetHit; name: string }[]) {
  const byRule = new Map<SeparationOfDutiesRule, { sets: Set<string>; names: Set<string> }>();
  for (const { hit, name } of hits) {
    const found = byRule.get(hit.rule) ?? { sets: new Set<string>(), names: new Set<string>() };
    found.sets.add(hit.set);
    found.names.add(name);
    byRule.set(hit.rule, found);
  }
  return [...byRule]
    .filter(([rule, { sets }]) => sets.size > rule.atMost)
    .map(([rule, { names }]) => ({ rule, names: [...names].sort(compareText) }));
}

/** Whether one user could hold both: a granted role needs a kind in common, two birthright roles no field that excludes. */
function mayMeet(role: Role, birthright: Role): boolean {
  if (birthright.birthright === null) return false;
  const kinds = birthright.birthright.fields.get("kind");
  if (role.allowKinds !== null && kinds !== undefined && !role.allowKinds.some((kind) => kinds.includes(kind)))
    return false;
  return role.birthright === null || compatible(role.birthright, birthright.birthright);
}

function compatible(left: Selector, right: Selector): boolean {
  for (const [field, values] of left.fields) {
    const others: readonly Scalar[] | undefined = right.fields.get(field);
    if (others !== undefined && !values.some((value) => others.includes(value))) return false;
  }
  return true;
}

function roleFinding(
  rule: SeparationOfDutiesRule,
  role: Role,
  names: readonly string[],
  birthright: Role | null,
): UnlocatedFinding {
  const together = birthright === null ? "" : ` together with the birthright role ${birthright.id}`;
  return {
    code: `sod/${rule.id}`,
    severity: rule.mode === "prevent" ? "error" : "warning",
    message: `The role ${role.id}${together} gives ${names.join(" and ")}, which the rule "${rule.title}" keeps apart: everybody who holds it breaks the rule.`,
    remedy: `Split the role, so that no role gives more than ${rule.atMost} of ${[...rule.sets.keys()].join(", ")}.`,
    place: { file: role.source.file, field: [] },
    user: null,
    paths: [],
    waiver: null,
  };
}
