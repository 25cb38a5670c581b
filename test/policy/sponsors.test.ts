import { describe, expect, it } from "vitest";
import { verdicts } from "../support/judged.ts";
import { aModel, at, type ModelBuilder, userId } from "../support/model.ts";

const code = "identity/inactive-sponsor";
const sponsoredBy = (sponsor: Parameters<ModelBuilder["user"]>[1]) =>
  aModel()
    .user("cid", sponsor)
    .user("bob", { kind: "contractor", sponsor: userId("cid") });

describe(code, () => {
  it("refuses a sponsor who is not an employee, who left or who has not started", () => {
    const error = [`error access/users/bob.yaml sponsor`];
    expect(verdicts(sponsoredBy({ kind: "contractor" }), code)).toEqual(error);
    expect(verdicts(sponsoredBy({ status: "terminated" }), code)).toEqual(error);
    expect(verdicts(sponsoredBy({ start: at("2028-01-01T00:00:00Z") }), code)).toEqual(error);
  });

  it("warns of a sponsor on leave", () => {
    expect(verdicts(sponsoredBy({ status: "on-leave" }), code)).toEqual(["warning access/users/bob.yaml sponsor"]);
  });

  it("accepts an active employee, and any sponsor of a user who left", () => {
    expect(verdicts(sponsoredBy({}), code)).toEqual([]);
    const left = sponsoredBy({ status: "terminated" }).user("bob", {
      kind: "contractor",
      status: "terminated",
      sponsor: userId("cid"),
    });
    expect(verdicts(left, code)).toEqual([]);
  });

  it("judges the sponsor of an external member of a group too", () => {
    const box = {
      address: "box@vendor.example",
      sponsor: userId("cid"),
      reason: "Plans the fair",
      expires: at("2027-06-01T00:00:00Z"),
    };
    const group = (sponsor: Parameters<ModelBuilder["user"]>[1]) =>
      sponsoredBy(sponsor).entitlement("google/list", { externalMembers: [box] });
    const place = "access/entitlements/google/list.yaml externalMembers.0.sponsor";
    expect(verdicts(group({ status: "terminated" }), code)).toContain(`error ${place}`);
    expect(verdicts(group({}), code)).toEqual([]);
  });
});
