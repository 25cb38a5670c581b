import { describe, expect, it } from "vitest";
import { liveOf } from "./attacks/live-state.ts";
import { aScenario, type Scenario } from "./scenario.ts";

const list = "reports@acme.example";
const path = "access/entitlements/google/reports.yaml";
const group = (...entries: readonly string[]): string =>
  [
    "id: reports",
    "title: Reports",
    `target: { group: ${list} }`,
    "tier: low",
    "owners: [olga]",
    "tags: [external-ok]",
    ...(entries.length === 0 ? [] : ["externalMembers:", ...entries.map((entry) => `  - ${entry}`)]),
    "",
  ].join("\n");
const entry = "{ address: box@vendor.example, sponsor: bob, reason: Weekly report, expires: 2026-12-31 }";
const membersOf = async (scenario: Scenario): Promise<readonly string[]> => {
  const { members = [] } = await liveOf(scenario).google("GET", `/groups/${list}/members`);
  return members.map(({ email, role }: { readonly email: string; readonly role: string }) => `${email} ${role}`);
};

describe("an external member of a Google group", { timeout: 120_000 }, () => {
  it("is added by an approved merge, kept, and removed at its end without a merge", async () => {
    const scenario = await aScenario({ [path]: group() });
    scenario.mergeApproved("add", { [path]: group(entry) }, "ada");
    expect((await scenario.apply()).code).toBe(0);
    expect(await membersOf(scenario)).toEqual(["box@vendor.example MEMBER"]);
    const written = scenario.writes();
    expect((await scenario.apply()).code).toBe(0);
    expect(scenario.writes()).toBe(written);
    scenario.later(60 * 24 * 3_600_000);
    expect((await scenario.apply()).code).toBe(0);
    expect(await membersOf(scenario)).toEqual([]);
  });

  it("of a direct push is withheld, and one that a direct push removes is removed", async () => {
    const scenario = await aScenario({ [path]: group(entry) });
    const withEve = group(entry, entry.replace("box", "eve"));
    scenario.pushDirectly({ [path]: withEve });
    const { code, out } = await scenario.apply();
    expect([code, await membersOf(scenario)]).toEqual([4, ["box@vendor.example MEMBER"]]);
    expect(out).toContain('add eve@vendor.example to the google group "reports@acme.example"');
    scenario.pushDirectly({ [path]: group() });
    await scenario.apply();
    expect(await membersOf(scenario)).toEqual([]);
  });
});
