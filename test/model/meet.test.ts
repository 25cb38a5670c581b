import { describe, expect, it } from "vitest";
import type { ExternalMember, User } from "../../src/model/documents.ts";
import { intervalsOf } from "../../src/model/effective.ts";
import { formatBound } from "../../src/model/instant.ts";
import { meetStates } from "../../src/model/meet.ts";
import { resolveModel } from "../../src/model/resolved-model.ts";
import { aModel, at, type ModelBuilder, now, ref, selector, userId } from "../support/model.ts";

const company = (): ModelBuilder => aModel().system("okta").user("ada").user("bob").entitlement("okta/crm");

const meet = (approved: ModelBuilder, tip: ModelBuilder) =>
  meetStates(resolveModel(approved.build(), now), resolveModel(tip.build(), now));

/** Returns when the user has the CRM in what both states allow. */
const held = (approved: ModelBuilder, tip: ModelBuilder, user = "ada") =>
  (meet(approved, tip).index.byUser.get(userId(user)) ?? [])
    .filter(({ entitlement }) => entitlement === ref("okta/crm"))
    .flatMap(intervalsOf)
    .map(({ from, until }) => [formatBound(from)?.slice(0, 10), formatBound(until)?.slice(0, 10)]);

const userAfter = (approved: Partial<User>, tip: Partial<User>): User | undefined =>
  meet(company().user("ada", approved), company().user("ada", tip)).model.users.get(userId("ada"));

describe("what the approved state and the tip both allow", () => {
  it("has access that both give, and none that only one gives", () => {
    const given = company().grant("ada", "okta/crm");
    expect(held(given, company().grant("ada", "okta/crm"))).toHaveLength(1);
    expect(held(given, company())).toEqual([]);
    expect(held(company(), given)).toEqual([]);
  });

  it("has no more access where the tip gives it by a different path", () => {
    const byRole = company()
      .role("crew", ["okta/crm"])
      .grant("ada", "role:crew", { expires: at("2026-12-24T00:00:00Z") });
    const direct = company().grant("ada", "okta/crm");
    expect(held(byRole, direct)).toEqual([["2024-02-01", "2026-12-24"]]);
    expect(held(direct, byRole)).toEqual([["2024-02-01", "2026-12-24"]]);
  });

  it("starts at the later start and ends at the earlier end", () => {
    const between = (starts: string, expires: string) =>
      company().grant("ada", "okta/crm", { starts: at(`${starts}T00:00:00Z`), expires: at(`${expires}T00:00:00Z`) });
    expect(held(between("2026-11-01", "2026-12-01"), between("2026-11-10", "2027-01-01"))).toEqual([
      ["2026-11-10", "2026-12-01"],
    ]);
    expect(held(between("2026-11-01", "2026-12-01"), between("2026-12-02", "2027-01-01"))).toEqual([]);
  });

  it("has an address outside while both have it, until the earlier end", () => {
    const member = (expires: string, address = "box@vendor.example"): ExternalMember => ({
      address,
      sponsor: userId("ada"),
      reason: "Reports",
      expires: at(expires),
    });
    const having = (...externalMembers: readonly ExternalMember[]) =>
      company().entitlement("google/list", { externalMembers });
    const metOf = (approved: ModelBuilder, tip: ModelBuilder) =>
      meet(approved, tip).model.entitlements.get(ref("google/list"))?.externalMembers;
    const [early, late] = [member("2026-12-01T00:00:00Z"), member("2027-01-01T00:00:00Z")];
    expect(metOf(having(late), having(early))).toEqual([early]);
    expect(metOf(having(early), having(late))).toEqual([early]);
    expect(metOf(having(), having(late))).toEqual([]);
    expect(metOf(having(late), having())).toEqual([]);
    expect(metOf(having(late), company())).toEqual([]);
    expect(metOf(having(late), having(late, member("2027-01-01T00:00:00Z", "eve@else.example")))).toEqual([late]);
    const retired = company().entitlement("google/list", { externalMembers: [late], status: "retired" });
    expect(metOf(having(late), retired)).toEqual([]);
  });

  it("nests a group while both states nest it", () => {
    const nesting = (nests: readonly string[], status: "active" | "retired" = "active") =>
      company().entitlement("google/list", { nests: nests.map((name) => ref(name)), status });
    const metOf = (approved: ModelBuilder, tip: ModelBuilder) =>
      meet(approved, tip).model.entitlements.get(ref("google/list"))?.nests;
    expect(metOf(nesting(["google/a", "google/b"]), nesting(["google/b", "google/c"]))).toEqual(["google/b"]);
    expect(metOf(nesting([]), nesting(["google/a"]))).toEqual([]);
    expect(metOf(nesting(["google/a"]), company())).toEqual([]);
    expect(metOf(nesting(["google/a"]), nesting(["google/a"], "retired"))).toEqual([]);
  });

  it("has the earlier end, the later start and the stricter status of a user", () => {
    const end = at("2026-12-01T00:00:00Z");
    const start = at("2026-11-10T00:00:00Z");
    expect(userAfter({ end }, { end: null })).toMatchObject({ end });
    expect(userAfter({ end: null }, { end })).toMatchObject({ end });
    expect(userAfter({}, { start })).toMatchObject({ start });
    expect(userAfter({ start }, {})).toMatchObject({ start });
    expect(userAfter({ status: "terminated" }, { status: "active" })).toMatchObject({ status: "terminated" });
    expect(userAfter({ status: "active" }, { status: "on-leave" })).toMatchObject({ status: "on-leave" });
    expect(userAfter({ status: "on-leave" }, { status: "terminated" })).toMatchObject({ status: "terminated" });
    expect(userAfter({ preboarding: true }, { preboarding: false })).toMatchObject({ preboarding: false });
    expect(userAfter({ preboarding: false }, { preboarding: true })).toMatchObject({ preboarding: false });
  });

  it("has every other field of a user from the approved state", () => {
    const changed = { email: "eve@acme.example", department: "Finance", title: "CFO", legalHold: true } as const;
    expect(userAfter({}, changed)).toMatchObject({
      email: "ada@acme.example",
      department: "Engineering",
      title: null,
      legalHold: false,
    });
  });

  it("keeps a user whom the tip removed, without access", () => {
    const given = company().grant("bob", "okta/crm");
    const tip = aModel().system("okta").user("ada").entitlement("okta/crm");
    expect(meet(given, tip).model.users.has(userId("bob"))).toBe(true);
    expect(held(given, tip, "bob")).toEqual([]);
    expect(meet(tip, given).model.users.has(userId("bob"))).toBe(false);
  });

  it("takes birthright access away with an attribute at the tip, and gives none", () => {
    const sales = (department: string) =>
      company()
        .user("ada", { department })
        .role("sales", ["okta/crm"], { birthright: selector({ department: "Sales" }) });
    expect(held(sales("Sales"), sales("Engineering"))).toEqual([]);
    expect(held(sales("Engineering"), sales("Sales"))).toEqual([]);
  });

  it("does not activate an eligible grant", () => {
    const eligible = company().grant("ada", "okta/crm", { eligible: true });
    const active = company().grant("ada", "okta/crm");
    expect(held(eligible, active)).toEqual([]);
    expect(held(active, eligible)).toEqual([]);
    expect(meet(eligible, eligible).index.byUser.get(userId("ada"))).toHaveLength(1);
  });

  it("has the systems, guards, policies and teams of the approved state", () => {
    const tip = company().system("okta", { mode: "observe", repair: ["membership.add"] });
    const approved = company();
    const { users: _, ...rest } = approved.build();
    expect(meet(approved, tip).model).toMatchObject(rest);
  });
});
