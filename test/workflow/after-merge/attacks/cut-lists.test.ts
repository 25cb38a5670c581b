import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { apply } from "../../../../src/cli/commands/apply.ts";
import { plan } from "../../../../src/cli/commands/plan.ts";
import type { SandboxReply } from "../../../../src/sandbox/core/exchange.ts";
import { aFolder } from "../../../support/sandboxed.ts";
import { grantPath } from "../company-files.ts";
import { aScenario, type Scenario } from "../scenario.ts";
import { liveOf } from "./live-state.ts";

/** Merges the end of bob's grant, and cuts what Okta answers about the groups of one user. */
async function aRemoval(): Promise<Scenario> {
  const scenario = await aScenario();
  expect((await scenario.apply()).code).toBe(0);
  scenario.mergeApproved("bob-crm-ends", { [grantPath("bob", "okta/crm")]: null }, "ada");
  return scenario;
}

describe("a removal whose precondition is read from a cut list", { timeout: 120_000 }, () => {
  it("is not reported as done while the members of the group have the account", async () => {
    const scenario = await aRemoval();
    scenario.okta.addFault({
      method: "GET",
      path: /\/users\/[^/]+\/groups$/,
      fault: { kind: "rewrite", rewrite: (reply) => ({ ...reply, body: [] }) },
    });
    const ran = await scenario.apply();
    expect(await scenario.members("CRM Users")).toEqual(["bob"]);
    expect(ran.code).not.toBe(0);
    expect(ran.out).toContain("members have the account");
    scenario.okta.clearFaults();
    expect((await scenario.apply()).code).toBe(0);
    expect(await scenario.members("CRM Users")).toEqual([]);
  });
});

/** A company whose CRM group is fed by a rule, from which the files remove bob. */
async function aRuleFedGroup(isActive: boolean): Promise<{ readonly scenario: Scenario; readonly rule: string }> {
  const scenario = await aScenario();
  const live = liveOf(scenario);
  const groups: readonly { readonly id: string; readonly profile: { readonly name: string } }[] = await live.okta(
    "GET",
    "/groups",
  );
  const rule = await live.okta("POST", "/groups/rules", {
    type: "group_rule",
    name: "Bob sells",
    conditions: { expression: { value: 'user.firstName=="Bob"', type: "urn:okta:expression:1.0" } },
    actions: {
      assignUserToGroups: { groupIds: groups.flatMap(({ id, profile }) => (profile.name === "CRM Users" ? [id] : [])) },
    },
  });
  if (isActive) await live.okta("POST", `/groups/rules/${rule.id}/lifecycle/activate`);
  scenario.mergeApproved("bob-crm-ends", { [grantPath("bob", "okta/crm")]: null }, "ada");
  return { scenario, rule: rule.id };
}

/** The users whom the rule no longer assigns, and the members of its group. */
async function ruleAfter({ scenario, rule }: Awaited<ReturnType<typeof aRuleFedGroup>>): Promise<readonly unknown[]> {
  const { conditions } = await liveOf(scenario).okta("GET", `/groups/rules/${rule}`);
  return [conditions.people?.users?.exclude ?? [], await scenario.members("CRM Users")];
}

const rulesLeftOut = { kind: "rewrite", rewrite: (reply: SandboxReply) => ({ ...reply, body: [] }) } as const;

/** Reads with which a plan and an apply of this group begin and confirm; the last one is never reached. */
const reads = [0, 1, 2, 3, 4, 5];

describe("a list of group rules that is cut once, with status 200", { timeout: 120_000 }, () => {
  const byPerson = (scenario: Scenario, command: "plan" | "apply") =>
    scenario.run((environment) => {
      const options = { root: scenario.root, format: "text", failOn: "error", target: [], commit: "HEAD" } as const;
      return command === "plan"
        ? plan(options, environment)
        : apply({ ...options, yes: true, journal: join(aFolder(), "journal.jsonl") }, environment);
    });

  it.each(reads)("never takes a user out of the rule in an unattended run, where read %i is cut", async (skip) => {
    const fed = await aRuleFedGroup(true);
    fed.scenario.okta.addFault({ method: "GET", path: /\/groups\/rules$/, fault: rulesLeftOut, skip, times: 1 });
    const ran = await fed.scenario.apply();
    expect([await ruleAfter(fed), ran.code === 0]).toEqual([[[], ["bob"]], false]);
  });

  it.each(reads)("never takes a user out of the rule in plan and apply, where read %i is cut", async (skip) => {
    const fed = await aRuleFedGroup(true);
    fed.scenario.fetch();
    fed.scenario.okta.addFault({ method: "GET", path: /\/groups\/rules$/, fault: rulesLeftOut, skip, times: 1 });
    await byPerson(fed.scenario, "plan").catch(() => null);
    const applied = await byPerson(fed.scenario, "apply").catch(() => null);
    expect([await ruleAfter(fed), applied?.code === 0]).toEqual([[[], ["bob"]], false]);
  });

  it("leaves the removal to be done where the rule is not active", async () => {
    const fed = await aRuleFedGroup(false);
    expect((await fed.scenario.apply()).code).toBe(0);
    expect(await ruleAfter(fed)).toEqual([[], []]);
    const manual = await aRuleFedGroup(false);
    manual.scenario.fetch();
    expect((await byPerson(manual.scenario, "apply")).code).toBe(0);
    expect(await ruleAfter(manual)).toEqual([[], []]);
  });
});
