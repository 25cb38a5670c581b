import { describe, expect, it } from "vitest";
import { approvalsFile, grantFile, grantPath, oktaSystem, userFile } from "./company-files.ts";
import { aStory, type Story } from "./scenario.ts";

const gives = (user: string, entitlement: string) => ({ [grantPath(user, entitlement)]: grantFile(user, entitlement) });
const takes = (user: string, entitlement: string) => ({ [grantPath(user, entitlement)]: null });

function aMerge(story: Story, branch: string, edit: Parameters<Story["propose"]>[1], by: string | null): number {
  const number = story.propose(branch, edit, "ada");
  if (by !== null) story.approve(number, by);
  story.merge(number);
  return number;
}

describe("a gain without the required approvals", { timeout: 120_000 }, () => {
  it("is withheld when only the author approved it", async () => {
    const story = await aStory();
    const number = story.propose("ada-crm", gives("ada", "okta/crm"), "mel");
    story.approve(number, "mel");
    story.merge(number);
    const ran = await story.apply();
    expect(ran.out).toContain("withheld");
    expect([ran.code, story.writes()]).toEqual([4, 0]);
    expect(await story.members("CRM Users")).toEqual(["bob"]);
    expect(story.records().at(-1)).toMatchObject({ kind: "commit-settled", converged: false });
    expect(story.state.comments(number)[0]?.body).toContain("gains are withheld");
  });

  it("is withheld when the branch was pushed to after the approval (G5)", async () => {
    const story = await aStory();
    const number = story.propose("ada-crm", gives("ada", "okta/crm"), "ada");
    story.approve(number, "mel");
    story.amend("ada-crm", gives("bob", "okta/wiki"), "ada");
    story.merge(number);
    const ran = await story.apply();
    expect([ran.code, story.writes()]).toEqual([4, 0]);
    expect(await story.members("CRM Users")).toEqual(["bob"]);
    story.approve(number, "mel", "Seen again");
    expect((await story.apply()).code).toBe(0);
    expect(await story.members("Wiki Users")).toEqual(["bob"]);
  });

  it("is not withheld when a later push only rewords a reason", async () => {
    const story = await aStory();
    const number = story.propose("ada-crm", gives("ada", "okta/crm"), "ada");
    story.approve(number, "mel");
    const reworded = grantFile("ada", "okta/crm").replace("daily work", "weekly report");
    story.amend("ada-crm", { [grantPath("ada", "okta/crm")]: reworded }, "ada");
    story.merge(number);
    expect((await story.apply()).code).toBe(0);
    expect(await story.members("CRM Users")).toEqual(["ada", "bob"]);
  });

  it("is withheld when it was pushed directly, while losses of the same push are applied (G8)", async () => {
    const story = await aStory();
    story.pushDirectly({ ...gives("ada", "okta/crm"), ...takes("bob", "okta/crm") });
    const ran = await story.apply();
    expect(ran.out).toContain("without a pull request");
    expect(ran.code).toBe(4);
    expect(await story.members("CRM Users")).toEqual([]);
  });

  it("does not use the approval of a pull request that is still open", async () => {
    const story = await aStory();
    const number = story.propose("ada-crm", gives("ada", "okta/crm"), "ada");
    story.approve(number, "mel");
    story.repository.reset("ada-crm");
    story.pushDirectly({ "access/users/ada.yaml": `${userFile("ada")}# a note\n` });
    const ran = await story.apply();
    expect([ran.code, story.writes()]).toEqual([4, 0]);
    expect(await story.members("CRM Users")).toEqual(["bob"]);
  });

  it("is withheld alone: the gains of another pull request are applied", async () => {
    const story = await aStory();
    aMerge(story, "ada-crm", gives("ada", "okta/crm"), null);
    aMerge(story, "bob-wiki", gives("bob", "okta/wiki"), "mel");
    const ran = await story.apply();
    expect(ran.code).toBe(4);
    expect(await story.members("CRM Users")).toEqual(["bob"]);
    expect(await story.members("Wiki Users")).toEqual(["bob"]);
    // A later run still withholds it: it does not count as drift or as settled.
    const writes = story.writes();
    expect((await story.apply()).code).toBe(4);
    expect(story.writes()).toBe(writes);
  });

  it("is withheld at a start after the merge", async () => {
    const story = await aStory();
    const starts = grantFile("ada", "okta/crm", "starts: 2026-12-01T12:00:00Z\n");
    aMerge(story, "ada-crm", { [grantPath("ada", "okta/crm")]: starts }, null);
    expect((await story.apply()).code).toBe(4);
    story.later(4 * 3_600_000);
    expect((await story.apply()).code).toBe(4);
    expect(story.writes()).toBe(0);
  });

  it("makes every later gain withheld when it changes the approvers, until it is reverted", async () => {
    const story = await aStory();
    story.pushDirectly({ "access/policies/approvals.yaml": approvalsFile("[]") });
    aMerge(story, "ada-crm", gives("ada", "okta/crm"), "mel");
    expect((await story.apply()).code).toBe(4);
    expect(story.writes()).toBe(0);
    // Reverts both commits, the last one first.
    story.repository.write(takes("ada", "okta/crm"));
    story.repository.commit("Revert the grant");
    story.repository.write({ "access/policies/approvals.yaml": approvalsFile() });
    story.repository.commit("Revert the policy");
    story.pushDirectly({ "README.md": "Undone\n" });
    story.pushDirectly({ "README.md": null });
    expect((await story.apply()).code).toBe(0);
    aMerge(story, "ada-crm-again", gives("ada", "okta/crm"), "mel");
    expect((await story.apply()).code).toBe(0);
    expect(await story.members("CRM Users")).toEqual(["ada", "bob"]);
  });

  it("cannot extend the drift that the last settled commit repairs", async () => {
    const story = await aStory();
    await story.byHand("DELETE", "CRM Users", "bob");
    story.pushDirectly({ "access/systems/okta.yaml": oktaSystem(["membership.remove", "membership.add"]) });
    expect((await story.apply()).code).toBe(4);
    expect(await story.members("CRM Users")).toEqual([]);
  });
});

describe("rules on the tip", { timeout: 120_000 }, () => {
  it("stop every gain when two approved changes conflict together, and apply losses (G11)", async () => {
    const story = await aStory();
    const first = story.propose("ada-vendors", gives("ada", "okta/vendors"), "ada");
    const second = story.propose(
      "ada-payments",
      { ...gives("ada", "okta/payments"), ...takes("bob", "okta/crm") },
      "ada",
    );
    for (const number of [first, second]) {
      story.approve(number, "mel");
      expect((await story.approvals(number)).code).toBe(0);
    }
    story.merge(first);
    story.merge(second);
    const ran = await story.apply();
    expect(ran.out).toContain("sod/vendor-payment");
    expect(ran.code).toBe(3);
    expect(await story.members("Vendor Keepers")).toEqual([]);
    expect(await story.members("Payment Approvers")).toEqual([]);
    expect(await story.members("CRM Users")).toEqual([]);
  });
});
