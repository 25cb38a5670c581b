import { describe, expect, it } from "vitest";
import { peersIn } from "../../src/model/peers.ts";
import { resolveModel } from "../../src/model/resolved-model.ts";
import { aModel, at, now, ref, userId } from "../support/model.ts";

describe("peers", () => {
  const model = aModel()
    .user("ada", { title: "Engineer" })
    .user("bob", { title: "Engineer" })
    .user("cyd", { title: "Engineer" })
    .user("away", { title: "Engineer", status: "on-leave" })
    .user("gone", { title: "Engineer", status: "terminated" })
    .user("bot", { title: "Engineer", kind: "service" })
    .user("sue", { title: "Engineer", department: "Sales" })
    .user("new", { title: null })
    .user("odd", { title: "Engineer", department: null })
    .user("even", { title: "Engineer", department: null })
    .user("old", { title: null })
    .entitlement("okta/a")
    .entitlement("okta/b")
    .grant("ada", "okta/a")
    .grant("bob", "okta/a")
    .grant("bob", "okta/b", { starts: at("2027-01-01T00:00:00Z") })
    .grant("bot", "okta/a")
    .build();
  const peersOf = peersIn(resolveModel(model, now));
  const peersOfId = (id: string) => peersOf(model.users.get(userId(id))!);

  it("are the other active users with the same department and title", () => {
    expect(peersOfId("ada").count).toBe(2);
    expect(peersOfId("sue").count).toBe(0);
  });

  it("exist for a user who is not active as well", () => {
    expect(peersOfId("away").count).toBe(3);
    expect(peersOfId("away").holding(ref("okta/a"))).toBe(2);
  });

  it.each(["bot", "new", "odd"])("do not exist for %s, which lacks a department, title or job", (id) => {
    expect(peersOfId(id).count).toBe(0);
    expect(peersOfId(id).holding(ref("okta/a"))).toBe(0);
  });

  it("hold their access at the instant, without the user's own access", () => {
    expect(peersOfId("ada").holding(ref("okta/a"))).toBe(1);
    expect(peersOfId("cyd").holding(ref("okta/a"))).toBe(2);
    expect(peersOfId("ada").holding(ref("okta/b"))).toBe(0);
    expect(peersIn(resolveModel(model, at("2027-01-01T00:00:00Z")))(model.users.get(userId("ada"))!).count).toBe(2);
    expect(
      peersIn(resolveModel(model, at("2027-01-01T00:00:00Z")))(model.users.get(userId("ada"))!).holding(ref("okta/b")),
    ).toBe(1);
  });
});
