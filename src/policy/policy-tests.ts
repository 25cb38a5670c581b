import type { ResolvedModel } from "../model/resolved-model.ts";
import type { UnlocatedFinding } from "../diagnostics/finding.ts";
import type { Assignment, AssignmentPath } from "../model/assignment.ts";
import type { AccessModel, EntitlementRef, PolicyTest, UserId } from "../model/documents.ts";
import { activePaths, assignmentsOfUser, heldAt, resolveAssignments } from "../model/effective.ts";
import type { Instant } from "../model/instant.ts";
import { startText } from "../model/instant-text.ts";
import { stateOf } from "../model/lifecycle.ts";
import { answerPath } from "../model/queries.ts";
import { selectsUser } from "../model/selector.ts";
import { hypotheticalUser } from "./hypothetical-user.ts";

/** The result of one policy test. */
export interface PolicyTestResult {
  readonly test: PolicyTest;
  readonly passed: boolean;
  /** One text for each expectation that is not met; empty when passed. */
  readonly failures: readonly string[];
}

/**
 * Runs every test under access/tests: `holds` and `exactly` at `at`, `never` at `at` and later, so that a grant that starts
 * next week fails the test today.
 */
export function runPolicyTests(resolved: ResolvedModel): readonly PolicyTestResult[] {
  const { model, at } = resolved;
  const subjectsOf = subjectFinder(resolved);
  return model.policyTests.map((test) => {
    const failures = subjectsOf(test).flatMap((subject) => judge(test, subject, model, at));
    return { test, passed: failures.length === 0, failures };
  });
}

/** Returns a finding for each failed test, at its entry in the file. */
export function policyTestFindings(results: readonly PolicyTestResult[]): readonly UnlocatedFinding[] {
  return results
    .filter(({ passed }) => !passed)
    .map(({ test, failures }) => ({
      code: "test/failed",
      severity: "error",
      message: `The test "${test.name}" failed: ${summary(failures)}`,
      remedy: "Change the access that fails the test, or change the test if the requirement has changed.",
      place: { file: test.source.file, field: ["tests", test.index] },
      witness: [test.name, ...failures],
    }));
}

function summary(failures: readonly string[]): string {
  const shown = failures.slice(0, 5).join("; ");
  return failures.length > 5 ? `${shown}; and ${failures.length - 5} more.` : `${shown}.`;
}

interface Subject {
  readonly name: string;
  readonly assignments: readonly Assignment[];
}

/** Returns the subjects of each test. Hypothetical users are resolved by birthright only, all in one pass. */
function subjectFinder({ model, index, at }: ResolvedModel): (test: PolicyTest) => readonly Subject[] {
  const hypothetical = new Map(
    model.policyTests.flatMap((test, position) =>
      test.subject.kind === "given"
        ? [[test, hypotheticalUser(test.subject.attributes, test.source, position)] as const]
        : [],
    ),
  );
  const byBirthright = hypothetical.size === 0 ? index : resolveAssignments(model, { users: hypothetical.values() });
  const real = (user: UserId): Subject => ({ name: user, assignments: assignmentsOfUser(index, user) });
  return (test) => {
    const { subject } = test;
    switch (subject.kind) {
      case "user":
        return [real(subject.user)];
      case "users":
        return [...model.users.values()]
          .filter((user) => stateOf(user, at) !== "terminated" && selectsUser(subject.selector, user))
          .map(({ id }) => real(id));
      case "given": {
        const person = hypothetical.get(test);
        const fields = [...subject.attributes].map(([field, value]) => `${field} ${String(value)}`).join(", ");
        const assignments = person === undefined ? [] : assignmentsOfUser(byBirthright, person.id);
        return [{ name: `a user with ${fields}`, assignments }];
      }
    }
  };
}

function judge(test: PolicyTest, { name, assignments }: Subject, model: AccessModel, at: Instant): readonly string[] {
  const clock: Clock = { at, timezone: model.organization.timezone };
  const held = new Map(
    assignments
      .filter((assignment) => heldAt(assignment, at))
      .map((assignment) => [assignment.entitlement, assignment] as const),
  );
  const expected = new Set([...(test.holds ?? []), ...(test.exactly ?? [])]);
  const missing = [...expected]
    .filter((ref) => !held.has(ref))
    .map((ref) => `${name} does not hold ${ref}${laterStart(assignments, ref, clock)}`);
  const refused = new Set(test.never ?? []);
  const unwanted = assignments
    .filter(({ entitlement }) => refused.has(entitlement))
    .flatMap((assignment) =>
      nowOrLater(assignment, clock)
        .slice(0, 1)
        .map(({ path, when }) => heldText(assignment, path, when)),
    );
  const unexpected =
    test.exactly === null
      ? []
      : [...held.values()]
          .filter(({ entitlement }) => !expected.has(entitlement) && !refused.has(entitlement))
          .flatMap((assignment) =>
            activePaths(assignment, at)
              .slice(0, 1)
              .map((path) => heldText(assignment, path, " in addition")),
          );
  return [...missing, ...unwanted, ...unexpected];

  function heldText({ entitlement }: Assignment, path: AssignmentPath, more: string): string {
    const { kind, role, file, line } = answerPath(path, model);
    const source =
      role === undefined
        ? "through a direct grant"
        : `through the ${kind === "grant" ? "granted" : "birthright"} role ${role}`;
    return `${name} holds ${entitlement}${more} (${source}, ${file}:${line})`;
  }
}

/** The instant of evaluation, and the time zone in which later ones are named. */
interface Clock {
  readonly at: Instant;
  readonly timezone: string;
}

/** Returns the paths that give the entitlement at `at` or later, the current ones first, then by start. */
function nowOrLater(
  assignment: Assignment,
  { at, timezone }: Clock,
): readonly { readonly path: AssignmentPath; readonly when: string }[] {
  return assignment.paths
    .filter(({ eligible, interval }) => !eligible && (interval.until === null || interval.until > at))
    .map((path) => ({ path, from: Math.max(path.interval.from ?? at, at) }))
    .sort((left, right) => left.from - right.from)
    .map(({ path, from }) => ({ path, when: from > at ? ` starting ${startText(from, timezone)}` : "" }));
}

function laterStart(assignments: readonly Assignment[], ref: EntitlementRef, clock: Clock): string {
  const assignment = assignments.find(({ entitlement }) => entitlement === ref);
  const [next] = assignment === undefined ? [] : nowOrLater(assignment, clock);
  return next === undefined ? "" : ` (only${next.when})`;
}
