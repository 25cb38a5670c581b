import { describe, expect, it } from "vitest";
import type { Entitlement } from "../../../src/model/documents.ts";
import { expectStored, inWorld } from "../../golden/rule-message.ts";
import { findingsOf, verdicts } from "../../support/judged.ts";
import { aModel, at, person, team, userId } from "../../support/model.ts";

const rule = "lp/service-account";
const world = (changes: Partial<Entitlement> = {}) =>
  aModel()
    .user("ada")
    .user("grace")
    .user("bot", { kind: "service", owners: [userId("ada")], department: null })
    .entitlement("okta/db", changes)
    .grant("bot", "okta/db");
const tooMuch = ["error access/users/bot.yaml"];
const selfApproved = ["error access/users/bot.yaml owners"];

describe(rule, () => {
  it("refuses a machine as super administrator, whatever the entitlement says", () => {
    const target = { kind: "adminRole" as const, name: "SUPER_ADMIN" };
    expect(verdicts(world({ target, tier: "critical", standing: true }), rule)).toEqual(tooMuch);
  });

  it("refuses a privileged entitlement that is not meant to stand, now or later", () => {
    expect(verdicts(world({ tier: "high" }), rule)).toEqual(tooMuch);
    const later = aModel()
      .user("bot", { kind: "service" })
      .entitlement("okta/db", { tier: "high" })
      .grant("bot", "okta/db", { starts: at("2027-01-01T00:00:00Z") });
    expect(verdicts(later, rule)).toEqual(tooMuch);
    expect(verdicts(world({ tier: "high", standing: true }), rule)).toEqual([]);
  });

  it("refuses an owner who alone approves for it", () => {
    expect(verdicts(world({ owners: [person("ada")] }), rule)).toEqual(selfApproved);
    expect(verdicts(world({ owners: [person("ada")] }).approvedBy("low", [["manager", "owner"]]), rule)).toEqual(
      selfApproved,
    );
    const byRole = aModel()
      .user("ada")
      .user("bot", { kind: "service", owners: [userId("ada")] })
      .entitlement("okta/db")
      .role("robots", ["okta/db"], { owners: [person("ada")] })
      .grant("bot", "role:robots");
    expect(verdicts(byRole, rule)).toEqual(selfApproved);
  });

  it("allows it where another user approves, may approve, or must approve as well", () => {
    expect(verdicts(world(), rule)).toEqual([]);
    expect(verdicts(world({ owners: [person("grace")] }), rule)).toEqual([]);
    expect(verdicts(world({ owners: [person("ada"), team("@acme/dba")] }), rule)).toEqual([]);
    const twoStages = world({ owners: [person("ada")] }).approvedBy("low", [["owner"], ["@acme/security"]]);
    expect(verdicts(twoStages, rule)).toEqual([]);
    const either = world({ owners: [person("ada")] }).approvedBy("low", [["owner", "@acme/security"]]);
    expect(verdicts(either, rule)).toEqual([]);
  });

  it("asks nothing of people", () => {
    const people = aModel()
      .user("ada", { owners: [userId("ada")] })
      .entitlement("okta/db", { tier: "high", owners: [person("ada")] })
      .grant("ada", "okta/db");
    expect(verdicts(people, rule)).toEqual([]);
  });

  it("asks nothing of what is past", () => {
    const past = aModel()
      .user("ada")
      .user("bot", { kind: "service", owners: [userId("ada")] })
      .entitlement("okta/db", { tier: "high", owners: [person("ada")] })
      .grant("bot", "okta/db", { expires: at("2026-11-21T09:00:00Z") });
    expect(verdicts(past, rule)).toEqual([]);
  });

  it("names the access of the service account, and the fix", () => {
    const target = { kind: "adminRole" as const, name: "SUPER_ADMIN" };
    expect(findingsOf(world({ target, tier: "critical" }), rule)).toMatchObject([
      {
        message: expect.stringMatching(
          /^The service account bot would hold the super administrator right okta\/db \(tier critical\) through a direct grant: /,
        ) as string,
        remedy: "Assign bot a narrower administrator right.",
      },
    ]);
    expect(findingsOf(world({ tier: "high" }), rule)).toMatchObject([
      {
        message: expect.stringMatching(
          /^The service account bot would hold okta\/db \(tier high\) through a direct grant: /,
        ) as string,
        remedy: "Remove okta/db from bot, or ask the root owners to set `standing: true`.",
      },
    ]);
    expect(findingsOf(world({ owners: [person("ada")] }), rule)[0]).toMatchObject({
      message: expect.stringMatching(
        /^ada owns the service account bot and is the only approver of okta\/db for it\. /,
      ) as string,
      remedy: "Add a second owner or a team to okta/db, or name another owner of bot.",
    });
  });
});

it("renders the stored message", () =>
  expectStored(
    rule,
    inWorld("bot", () =>
      aModel()
        .user("ada")
        .user("bot", { kind: "service", owners: [userId("ada")], department: null })
        .entitlement("okta/db", { tier: "high" })
        .grant("bot", "okta/db"),
    ),
  ));
