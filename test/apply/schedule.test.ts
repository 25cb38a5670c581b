import { describe, expect, it } from "vitest";
import { scheduleOf } from "../../src/apply/schedule.ts";
import type { Operation } from "../../src/plan/operation.ts";
import { startEdges } from "../../src/plan/order/start-edges.ts";
import type { ProviderWrite } from "../../src/ports/access.ts";
import {
  account,
  adds,
  applied,
  changesAccount,
  changesGroup,
  changesRole,
  createsAccount,
  google,
  group,
  okta,
  outcomes,
  planOf,
  removes,
  suspends,
} from "./scenario.ts";
import { withFaults } from "./with-faults.ts";

/** Returns the operations that start together, then those that start after these are settled, and so on. */
function waves(operations: readonly Operation[], inFlight = 8): readonly (readonly string[])[] {
  const schedule = scheduleOf(operations, { edges: startEdges(operations), inFlight });
  const found: string[][] = [];
  while (!schedule.isDone()) {
    const started = schedule.start();
    found.push(started.map(({ id }) => id.replace(/^okta:|account\.|membership\./g, "")));
    for (const operation of started) schedule.settle(operation);
  }
  return found;
}

describe("operations start together", () => {
  it("where nothing orders them, up to the limit of their system, first the first of the plan", () => {
    const additions = ["a", "b", "c", "d", "e"].map((who) => adds(who, "crew"));
    expect(waves(additions, 2)).toEqual([["add:crew:a", "add:crew:b"], ["add:crew:c", "add:crew:d"], ["add:crew:e"]]);
  });

  it("in two systems, each with its own limit", () => {
    const plan = [adds("a", "crew"), adds("b", "crew"), adds("a", "team", { system: "google" })];
    expect(waves(plan, 1)).toEqual([["add:crew:a", "google:add:team:a"], ["add:crew:b"]]);
  });
});

describe("an operation starts only after", () => {
  it("what it depends on", () => {
    const create = createsAccount("bob");
    expect(
      waves([create, adds("bob", "crew", { newAccount: true, dependsOn: [create.id] }), adds("ada", "crew")]),
    ).toEqual([["create:bob", "add:crew:ada"], ["add:crew:bob"]]);
  });

  it("every containment before it in the plan, in all systems", () => {
    const plan = [suspends("eve"), suspends("max", { system: "google" }), adds("ada", "crew"), removes("eve", "crew")];
    expect(waves(plan)).toEqual([
      ["suspend:eve", "google:suspend:max"],
      ["add:crew:ada", "remove:crew:eve"],
    ]);
  });

  it("what its user gains, if it takes from the user, and not after what others gain", () => {
    const plan = [adds("ada", "crew"), adds("bob", "crew"), removes("ada", "old"), removes("eve", "old")];
    expect(waves(plan)).toEqual([["add:crew:ada", "add:crew:bob", "remove:old:eve"], ["remove:old:ada"]]);
  });

  it("what anybody gains, if it takes a membership without a user, such as a nested group", () => {
    const nested = { ...removes("group", "crew"), user: null } as Operation;
    expect(waves([adds("ada", "crew"), nested])).toEqual([["add:crew:ada"], ["remove:crew:group"]]);
  });

  it("a membership without a user that is added, if it takes from a user", () => {
    const nested = { ...adds("group", "crew"), user: null } as Operation;
    expect(waves([nested, removes("ada", "crew")])).toEqual([["add:crew:group"], ["remove:crew:ada"]]);
  });

  it("the earlier operations on the same account, group or membership", () => {
    const update = changesAccount("account.update", "ada", { before: {}, after: { title: "Clerk" } });
    const rename = changesGroup("crew", { before: {}, after: { description: "The crew" } });
    expect(waves([update, rename, adds("ada", "crew"), adds("bob", "team")])).toEqual([
      ["update:ada", "group.update:crew", "add:team:bob"],
      ["add:crew:ada"],
    ]);
    const twice = [changesRole("ada", "crew", { was: "owner" }), adds("ada", "crew")];
    expect(waves(twice)).toEqual([["update:crew:ada"], ["add:crew:ada"]]);
    const again = [adds("ada", "crew"), changesAccount("account.update", "ada", { before: {}, after: { title: "x" } })];
    expect(waves(again)).toEqual([["add:crew:ada"], ["update:ada"]]);
  });
});

describe("a run with operations in flight together", () => {
  const crowd = Array.from({ length: 12 }, (_, index) => `user-${index}`);

  /** Returns a provider whose writes take the longer, the earlier they are sent, and the most writes at a time. */
  function slow(provider: ReturnType<typeof okta>) {
    let [now, most] = [0, 0];
    const connection = withFaults(provider, {
      onWrite: async (_: ProviderWrite, send, count) => {
        most = Math.max(most, (now += 1));
        for (let turn = 400 - count * 30; turn > 0; turn -= 1) await Promise.resolve();
        const result = await send();
        now -= 1;
        return result;
      },
    });
    return { connection, most: () => most };
  }

  it("reports in the plan's order, and its progress in the order of the outcomes", async () => {
    const provider = okta({ accounts: crowd.map((who) => account(who)), groups: [group("crew")] });
    const plan = planOf(crowd.map((who) => adds(who, "crew")));
    const { connection, most } = slow(provider);
    const seen: string[] = [];
    const positions: number[] = [];
    const report = await applied(plan, [connection], {
      inFlight: 4,
      onProgress: ({ operation }, position) => {
        seen.push(operation.id);
        positions.push(position);
      },
    });
    expect(outcomes(report)).toEqual(plan.operations.map(({ id }) => `${id} done`));
    expect(most()).toBe(4);
    expect(positions).toEqual(crowd.map((_, index) => index + 1));
    expect(seen).not.toEqual(plan.operations.map(({ id }) => id));
    expect(new Set(seen).size).toBe(12);
  });

  it("uses both systems at the same time", async () => {
    const seeds = { accounts: crowd.map((who) => account(who)), groups: [group("crew")] };
    const [one, other] = [slow(okta(seeds)), slow(google(seeds))];
    const order: string[] = [];
    const plan = planOf(crowd.flatMap((who) => [adds(who, "crew"), adds(who, "crew", { system: "google" })]));
    const report = await applied(plan, [one.connection, other.connection], {
      inFlight: 1,
      onProgress: ({ operation: { system } }) => order.push(system),
    });
    expect(report.entries.every(({ outcome }) => outcome.kind === "done")).toBe(true);
    expect([one.most(), other.most()]).toEqual([1, 1]);
    expect(new Set(order.slice(0, 4))).toEqual(new Set(["okta", "google"]));
  });

  it("waits for the operations in flight when its progress cannot be shown, and starts none after it", async () => {
    const provider = okta({ accounts: crowd.map((who) => account(who)), groups: [group("crew")] });
    const { connection } = slow(provider);
    const run = applied(planOf(crowd.map((who) => adds(who, "crew"))), [connection], {
      inFlight: 3,
      onProgress: () => {
        throw new Error("the terminal is gone");
      },
    });
    await expect(run).rejects.toThrow("the terminal is gone");
    expect(provider.state.effects).toHaveLength(3);
  });
});
