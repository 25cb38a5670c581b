import { describe, expect, it } from "vitest";
import type { CustomDemand } from "../../../src/model/documents.ts";
import { findingsOf, verdicts } from "../../support/judged.ts";
import { aModel, at, ref, selector } from "../../support/model.ts";

const code = "custom/nda-before-code";
const demand: CustomDemand = {
  kind: "require",
  entitlements: [ref("okta/nda-signed"), ref("okta/mfa")],
  holds: [ref("okta/github"), ref("okta/gitlab")],
};
const world = () =>
  aModel()
    .user("ada")
    .entitlement("okta/nda-signed")
    .entitlement("okta/mfa")
    .entitlement("okta/github")
    .entitlement("okta/gitlab")
    .custom("nda-before-code", demand, { message: "Source code needs a signed NDA." });
const found = "error access/grants/okta/github/ada.yaml";

describe("a rule that requires", () => {
  it("refuses any of those without all of these, once for each that is missing", () => {
    expect(verdicts(world().grant("ada", "okta/github"), code)).toEqual([found, found]);
    expect(verdicts(world().grant("ada", "okta/github").grant("ada", "okta/mfa"), code)).toEqual([found]);
    expect(verdicts(world().grant("ada", "okta/gitlab").grant("ada", "okta/mfa"), code)).toEqual([
      "error access/grants/okta/gitlab/ada.yaml",
    ]);
  });

  it("allows all of them, and asks nothing of who holds none of those", () => {
    const all = world().grant("ada", "okta/github").grant("ada", "okta/mfa").grant("ada", "okta/nda-signed");
    expect(verdicts(all, code)).toEqual([]);
    expect(verdicts(world().grant("ada", "okta/mfa"), code)).toEqual([]);
    const eligible = world().grant("ada", "okta/github", { eligible: true });
    expect(verdicts(eligible, code)).toEqual([]);
  });

  it("needs them for the whole time, and shows from when they are missing", () => {
    const ends = (expires: number) =>
      world()
        .grant("ada", "okta/github", { expires: at("2027-06-01T00:00:00Z") })
        .grant("ada", "okta/mfa")
        .grant("ada", "okta/nda-signed", { expires });
    expect(verdicts(ends(at("2027-06-01T00:00:00Z")), code)).toEqual([]);
    const [gap] = findingsOf(ends(at("2027-02-01T00:00:00Z")), code);
    expect(gap?.message).toContain("without okta/nda-signed starting 2027-02-01 01:00 Europe/Berlin");
  });

  it("lets two that follow each other without a gap count as one", () => {
    const renewed = (starts: number) =>
      world()
        .grant("ada", "okta/github")
        .grant("ada", "okta/mfa")
        .role("signers", ["okta/nda-signed"])
        .grant("ada", "okta/nda-signed", { expires: at("2027-02-01T00:00:00Z") })
        .grant("ada", "role:signers", { starts });
    expect(verdicts(renewed(at("2027-02-01T00:00:00Z")), code)).toEqual([]);
    expect(verdicts(renewed(at("2027-02-01T00:00:01Z")), code)).toEqual([found]);
  });

  it("asks for what is to come only from then on", () => {
    const starts = at("2027-01-01T00:00:00Z");
    const later = world()
      .grant("ada", "okta/github", { starts })
      .grant("ada", "okta/mfa")
      .grant("ada", "okta/nda-signed", { starts });
    expect(verdicts(later, code)).toEqual([]);
  });

  it("names the current and later causes, not past ones", () => {
    const moved = world()
      .grant("ada", "okta/mfa")
      .grant("ada", "okta/github")
      .grant("ada", "okta/gitlab", { expires: at("2026-11-21T09:00:00Z") });
    expect(findingsOf(moved, code)[0]?.message).toContain("ada would hold okta/github without okta/nda-signed, but");
  });

  it("stands at the role where a role gives the access", () => {
    const role = world()
      .grant("ada", "okta/mfa")
      .role("engineer", ["okta/github"], { birthright: selector({ department: "Engineering" }) });
    expect(verdicts(role, code)).toEqual(["error access/roles/engineer.yaml"]);
  });

  it("names the held and the missing entitlements, and the fix", () => {
    const both = world().grant("ada", "okta/github").grant("ada", "okta/gitlab").grant("ada", "okta/mfa");
    expect(findingsOf(both, code).map(({ message, remedy }) => [message, remedy])).toEqual([
      [
        "Source code needs a signed NDA. ada would hold okta/github, okta/gitlab without okta/nda-signed, but the rule requires okta/nda-signed for the same time.",
        "Assign okta/nda-signed to ada for the same time, or remove okta/github and okta/gitlab.",
      ],
    ]);
  });
});
