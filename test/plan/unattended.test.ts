import { describe, expect, it } from "vitest";
import type { GroupRole } from "../../src/model/documents.ts";
import type { Action, Operation, Origin } from "../../src/plan/operation.ts";
import { isGain, unattendedPlan, type UnattendedRules } from "../../src/plan/unattended.ts";
import { planFor } from "../support/planned.ts";
import { aModel } from "../support/model.ts";
import { anOperation, everyAction } from "../support/operation.ts";

const role = (before: GroupRole, after: GroupRole): boolean =>
  isGain(anOperation("membership.update", { before: { role: before }, after: { role: after } }));

describe("a widening operation", () => {
  it("is every operation that is not known to narrow access", () => {
    const narrow: readonly Action[] = [
      "account.suspend",
      "account.deactivate",
      "membership.remove",
      "app.unassign",
      "admin-role.unassign",
      "license.unassign",
    ];
    const byRole: readonly Action[] = ["membership.update", "group.configure"];
    for (const action of everyAction.filter((one) => !byRole.includes(one)))
      expect(isGain(anOperation(action)), action).toBe(!narrow.includes(action));
  });

  it("depends on the direction for changed settings; those of a new group count as wider", () => {
    const [closed, open] = [{ whoCanJoin: "INVITED_CAN_JOIN" }, { whoCanJoin: "ANYONE_CAN_JOIN" }];
    const configures = (changes: Parameters<typeof anOperation>[1]): boolean =>
      isGain(anOperation("group.configure", changes));
    expect(configures({ before: closed, after: open })).toBe(true);
    expect(configures({ before: open, after: closed })).toBe(false);
    expect(configures({ resource: { kind: "group", id: null, name: "crew" }, before: {}, after: closed })).toBe(true);
  });

  it("depends on the role for a changed membership; the same role counts as wider", () => {
    expect(role("member", "owner")).toBe(true);
    expect(role("manager", "owner")).toBe(true);
    expect(role("owner", "manager")).toBe(false);
    expect(role("owner", "member")).toBe(false);
    expect(role("member", "member")).toBe(true);
  });
});

const plan = planFor(aModel(), []);

interface Told {
  readonly origin?: Origin;
  readonly dependsOn?: readonly string[];
}
const adds = (id: string, changes: Told = {}): Operation => anOperation("membership.add", { id, ...changes });
const removes = (id: string, changes: Told = {}): Operation => anOperation("membership.remove", { id, ...changes });

function split(operations: readonly Operation[], rules: Partial<UnattendedRules> = {}) {
  const all: UnattendedRules = { repair: new Map(), isKeptOut: () => false, withholds: () => null, ...rules };
  const { plan: kept, withheld, leftAlone } = unattendedPlan({ ...plan, operations }, all);
  return {
    done: kept.operations.map(({ id }) => id),
    withheld: withheld.map(({ operation, reason }) => `${operation.id}: ${reason}`),
    leftAlone: leftAlone.map(({ id }) => id),
  };
}

describe("the plan of an unattended run", () => {
  it("contains a user who must be kept out although drift is not repaired, and no other user", () => {
    const operations = (["account.suspend", "account.deactivate", "membership.remove"] as const).map((action) =>
      anOperation(action, { id: action, origin: "drift" }),
    );
    expect(split(operations, { isKeptOut: (user) => user === "ada" })).toMatchObject({
      done: ["account.suspend", "account.deactivate"],
      leftAlone: ["membership.remove"],
    });
    expect(split(operations, { isKeptOut: (user) => user === "eve" }).done).toEqual([]);
  });

  it("applies changes and scheduled operations, and of drift what the system lists", () => {
    const operations = (["change", "schedule", "drift"] as const).flatMap((origin: Origin) => [
      adds(`add ${origin}`, { origin }),
      removes(`remove ${origin}`, { origin }),
    ]);
    const repair = new Map([["okta", new Set(["membership.remove"])]]);
    expect(split(operations, { repair })).toEqual({
      done: ["add change", "remove change", "add schedule", "remove schedule", "remove drift"],
      withheld: [],
      leftAlone: ["add drift"],
    });
    expect(split(operations, { repair: new Map([["google", new Set(["membership.add"])]]) }).done).not.toContain(
      "add drift",
    );
  });

  it("withholds gains, and never a loss", () => {
    const operations = [adds("gain"), removes("loss")];
    expect(split(operations, { withholds: () => "The change is not approved." })).toEqual({
      done: ["loss"],
      withheld: ["gain: The change is not approved."],
      leftAlone: [],
    });
  });

  it("leaves out operations that depend, directly or indirectly, on an omitted one", () => {
    const operations = [
      removes("stranger leaves", { origin: "drift" }),
      adds("ada joins", { dependsOn: ["stranger leaves"] }),
      adds("ada leads", { dependsOn: ["ada joins"] }),
      adds("bob joins"),
    ];
    expect(split(operations)).toEqual({
      done: ["bob joins"],
      withheld: [
        "ada joins: It depends on stranger leaves, which is not applied.",
        "ada leads: It depends on ada joins, which is not applied.",
      ],
      leftAlone: ["stranger leaves"],
    });
  });
});
