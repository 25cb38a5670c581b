import { describe, expect, it } from "vitest";
import { planMoved } from "../../src/apply/stale.ts";
import type { Operation } from "../../src/plan/operation.ts";
import { adds, changesAccount, planOf, removes, suspends } from "./scenario.ts";

const saved = planOf([suspends("eve"), adds("ada", "crew"), removes("eve", "crew")]);

const withOperation = (change: (operation: Operation) => Operation) =>
  planOf(saved.operations.map((operation, index) => (index === 1 ? change(operation) : operation)));

describe("a saved plan", () => {
  it("still holds where only the instant, the reasons and their words differ, and after a round through JSON", () => {
    const fresh = planOf(
      saved.operations.map((operation) => ({
        ...operation,
        because: [{ kind: "grant", file: "access/x.yaml", line: 3 }],
        dependsOn: operation.dependsOn.toReversed(),
      })),
      { at: "2026-11-21T10:30:00Z" },
    );
    expect(planMoved(saved, fresh)).toEqual([]);
    expect(planMoved(JSON.parse(JSON.stringify(saved)), fresh)).toEqual([]);
  });

  it("is stale when the commits or the digest are others", () => {
    expect(planMoved(saved, { ...saved, head: "beef", base: "f00d", digest: "sha256:other" })).toEqual([
      "head: c0ffee was saved, beef is true now",
      "base: none was saved, f00d is true now",
      "digest: sha256:story was saved, sha256:other is true now",
    ]);
  });

  it("is stale when an operation came, went, or moved", () => {
    const [first, second, third] = saved.operations;
    expect(planMoved(saved, planOf([first!, third!, suspends("ada")]))).toEqual([
      "okta:membership.add:crew:ada: planned then, not needed now",
      "okta:account.suspend:ada: not planned then, needed now",
    ]);
    expect(planMoved(saved, planOf([second!, first!, third!]))).toEqual([
      "the operations are the same, in another order",
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
    it(`is stale when an operation's ${part} is another`, () => {
      expect(
        planMoved(
          saved,
          withOperation((operation) => ({ ...operation, ...change }) as Operation),
        ),
      ).toEqual([`okta:membership.add:crew:ada: \`${part}\` is not what was saved`]);
    });

  it("tells twenty differences and counts the rest", () => {
    const many = Array.from({ length: 25 }, (_, index) =>
      changesAccount("account.update", `u${index}`, { before: {}, after: {} }),
    );
    const differences = planMoved(planOf(many), planOf([]));
    expect(differences).toHaveLength(21);
    expect(differences.at(-1)).toBe("… and 5 more differences");
  });
});
