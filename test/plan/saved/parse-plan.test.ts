import { describe, expect, it } from "vitest";
import { schemaProblems } from "../../../src/formats/validators.ts";
import { parsePlan, type PlanProblem } from "../../../src/plan/saved/parse-plan.ts";
import { everyAction, operationDocument, planDocument } from "../../support/operation.ts";

function problemsOf(...operations: readonly ReturnType<typeof operationDocument>[]): readonly PlanProblem[] {
  const document = planDocument(operations);
  expect(schemaProblems("plan", document)).toEqual([]);
  const parsed = parsePlan(document);
  return parsed.kind === "refused" ? parsed.problems : [];
}
const messages = (...operations: readonly ReturnType<typeof operationDocument>[]): readonly string[] =>
  problemsOf(...operations).map(({ path, message }) => `${path}: ${message}`);

describe("a saved plan", () => {
  it("is parsed to the same values, with any actions", () => {
    const document = planDocument(everyAction.map((action) => operationDocument(action)));
    expect(schemaProblems("plan", document)).toEqual([]);
    expect(parsePlan(document)).toEqual({ kind: "parsed", plan: document });
  });

  it("is refused where it has an unsupported action", () => {
    expect(problemsOf(operationDocument("task.open", { id: "manual:task.open:ada" }))).toEqual([
      {
        path: "/operations/0/action",
        operation: "manual:task.open:ada",
        message: "unknown action task.open; use the version of Rolecall that made the plan",
      },
    ]);
  });

  it("is refused with every problem and its location", () => {
    expect(
      messages(
        operationDocument("membership.add"),
        operationDocument("membership.update", { before: { role: "chief" }, after: {} }),
        operationDocument("group.update", { resource: { kind: "account", id: null, name: "crew" } }),
        operationDocument("account.suspend", { user: null }),
      ),
    ).toEqual([
      '/operations/1/before/role: expected one of "member", "manager", "owner", got "chief"',
      '/operations/1/after/role: expected one of "member", "manager", "owner", got nothing',
      '/operations/2/resource/kind: expected "group", got "account"',
      "/operations/2/resource/id: expected a string, got null",
      "/operations/3/user: expected a string, got null",
    ]);
  });

  it("is refused where an operation lacks a required `before` or `after`", () => {
    for (const action of everyAction) {
      const { before, after } = operationDocument(action);
      const turned = { before: before === null ? {} : null, after: after === null ? {} : null };
      expect(problemsOf(operationDocument(action, { before: turned.before })), action).not.toEqual([]);
      expect(problemsOf(operationDocument(action, { after: turned.after })), action).not.toEqual([]);
    }
  });

  it("is refused where a state, a patch or a list of fields does not match the action", () => {
    expect(messages(operationDocument("account.suspend", { after: { state: "active" } }))).toEqual([
      '/operations/0/after/state: expected "suspended", got "active"',
    ]);
    expect(messages(operationDocument("account.suspend", { before: {} }))[0]).toContain("/operations/0/before/state");
    const patch = [{ op: "add", path: "/role", value: "owner" }];
    expect(messages(operationDocument("membership.add", { patch }))[0]).toContain("expected an empty list");
    expect(messages(operationDocument("group.create", { after: { name: "crew", profile: [] } }))).toEqual([
      "/operations/0/after/profile: expected an object, got []",
    ]);
  });
});
