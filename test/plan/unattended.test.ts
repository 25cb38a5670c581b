import { describe, expect, it } from "vitest";
import type { SystemId, UserId } from "../../src/model/documents.ts";
import type { Action, Operation, Origin } from "../../src/plan/operation.ts";
import { isGain, unattendedPlan, type UnattendedRules } from "../../src/plan/unattended.ts";
import { planFor } from "../support/planned.ts";
import { aModel } from "../support/model.ts";

function anOperation(id: string, changes: Partial<Operation> = {}): Operation {
  return {
    id,
    action: "membership.add",
    system: "okta" as SystemId,
    user: "ada" as UserId,
    account: null,
    entitlement: null,
    resource: { kind: "group", id: "g1", name: "CRM" },
    before: null,
    after: null,
    patch: [],
    origin: "change",
    tier: "low",
    because: [],
    dependsOn: [],
    ...changes,
  };
}

const role = (before: string | null, after: string | null): boolean =>
  isGain({
    action: "membership.update",
    before: before === null ? null : { role: before },
    after: after === null ? null : { role: after },
  });

describe("what widens access", () => {
  it("is everything that is not known to narrow it", () => {
    const narrow: readonly Action[] = [
      "account.suspend",
      "account.deactivate",
      "account.signout",
      "account.revoke-tokens",
      "membership.remove",
      "group.unnest",
      "app.unassign",
      "group-app.unassign",
      "admin-role.unassign",
      "license.unassign",
    ];
    const wide: readonly Action[] = [
      "account.create",
      "account.adopt",
      "account.activate",
      "account.update",
      "account.unsuspend",
      "account.unlock",
      "account.transfer-data",
      "group.create",
      "group.update",
      "group.nest",
      "membership.add",
      "app.assign",
      "app.update",
      "group-app.assign",
      "admin-role.assign",
      "license.assign",
      "task.open",
      "task.close",
    ];
    const verdict = (action: Action): boolean => isGain({ action, before: null, after: null });
    expect(narrow.filter(verdict)).toEqual([]);
    expect(wide.filter((action) => !verdict(action))).toEqual([]);
  });

  it("goes by the role where a membership changes; a role that is not known counts as wider", () => {
    expect(role("member", "owner")).toBe(true);
    expect(role("manager", "owner")).toBe(true);
    expect(role("owner", "manager")).toBe(false);
    expect(role("owner", "member")).toBe(false);
    expect(role(null, "member")).toBe(true);
    expect(role("owner", "chief")).toBe(true);
  });
});

const plan = planFor(aModel(), []);

function split(operations: readonly Operation[], rules: Partial<UnattendedRules> = {}) {
  const all: UnattendedRules = { repair: new Map(), withholds: () => null, ...rules };
  const { plan: kept, withheld, leftAlone } = unattendedPlan({ ...plan, operations }, all);
  return {
    done: kept.operations.map(({ id }) => id),
    withheld: withheld.map(({ operation, reason }) => `${operation.id}: ${reason}`),
    leftAlone: leftAlone.map(({ id }) => id),
  };
}

describe("a plan without a person", () => {
  it("carries out changes and schedules, and of drift what the system lists", () => {
    const operations = (["change", "schedule", "drift"] as const).flatMap((origin: Origin) => [
      anOperation(`add ${origin}`, { origin }),
      anOperation(`remove ${origin}`, { origin, action: "membership.remove" }),
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
    const operations = [anOperation("gain"), anOperation("loss", { action: "membership.remove" })];
    expect(split(operations, { withholds: () => "Nobody approved it." })).toEqual({
      done: ["loss"],
      withheld: ["gain: Nobody approved it."],
      leftAlone: [],
    });
  });

  it("leaves out what depends on something left out, over any number of steps", () => {
    const operations = [
      anOperation("stranger leaves", { origin: "drift", action: "membership.remove" }),
      anOperation("ada joins", { dependsOn: ["stranger leaves"] }),
      anOperation("ada leads", { dependsOn: ["ada joins"] }),
      anOperation("bob joins"),
    ];
    expect(split(operations)).toEqual({
      done: ["bob joins"],
      withheld: [
        "ada joins: It needs stranger leaves, which is not carried out.",
        "ada leads: It needs ada joins, which is not carried out.",
      ],
      leftAlone: ["stranger leaves"],
    });
  });
});
