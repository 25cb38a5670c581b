import { describe, expect, it } from "vitest";
import type { GithubReview } from "../../src/ports/github.ts";
import type { ApprovalVerdict } from "../../src/approval/verdict.ts";
import { headCommit, judge, type PullRequestScenario, reviewed } from "../support/github.ts";
import { person } from "../support/model.ts";
import { change } from "./bypass/scenario.ts";

const seed = 20261121;
const rounds = 300;

function randomness(start: number): (below: number) => number {
  let state = start;
  return (below) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
}

const logins = ["bob", "olga", "sue", "sam", "dora", "dan", "ada", "eve", "zoe", "hal", "mallory"];
const states: readonly GithubReview["state"][] = [
  "approved",
  "approved",
  "approved",
  "changes-requested",
  "commented",
  "dismissed",
];
const changes: readonly PullRequestScenario[] = [
  change((company) => company.grant("ada", "okta/wiki")),
  change((company) => company.grant("ada", "okta/crm").grant("olga", "okta/wiki")),
  change((company) => company.grant("ada", "okta/prod"), { author: "bob" }),
  change((company) => company.role("oncall", ["okta/wiki", "okta/crm"], { owners: [person("olga")] })),
  change((company) => company.entitlement("okta/wiki", { tier: "medium", owners: [person("olga")] })),
];

function aReview(scenario: PullRequestScenario, random: (below: number) => number): PullRequestScenario {
  const login = logins[random(logins.length)] ?? "bob";
  const state = states[random(states.length)] ?? "approved";
  const commit = random(6) === 0 ? "older" : headCommit;
  return reviewed(scenario, login, { state, commit, body: random(5) === 0 ? "" : "Agreed" });
}

/** Returns the content of a verdict, independently of the order of refused reviews. */
const essence = ({ approved, needs, refused }: ApprovalVerdict): string =>
  JSON.stringify({
    approved,
    needs: needs.map(({ need, approved: given, stages, refused: own }) => [
      need.id,
      given,
      stages.map(({ servedBy }) => servedBy?.by.login ?? null),
      own.map(({ by, rule }) => `${by.login} ${rule}`).sort(),
    ]),
    refused: refused.map(({ by, rule }) => `${by.login} ${rule}`).sort(),
  });

describe(`verdicts over random reviews (seed ${seed})`, () => {
  it("do not lose an approval by one more review, except of the same person or a request for changes", () => {
    const random = randomness(seed);
    let approvals = 0;
    for (let round = 0; round < 2 * rounds; round += 1) {
      let scenario = changes[random(changes.length)]!;
      for (let count = random(9); count > 0; count -= 1) scenario = aReview(scenario, random);
      const before = judge(scenario);
      const more = aReview(scenario, random);
      const added = more.reviews.at(-1)!;
      const isFirstOfTheirs = scenario.reviews.every(({ by }) => by.id !== added.by.id);
      if (!before.approved || !isFirstOfTheirs || added.state === "changes-requested") continue;
      approvals += 1;
      expect(judge(more).approved, `seed ${seed}, round ${round}`).toBe(true);
    }
    expect(approvals).toBeGreaterThan(5);
  });

  it("have no need approved while an approver of a stage requests changes", () => {
    const random = randomness(seed + 3);
    let held = 0;
    for (let round = 0; round < rounds; round += 1) {
      let scenario = changes[random(changes.length)]!;
      for (let count = random(12); count > 0; count -= 1) scenario = aReview(scenario, random);
      const latest = new Map(
        scenario.reviews.filter(({ state }) => state !== "commented").map((review) => [review.by.id, review]),
      );
      for (const { stages } of judge(scenario).needs)
        for (const { stage, servedBy } of stages) {
          const named = stage.approvers.flatMap((one) => (one.kind === "user" ? [one.account] : []));
          const objects = named.some(
            (account) =>
              latest.get(account)?.state === "changes-requested" && account !== scenario.pullRequest.author.id,
          );
          if (!objects) continue;
          held += 1;
          expect(servedBy, `seed ${seed + 3}, round ${round}`).toBeNull();
        }
    }
    expect(held).toBeGreaterThan(5);
  });

  it("do not depend on the order of different people's reviews", () => {
    const random = randomness(seed + 1);
    for (let round = 0; round < rounds; round += 1) {
      let scenario = changes[random(changes.length)]!;
      for (const login of logins)
        if (random(2) === 0)
          scenario = reviewed(scenario, login, { state: states[random(states.length)] ?? "approved" });
      const shuffled = [...scenario.reviews].sort(() => random(3) - 1);
      // Other times and ids, as if the reviews had been submitted in this order.
      const retold = shuffled.reduce<PullRequestScenario>(
        (needText, { by, state }) => reviewed(needText, by.login, { state }),
        {
          ...scenario,
          reviews: [],
        },
      );
      expect(essence(judge(retold)), `seed ${seed + 1}, round ${round}`).toBe(essence(judge(scenario)));
    }
  });

  it("have no stage served by an author, a pusher or a beneficiary", () => {
    const random = randomness(seed + 2);
    for (let round = 0; round < rounds; round += 1) {
      let scenario = changes[random(changes.length)]!;
      for (let count = random(12); count > 0; count -= 1) scenario = aReview(scenario, random);
      for (const { need, stages } of judge(scenario).needs) {
        const serving = stages.flatMap(({ servedBy }) => servedBy?.by.id ?? []);
        expect(new Set(serving).size, `seed ${seed + 2}, round ${round}`).toBe(serving.length);
        expect(serving).not.toContain(scenario.pullRequest.author.id);
        for (const account of need.beneficiaryAccounts) expect(serving).not.toContain(account);
      }
    }
  });
});
