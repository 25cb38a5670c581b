import { describe, expect, it } from "vitest";
import { planDifferences } from "../../src/apply/plan-differences.ts";
import type { Operation } from "../../src/plan/operation.ts";
import { adds, changesAccount, planOf, removes, suspends } from "./scenario.ts";

const saved = planOf([suspends("eve"), adds("ada", "crew"), removes("eve", "crew")]);

const withOperation = (change: (operation: Operation) => Operation) =>
  planOf(saved.operations.map((operation, index) => (index === 1 ? change(operation) : operation)));

describe("a saved plan", () => {
  it("is still valid where only the instant and the reasons differ, and after a JSON round trip", () => {
    const fresh = planOf(
      saved.operations.map((operation) => ({
        ...operation,
        because: [{ kind: "grant", file: "access/x.yaml", line: 3 }],
        dependsOn: operation.dependsOn.toReversed(),
      })),
      { at: "2026-11-21T10:30:00Z" },
    );
    expect(planDifferences(saved, fresh)).toEqual([]);
    expect(planDifferences(JSON.parse(JSON.stringify(saved)), fresh)).toEqual([]);
  });

  it("is stale when the commits or the digest differ", () => {
    expect(planDifferences(saved, { ...saved, head: "beef", base: "f00d", digest: "sha256:other" })).toEqual([
      "head: the saved plan has c0ffee, the new plan has beef",
      "base: the saved plan has none, the new plan has f00d",
      "digest: the saved plan has sha256:plan, the new plan has sha256:other",
    ]);
  });

  it("is stale when an operation was added, removed or reordered", () => {
    const [first, second, third] = saved.operations;
    expect(planDifferences(saved, planOf([first!, third!, suspends("ada")]))).toEqual([
      "okta:membership.add:crew:ada: only in the saved plan",
      "okta:account.suspend:ada: only in the new plan",
    ]);
    expect(planDifferences(saved, planOf([second!, first!, third!]))).toEqual([
      "the operations have a different order",
    ]);
  });

  const changes: Readonly<Record<string, Partial<Operation>>> = {
    action: { action: "membership.remove" },
    system: { system: "google" as Operation["system"] },
    user: { user: null },
    account: { account: { id: "00u-other", address: "ada@acme.example" } },
    entitlement: { entitlement: null },
    resource: { resource: { kind: "group", id: "00g-other", name: "crew" } },
    before: { before: { role: "owner" } },
    after: { after: { role: "owner" } },
    patch: { patch: [{ op: "add", path: "/title", value: "x" }] },
    tier: { tier: "critical" },
    dependsOn: { dependsOn: ["okta:account.suspend:eve"] },
  };
  for (const [part, change] of Object.entries(changes))
    it(`is stale when an operation's ${part} differs`, () => {
      expect(
        planDifferences(
          saved,
          withOperation((operation) => ({ ...operation, ...change }) as Operation),
        ),
      ).toEqual([`okta:membership.add:crew:ada: \`${part}\` differs from the saved plan`]);
    });

  it("lists twenty differences and counts the rest", () => {
    const many = Array.from({ length: 25 }, (_, index) =>
      changesAccount("account.update", `u${index}`, { before: {}, after: {} }),
    );
    const differences = planDifferences(planOf(many), planOf([]));
    expect(differences).toHaveLength(21);
    expect(differences.at(-1)).toBe("… and 5 more differences");
  });
});
