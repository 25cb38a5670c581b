import type { AccessModel } from "../../src/model/documents.ts";
import type { AssignmentIndex } from "../../src/model/effective.ts";
import { contains } from "../../src/model/instant.ts";
import { roleConflicts } from "../../src/policy/separation-of-duties/judge-roles.ts";
import { type Violation, violationsOf } from "../../src/policy/separation-of-duties/judge-users.ts";
import { smallestCure } from "../../src/policy/separation-of-duties/remedy.ts";
import { witnessName } from "../../src/policy/separation-of-duties/witness.ts";
import type { ApartRule, Company, Person } from "../reference/company.ts";
import { boundaries, breaks, matches, roleBreaks, roleGives } from "../reference/reference.ts";
import { departments, kinds, titles } from "./random-company.ts";

/** Returns the differences between product and reference about separation of duties, now and later, one line each. */
export function dutyDifferences(company: Company, model: AccessModel, index: AssignmentIndex, at: number): string[] {
  const violations = new Map(violationsOf({ model, index, at }).map((violation) => [violation.id, violation]));
  const differences = company.users.flatMap((person) =>
    company.rules.flatMap((rule) =>
      personDifferences(company, person, rule, at, violations.get(`${rule.id}:${person.id}`)),
    ),
  );
  for (const violation of violations.values()) differences.push(...remedyDifferences(company, model, violation, at));
  return [...differences, ...roleDifferences(company, model, index, at)];
}

function personDifferences(
  company: Company,
  person: Person,
  rule: ApartRule,
  at: number,
  violation: Violation | undefined,
): string[] {
  const label = `${rule.id} ${person.id}`;
  const instants = [at, ...boundaries(company).filter((when) => when > at)];
  const expected = instants.map((when) => breaks(company, person, rule, { when, returned: true }));
  const wrong = instants.filter(
    (when, position) =>
      (violation?.conflict.stretches.some((stretch) => contains(stretch, when)) ?? false) !==
      (expected[position]?.length ?? 0) > 0,
  );
  if (wrong.length > 0) return [`${label}: disagree about ${wrong.join(", ")}`];
  if (violation === undefined) return [];
  const names = [...new Set(expected.flat())].sort().join(" ");
  const actual = [...new Set(violation.conflict.witnesses.map(witnessName))].sort().join(" ");
  const today = instants.some((when) => breaks(company, person, rule, { when, returned: false }).length > 0);
  return [
    ...(actual === names ? [] : [`${label}: witnesses ${actual}, not ${names}`]),
    ...(violation.onReturn === !today ? [] : [`${label}: onReturn is ${violation.onReturn}`]),
  ];
}

/** Checks that a remedy resolves the conflict and, if all combinations were tried, is minimal. Unit tests cover birthright remedies. */
function remedyDifferences(
  company: Company,
  model: AccessModel,
  { id, rule, user, conflict }: Violation,
  at: number,
): string[] {
  const files = new Map<string, string>();
  for (const { grant, holder } of conflict.witnesses) {
    if (grant === null) return [];
    files.set(
      grant.source.file,
      `${holder} ${grant.target.kind === "role" ? `role:${grant.target.role}` : grant.target.entitlement}`,
    );
  }
  if (files.size > 6) return [];
  const person = company.users.find((each) => each.id === user.id);
  const apart = company.rules.find((each) => each.id === rule.id);
  if (person === undefined || apart === undefined) return [`${id}: unknown`];
  const remains = (gone: ReadonlySet<string>): boolean => {
    const left = { ...company, grants: company.grants.filter((grant) => !gone.has(`${grant.user} ${grant.what}`)) };
    return [at, ...boundaries(company).filter((when) => when > at)].some(
      (when) => breaks(left, person, apart, { when, returned: true }).length > 0,
    );
  };
  const cure = smallestCure(conflict, rule.atMost, at, model);
  const removed = new Set(cure.removals.map((text) => files.get(text.replace("remove ", "")) ?? text));
  if (remains(removed)) return [`${id}: ${cure.removals.join(" and ")} does not resolve it`];
  const all = [...files.values()];
  for (let choice = 0; choice < 2 ** all.length; choice += 1) {
    const chosen = all.filter((_, position) => (choice >> position) % 2 === 1);
    if (chosen.length < removed.size && !remains(new Set(chosen)))
      return [`${id}: ${chosen.join(" and ")} would be enough instead of ${cure.removals.join(" and ")}`];
  }
  return cure.isSmallest ? [] : [`${id}: ${all.length} grants were not all tried`];
}

/** Returns all users that the selectors can distinguish. A field without a selector has one value. */
function distinctUsersIn(company: Company) {
  const written = JSON.stringify(company.roles.map(({ birthright }) => birthright));
  const valuesOf = <T>(field: string, values: readonly T[]): readonly T[] =>
    written.includes(`"${field}":`) ? values : values.slice(0, 1);
  return kinds.flatMap((kind) =>
    valuesOf("department", [...departments, "hr"]).flatMap((department) =>
      valuesOf("title", titles).map((title) => ({ kind, department, title })),
    ),
  );
}

function roleDifferences(company: Company, model: AccessModel, index: AssignmentIndex, at: number): string[] {
  const reported = new Set(
    roleConflicts({ model, index, at }).map(({ code, place }) => `${code.slice("sod/".length)} ${place?.file ?? ""}`),
  );
  const isReported = (rule: ApartRule, role: string): boolean => reported.has(`${rule.id} access/roles/${role}.yaml`);
  const bare = { ...company, roles: company.roles.map((role) => ({ ...role, birthright: null })) };
  const everybody = distinctUsersIn(company);
  return company.rules.flatMap((rule) =>
    company.roles.flatMap(({ id, allowKinds, birthright }) => {
      const holders = everybody.filter(
        (somebody) =>
          (allowKinds === null || allowKinds.includes(somebody.kind)) &&
          (birthright === null || matches(birthright, somebody)),
      );
      const alone = roleBreaks(bare, id, rule, { kind: "employee", department: null, title: null });
      const withBaseline = holders.filter((somebody) => roleBreaks(company, id, rule, somebody));
      // A user who breaks the rule without the role is a conflict of the base model.
      const withoutRole =
        birthright !== null
          ? { ...company, roles: company.roles.map((role) => (role.id === id ? { ...role, birthright: null } : role)) }
          : company;
      const newly = withBaseline.filter(
        (somebody) => !roleBreaks(withEmptyRole(withoutRole), emptyRole, rule, somebody),
      );
      const below = company.roles.some((role) => roleGives(company, id, role.id) && isReported(rule, role.id));
      if ((alone || newly.length > 0) && !below) return [`${rule.id} role ${id}: breaks the rule and is not reported`];
      if (isReported(rule, id) && !alone && withBaseline.length === 0 && !hasOpenNot(company))
        return [`${rule.id} role ${id}: reported, but no user can break the rule by it`];
      return [];
    }),
  );
}

/** A role without entitlements, to find what a user has by birthright only. */
const emptyRole = "nothing";
const withEmptyRole = (company: Company): Company => ({
  ...company,
  roles: [
    ...company.roles,
    { id: emptyRole, birthright: null, allowKinds: null, includes: [], impliedBy: [], rights: [] },
  ],
});

/** Checks for a `not` with several keys or a nested `not`, which is evaluated as a possible match (selector-overlap.ts). */
function hasOpenNot(company: Company): boolean {
  return company.roles.some(({ birthright }) => {
    const not = birthright?.not;
    return not !== undefined && (not.not !== undefined || Object.keys(not).length > 1);
  });
}
