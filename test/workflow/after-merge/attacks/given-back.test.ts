import { describe, expect, it } from "vitest";
import type { Edit } from "../../../support/memory-git/objects.ts";
import { grantFile, grantPath, userFile } from "../company-files.ts";
import { aScenario, type Scenario } from "../scenario.ts";
import { idsOf, liveOf, openIn } from "./live-state.ts";

const bobInCrm = grantPath("bob", "okta/crm");
/** An edit that needs root owners, so that a commit with it is not approved. */
const code: Edit = { ".github/CODEOWNERS": "* @acme/security\n" };
const withoutCode: Edit = { ".github/CODEOWNERS": null };
const bobFile = "access/users/bob.yaml";

/** What a direct push takes from bob, and what undoes it. */
interface Loss {
  readonly name: string;
  readonly push: Edit;
  readonly undo: Edit;
  /** The members of the CRM group and the systems in which bob can sign in, while the loss is in force. */
  readonly lost: readonly [members: readonly string[], open: readonly string[]];
}

const removed: Loss = {
  name: "a grant",
  push: { [bobInCrm]: null, ...code },
  undo: { [bobInCrm]: grantFile("bob", "okta/crm"), ...withoutCode },
  lost: [[], ["google", "okta"]],
};
const losses: readonly Loss[] = [
  removed,
  {
    name: "the employment",
    push: { [bobFile]: userFile("bob", { status: "terminated" }), [bobInCrm]: null, ...code },
    undo: { [bobFile]: userFile("bob"), [bobInCrm]: grantFile("bob", "okta/crm"), ...withoutCode },
    lost: [[], []],
  },
];
const restored = [["bob"], ["google", "okta"]];

async function stateOf(scenario: Scenario): Promise<readonly unknown[]> {
  return [await scenario.members("CRM Users"), await openIn(scenario, await idsOf(scenario, "bob"))];
}

/** A company in which a direct push took access from bob. */
async function attacked({ push, lost }: Loss): Promise<Scenario> {
  const scenario = await aScenario();
  expect((await scenario.apply()).code).toBe(0);
  scenario.pushDirectly(push);
  await scenario.apply();
  expect(await stateOf(scenario)).toEqual(lost);
  return scenario;
}

describe("access that an unapproved push took away", { timeout: 120_000 }, () => {
  it.each(losses)("comes back in the first run after $name is given back by pull request", async (loss) => {
    const scenario = await attacked(loss);
    scenario.mergeApproved("undo", loss.undo, "mel");
    const ran = await scenario.apply();
    expect([...(await stateOf(scenario)), ran.code]).toEqual([...restored, 0]);
  });

  it.each(losses)("comes back in the first run after a direct push that undoes the loss of $name", async (loss) => {
    const scenario = await attacked(loss);
    scenario.pushDirectly(loss.undo);
    const ran = await scenario.apply();
    expect([...(await stateOf(scenario)), ran.code]).toEqual([...restored, 0]);
  });

  it("comes back in a later run, where the first one after the undo could not write", async () => {
    const scenario = await attacked(removed);
    scenario.pushDirectly(removed.undo);
    scenario.okta.addFault({ method: "PUT", fault: { kind: "status", status: 403 } });
    expect((await scenario.apply()).code).not.toBe(0);
    scenario.okta.clearFaults();
    expect([(await scenario.apply()).code, await stateOf(scenario)]).toEqual([0, restored]);
  });

  it("does not come back where the approved state takes it as well", async () => {
    const scenario = await attacked(removed);
    scenario.mergeApproved("agreed", { [bobInCrm]: null, ...withoutCode }, "mel");
    expect([(await scenario.apply()).code, await scenario.members("CRM Users")]).toEqual([0, []]);
  });

  it("stays drift where a hand takes it at the provider, before and after a push is undone", async () => {
    const scenario = await attacked(removed);
    scenario.pushDirectly(removed.undo);
    expect([(await scenario.apply()).code, await stateOf(scenario)]).toEqual([0, restored]);
    await scenario.byHand("DELETE", "CRM Users", "bob");
    const ran = await scenario.apply();
    expect([ran.code, await scenario.members("CRM Users")]).toEqual([0, []]);
    expect(ran.out).toContain("not changed");
  });

  it("stays drift where a hand suspended the account while a push took something else", async () => {
    const scenario = await attacked(removed);
    const { okta } = await idsOf(scenario, "bob");
    await liveOf(scenario).okta("POST", `/users/${okta}/lifecycle/suspend`);
    scenario.pushDirectly(removed.undo);
    await scenario.apply();
    expect(await stateOf(scenario)).toEqual([["bob"], ["google"]]);
  });
});
