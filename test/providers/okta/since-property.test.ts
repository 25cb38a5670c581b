import { describe, expect, it } from "vitest";
import { randomFrom } from "../../property/random.ts";
import { aSinceScenario, hour, type SinceScenario, stateIn } from "./since-scenario.ts";

type Change = (org: SinceScenario, pick: ReturnType<typeof randomFrom>, turn: number) => Promise<unknown>;

const aUser = ({ subject }: SinceScenario, { one }: ReturnType<typeof randomFrom>): string =>
  one(subject.state.users()).id;
const aGroup = ({ subject }: SinceScenario, { one }: ReturnType<typeof randomFrom>): string =>
  one(subject.state.groups().filter(({ type }) => type === "OKTA_GROUP")).id;
const aRule = ({ subject }: SinceScenario, { one }: ReturnType<typeof randomFrom>): string =>
  one(subject.state.rules()).id;

/** Changes by another client, which can be refused. Not the two that only a full read sees (docs/engine.md, section 4). */
const changes: readonly Change[] = [
  (org, pick, turn) =>
    org.call("POST", `users?activate=${pick.chance(0.7)}`, {
      profile: {
        login: `new${turn}@acme.example`,
        email: `new${turn}@acme.example`,
        firstName: "New",
        lastName: "Example",
        department: pick.one(["Sales", "Law"]),
      },
      groupIds: pick.chance(0.5) ? [aGroup(org, pick)] : [],
    }),
  (org, pick) =>
    org.call("POST", `users/${aUser(org, pick)}`, { profile: { department: pick.one(["Sales", "Law", "Ops"]) } }),
  (org, pick) =>
    org.call(
      "POST",
      `users/${aUser(org, pick)}/lifecycle/${pick.one(["suspend", "unsuspend", "deactivate", "activate"])}`,
    ),
  (org, pick) => org.call("DELETE", `users/${aUser(org, pick)}`),
  (org, pick) => org.call("PUT", `groups/${aGroup(org, pick)}/users/${aUser(org, pick)}`),
  (org, pick) => org.call("PUT", `groups/${aGroup(org, pick)}/users/${aUser(org, pick)}`),
  (org, pick) => org.call("DELETE", `groups/${aGroup(org, pick)}/users/${aUser(org, pick)}`),
  (org, pick, turn) =>
    org.call("POST", "groups", { profile: { name: pick.one(["Crew", "Board", "Guests", `G${turn}`]) } }),
  (org, pick, turn) =>
    org.call("PUT", `groups/${aGroup(org, pick)}`, {
      profile: { name: pick.one(["Crew", "Board", `R${turn}`]), description: "x" },
    }),
  (org, pick) =>
    org.subject.state.groups().length > 3 ? org.call("DELETE", `groups/${aGroup(org, pick)}`) : Promise.resolve(),
  (org, pick) => org.call("POST", `groups/rules/${aRule(org, pick)}/lifecycle/${pick.one(["activate", "deactivate"])}`),
  (org, pick, turn) =>
    org.call("POST", "groups/rules", {
      type: "group_rule",
      name: `rule ${turn}`,
      conditions: { expression: { type: "urn:okta:expression:1.0", value: 'user.department=="Law"' } },
      actions: { assignUserToGroups: { groupIds: [aGroup(org, pick)] } },
    }),
  (org, pick) => org.call("POST", `apps/${org.app("Wiki")}/users`, { id: aUser(org, pick), profile: { team: "x" } }),
  (org, pick) => org.call("DELETE", `apps/${org.app("Wiki")}/users/${aUser(org, pick)}`),
  (org, pick) => org.call("POST", `users/${aUser(org, pick)}/roles`, { type: "USER_ADMIN" }),
];

const lags = [0, 60_000, 240_000];

/** Applies random changes at random times, and returns the states of the changes and of a full read after the lag. */
async function runOf(seed: number) {
  const pick = randomFrom(seed);
  const org = await aSinceScenario(undefined, {
    searchLagMs: pick.one(lags),
    ruleLagMs: pick.one(lags),
    logLagMs: pick.one(lags),
    transitionMs: pick.one(lags),
    groupPageMax: pick.one([2, 200]),
    memberPageMax: pick.one([2, 1000]),
  });
  let state = await org.full();
  let incremental = 0;
  for (let round = 0; round < 3; round += 1) {
    const count = pick.below(6);
    for (let change = 0; change < count; change += 1) {
      await pick.one(changes)(org, pick, round * 10 + change);
      await org.pass(pick.one([0, 1000, 120_000]));
    }
    // Also reads while changes are under way. What it cannot see, a later read sees.
    if (pick.chance(0.5)) {
      const early = await org.reason(state);
      if (early === null) state = await org.since(state);
    }
    await org.pass(hour);
    if ((await org.reason(state)) !== null) return { seed, incremental, state: null, truth: null };
    state = await org.since(state);
    incremental += 1;
    const truth = stateIn(await org.full());
    if (JSON.stringify(stateIn(state)) !== JSON.stringify(truth))
      return { seed, incremental, state: stateIn(state), truth };
  }
  return { seed, incremental, state: null, truth: null };
}

describe("a read of the changes after random changes", () => {
  it("gives the state of a full read, with every lag", async () => {
    let incremental = 0;
    for (let seed = 1; seed <= 30; seed += 1) {
      const run = await runOf(seed);
      expect({ seed, state: run.state }).toEqual({ seed, state: run.truth });
      incremental += run.incremental;
    }
    // Most reads need no full read.
    expect(incremental).toBeGreaterThan(75);
  }, 120_000);
});
