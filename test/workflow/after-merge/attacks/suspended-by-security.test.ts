import { describe, expect, it } from "vitest";
import { userFile } from "../company-files.ts";
import { aScenario } from "../scenario.ts";
import { idsOf, liveOf, openIn } from "./live-state.ts";

const bobFile = "access/users/bob.yaml";
const suspension = "provider/unexplained-suspension";

/** A company in which Bob was on leave, and both accounts are suspended. */
async function withBobOnLeave() {
  const onLeave = `${userFile("bob", { status: "on-leave" })}returnDate: 2026-12-20\n`;
  const scenario = await aScenario({ [bobFile]: onLeave });
  expect((await scenario.apply()).code).toBe(0);
  const ids = await idsOf(scenario, "bob");
  expect(await openIn(scenario, ids)).toEqual([]);
  const suspend = async (): Promise<void> => {
    await liveOf(scenario).okta("POST", `/users/${ids.okta}/lifecycle/suspend`);
  };
  const deactivate = async (): Promise<void> => {
    await liveOf(scenario).okta("POST", `/users/${ids.okta}/lifecycle/deactivate`);
  };
  return { scenario, suspend, deactivate, open: () => openIn(scenario, ids) };
}

describe("an account that the security team suspends", { timeout: 120_000 }, () => {
  it("after its user returned stays suspended, is reported, and the run does not end with 0", async () => {
    const { scenario, suspend, open } = await withBobOnLeave();
    scenario.mergeApproved("return", { [bobFile]: userFile("bob") }, "mel");
    expect([(await scenario.apply()).code, await open()]).toEqual([0, ["google", "okta"]]);
    await suspend();
    const ran = await scenario.apply();
    expect([ran.code, await open()]).toEqual([4, ["google"]]);
    expect(`${ran.out}${ran.err}`).toContain(suspension);
  });

  it("stays suspended although the commit of the return has not converged", async () => {
    const { scenario, suspend, open } = await withBobOnLeave();
    scenario.mergeApproved("return", { [bobFile]: userFile("bob") }, "mel");
    // A push without an approval keeps the run from converging.
    scenario.pushDirectly({ ".github/CODEOWNERS": "* @acme/security\n" });
    await scenario.apply();
    expect(await open()).toEqual(["google", "okta"]);
    await suspend();
    const ran = await scenario.apply();
    expect(await open()).toEqual(["google"]);
    expect(`${ran.out}${ran.err}`).toContain(suspension);
  });

  it("is unsuspended by the return itself in both systems", async () => {
    const { scenario, open } = await withBobOnLeave();
    scenario.mergeApproved("return", { [bobFile]: userFile("bob") }, "mel");
    const ran = await scenario.apply();
    expect([ran.code, await open()]).toEqual([0, ["google", "okta"]]);
    expect(`${ran.out}${ran.err}`).not.toContain(suspension);
  });

  it.each([
    ["after its user returned", {}],
    // A push without an approval keeps the run from converging.
    ["although the commit of the return has not converged", { ".github/CODEOWNERS": "* @acme/security\n" }],
  ])("and deactivates %s stays deactivated, and is reported", async (_, pushed) => {
    const { scenario, deactivate, open } = await withBobOnLeave();
    scenario.mergeApproved("return", { [bobFile]: userFile("bob") }, "mel");
    if (Object.keys(pushed).length > 0) scenario.pushDirectly(pushed);
    await scenario.apply();
    expect(await open()).toEqual(["google", "okta"]);
    await deactivate();
    const ran = await scenario.apply();
    expect(ran.code).not.toBe(0);
    expect(await open()).toEqual(["google"]);
    expect(`${ran.out}${ran.err}`).toContain("provider/unexplained-deactivation");
  });
});
