import type { UnlocatedFinding } from "../diagnostics/finding.ts";
import type { AccessModel, EntitlementRef, PolicyTest, Scalar, Source, User, UserId } from "../model/documents.ts";
import { type AssignmentIndex, heldAt, resolveAssignments } from "../model/effective.ts";
import type { Instant } from "../model/instant.ts";
import { stateOf } from "../model/lifecycle.ts";
import { selectsUser } from "../model/selector.ts";
import { compareText } from "../support/compare.ts";

/** What one test said of one tree. */
export interface PolicyTestResult {
  readonly test: PolicyTest;
  readonly passed: boolean;
  /** What is not as expected, a sentence each; empty when passed. */
  readonly failures: readonly string[];
}

/** Judges every test under access/tests at `at`: who must, must never, and must exactly have what. */
export function runPolicyTests(model: AccessModel, index: AssignmentIndex, at: Instant): readonly PolicyTestResult[] {
  return model.policyTests.map((test) => {
    const failures = subjectsOf(test, model, index, at).flatMap((subject) => judge(test, subject));
    return { test, passed: failures.length === 0, failures };
  });
}

/** A failed test as a finding at its entry in the file. */
export function policyTestFindings(results: readonly PolicyTestResult[]): readonly UnlocatedFinding[] {
  return results
    .filter(({ passed }) => !passed)
    .map(({ test, failures }) => ({
      code: "test/failed",
      severity: "error",
      message: `The test "${test.name}" failed: ${summary(failures)}`,
      remedy: "Change the access that breaks the test, or the test where the rule itself has changed.",
      place: { file: test.source.file, field: ["tests", test.index] },
    }));
}

function summary(failures: readonly string[]): string {
  const shown = failures.slice(0, 5).join("; ");
  return failures.length > 5 ? `${shown}; and ${failures.length - 5} more.` : `${shown}.`;
}

interface Subject {
  readonly name: string;
  readonly held: ReadonlySet<EntitlementRef>;
}

function subjectsOf(test: PolicyTest, model: AccessModel, index: AssignmentIndex, at: Instant): readonly Subject[] {
  const { subject } = test;
  switch (subject.kind) {
    case "user":
      return [{ name: subject.user, held: heldBy(subject.user, index, at) }];
    case "users":
      return [...model.users.values()]
        .filter((user) => stateOf(user, at) !== "terminated" && selectsUser(subject.selector, user))
        .map((user) => ({ name: user.id, held: heldBy(user.id, index, at) }));
    case "given": {
      const person = hypothetical(subject.attributes, test.source);
      const alone = resolveAssignments(model, { users: [person] });
      return [{ name: "such a person", held: heldBy(person.id, alone, at) }];
    }
  }
}

function heldBy(user: UserId, index: AssignmentIndex, at: Instant): ReadonlySet<EntitlementRef> {
  return new Set(
    (index.byUser.get(user) ?? []).filter((assignment) => heldAt(assignment, at)).map(({ entitlement }) => entitlement),
  );
}

function judge(test: PolicyTest, { name, held }: Subject): readonly string[] {
  const failures: string[] = [];
  for (const ref of test.holds ?? []) if (!held.has(ref)) failures.push(`${name} does not have ${ref}`);
  for (const ref of test.never ?? []) if (held.has(ref)) failures.push(`${name} has ${ref}`);
  if (test.exactly !== null) {
    const expected = new Set(test.exactly);
    for (const ref of test.exactly) if (!held.has(ref)) failures.push(`${name} does not have ${ref}`);
    for (const ref of [...held].sort(compareText)) if (!expected.has(ref)) failures.push(`${name} has ${ref} as well`);
  }
  return failures;
}

/** A user who does not exist: only attributes, so only birthright reaches them. */
function hypothetical(attributes: ReadonlyMap<string, Scalar>, source: Source): User {
  const text = (field: string): string | null => {
    const value = attributes.get(field);
    return typeof value === "string" ? value : null;
  };
  const kind = text("kind");
  return {
    source,
    // No file can have this id: it holds a character that ids refuse.
    id: "(given)" as UserId,
    kind: kind === "contractor" || kind === "vendor" || kind === "partner" || kind === "service" ? kind : "employee",
    status: text("status") === "on-leave" ? "on-leave" : text("status") === "terminated" ? "terminated" : "active",
    employeeNumber: "",
    name: { display: "", given: "", family: "" },
    email: "",
    aliases: [],
    externalIn: [],
    github: null,
    manager: text("manager") as UserId | null,
    department: text("department"),
    title: text("title"),
    location: text("location"),
    start: null,
    preboarding: false,
    end: null,
    legalHold: false,
    sponsor: null,
    owners: [],
    purpose: null,
    attributes: new Map(
      [...attributes].flatMap(([field, value]) =>
        field.startsWith("attributes.") ? [[field.slice("attributes.".length), value] as const] : [],
      ),
    ),
  };
}
