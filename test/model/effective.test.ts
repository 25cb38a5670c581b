import { describe, expect, it } from "vitest";
import { heldAt, intervalsOf, nextBoundary, resolveAssignments } from "../../src/model/effective.ts";
import { formatBound } from "../../src/model/instant.ts";
import type { RoleId } from "../../src/model/documents.ts";
import { aModel, at, type ModelBuilder, now, ref, selector, userId } from "../support/model.ts";

const role = (id: string): RoleId => id as RoleId;

function held(world: ModelBuilder, user: string, when = now): string[] {
  const index = resolveAssignments(world.build());
  return (index.byUser.get(userId(user)) ?? [])
    .filter((assignment) => heldAt(assignment, when))
    .map(({ entitlement }) => entitlement);
}

describe("effective assignments", () => {
  it("include a birthright role's entitlements only for users that its selector matches", () => {
    const world = aModel()
      .user("ada")
      .user("bob", { department: "Sales" })
      .entitlement("okta/git")
      .role("engineer", ["okta/git"], { birthright: selector({ department: ["Engineering"], kind: ["employee"] }) });
    expect(held(world, "ada")).toEqual(["okta/git"]);
    expect(held(world, "bob")).toEqual([]);
  });

  it("follow `not`, which negates the selector under it", () => {
    const world = aModel()
      .user("ada", { location: "Berlin" })
      .user("bob", { location: "Lisbon" })
      .entitlement("okta/git")
      .role("elsewhere", ["okta/git"], {
        birthright: selector({ kind: "employee" }, selector({ location: "Berlin" })),
      });
    expect(held(world, "ada")).toEqual([]);
    expect(held(world, "bob")).toEqual(["okta/git"]);
  });

  it("have only grants for a service account, and no birthright roles", () => {
    const world = aModel()
      .user("robot", { kind: "service" })
      .entitlement("okta/git")
      .entitlement("okta/crm")
      .role("all", ["okta/git"], { birthright: selector({}) })
      .grant("robot", "okta/crm");
    expect(held(world, "robot")).toEqual(["okta/crm"]);
  });

  it("give a senior role the entitlements of its junior roles, through `includes` and `impliedBy`", () => {
    const world = aModel()
      .user("ada")
      .entitlement("okta/a")
      .entitlement("okta/b")
      .entitlement("okta/c")
      .role("junior", ["okta/a"])
      .role("implied", ["okta/b"], { impliedBy: [role("senior")] })
      .role("senior", ["okta/c"], { includes: [role("junior")] })
      .grant("ada", "role:senior");
    expect(held(world, "ada")).toEqual(["okta/a", "okta/b", "okta/c"]);
    const paths = resolveAssignments(world.build()).byUser.get(userId("ada"))?.[0]?.paths;
    expect(paths?.map(({ through }) => through)).toEqual([["junior"]]);
  });

  it("show both routes of a diamond of inclusions", () => {
    const world = aModel()
      .user("ada")
      .entitlement("okta/a")
      .role("base", ["okta/a"])
      .role("left", [], { includes: [role("base")] })
      .role("right", [], { includes: [role("base")] })
      .role("top", [], { includes: [role("left"), role("right")] })
      .grant("ada", "role:top");
    const [assignment] = resolveAssignments(world.build()).byUser.get(userId("ada")) ?? [];
    expect(assignment?.paths.map(({ through }) => through)).toEqual([
      ["left", "base"],
      ["right", "base"],
    ]);
  });

  it("give members of a nested group the outer group, with the group in between", () => {
    const world = aModel()
      .user("ada")
      .entitlement("google/backend")
      .entitlement("google/all", { nests: [ref("google/backend")] })
      .grant("ada", "google/backend");
    const assignments = resolveAssignments(world.build()).byUser.get(userId("ada")) ?? [];
    expect(assignments.map(({ entitlement, paths }) => [entitlement, paths[0]?.through, paths[0]?.nested])).toEqual([
      ["google/all", ["google/backend"], true],
      ["google/backend", [], false],
    ]);
  });

  it("start at the later of the user's and the grant's start and end at the earlier end", () => {
    const world = aModel()
      .user("ada", { start: at("2026-12-01T00:00:00Z"), end: at("2027-01-01T00:00:00Z") })
      .entitlement("okta/a")
      .grant("ada", "okta/a", { starts: at("2026-11-01T00:00:00Z"), expires: at("2027-06-01T00:00:00Z") });
    const [assignment] = resolveAssignments(world.build()).byUser.get(userId("ada")) ?? [];
    expect(
      assignment && intervalsOf(assignment).map(({ from, until }) => [formatBound(from), formatBound(until)]),
    ).toEqual([["2026-12-01T00:00:00Z", "2027-01-01T00:00:00Z"]]);
  });

  it("end exactly at the written end: half-open", () => {
    const world = aModel().user("ada").entitlement("okta/a").grant("ada", "okta/a", { expires: now });
    expect(held(world, "ada", now - 1)).toEqual(["okta/a"]);
    expect(held(world, "ada", now)).toEqual([]);
  });

  it("withhold high and critical access on leave and keep the rest; a return gives it back", () => {
    const world = aModel()
      .user("ada", { status: "on-leave" })
      .entitlement("okta/low")
      .entitlement("okta/high", { tier: "high" })
      .grant("ada", "okta/low")
      .grant("ada", "okta/high");
    expect(held(world, "ada")).toEqual(["okta/low"]);
    const returned = resolveAssignments(world.build(), { asIfReturned: true }).byUser.get(userId("ada"));
    expect(returned?.map(({ entitlement }) => entitlement)).toEqual(["okta/high", "okta/low"]);
  });

  it("are none for a terminated user, even with remaining grants", () => {
    const world = aModel().user("ada", { status: "terminated" }).entitlement("okta/a").grant("ada", "okta/a");
    expect(held(world, "ada")).toEqual([]);
  });

  it("are none for a retired entitlement, and for an eligible grant alone", () => {
    const world = aModel()
      .user("ada")
      .entitlement("okta/old", { status: "retired" })
      .entitlement("okta/jit")
      .grant("ada", "okta/old")
      .grant("ada", "okta/jit", { eligible: true });
    expect(held(world, "ada")).toEqual([]);
  });

  it("show every route through nested groups, each from the granted one to the last group in between", () => {
    const world = aModel()
      .user("ada")
      .entitlement("google/team")
      .entitlement("google/left", { nests: [ref("google/team")] })
      .entitlement("google/right", { nests: [ref("google/team")] })
      .entitlement("google/outer", { nests: [ref("google/left"), ref("google/right")] })
      .grant("ada", "google/team");
    const assignments = resolveAssignments(world.build()).byUser.get(userId("ada")) ?? [];
    const outer = assignments.find(({ entitlement }) => entitlement === "google/outer");
    expect(outer?.paths.map(({ through }) => through)).toEqual([
      ["google/team", "google/left"],
      ["google/team", "google/right"],
    ]);
  });

  it("do not pass through a retired group in between", () => {
    const world = aModel()
      .user("ada")
      .entitlement("google/team")
      .entitlement("google/middle", { nests: [ref("google/team")], status: "retired" })
      .entitlement("google/outer", { nests: [ref("google/middle")] })
      .grant("ada", "google/team");
    expect(held(world, "ada")).toEqual(["google/team"]);
  });

  it("are none for an employment that ends before it starts", () => {
    const world = aModel()
      .user("ada", { start: at("2027-01-01T00:00:00Z"), end: at("2026-12-01T00:00:00Z") })
      .entitlement("okta/a")
      .role("everyone", ["okta/a"], { birthright: selector({}) });
    expect(resolveAssignments(world.build()).byUser.get(userId("ada"))).toEqual([]);
  });

  it("limit the routes of a ladder of diamonds, and reach every role", () => {
    const world = aModel().user("ada").entitlement("okta/end").grant("ada", "role:top-0");
    const rungs = 30;
    for (let rung = 0; rung < rungs; rung += 1) {
      world
        .role(`top-${rung}`, [], { includes: [role(`left-${rung}`), role(`right-${rung}`)] })
        .role(`left-${rung}`, [], { includes: [role(`top-${rung + 1}`)] })
        .role(`right-${rung}`, [], { includes: [role(`top-${rung + 1}`)] });
    }
    world.role(`top-${rungs}`, ["okta/end"]);
    const [assignment] = resolveAssignments(world.build()).byUser.get(userId("ada")) ?? [];
    expect(assignment?.paths).toHaveLength(8);
  });

  it("have the next boundary that changes a user's access", () => {
    const december = at("2026-12-01T00:00:00Z");
    const january = at("2027-01-01T00:00:00Z");
    const world = aModel()
      .user("ada")
      .entitlement("okta/a")
      .entitlement("okta/b")
      .role("lead", ["okta/a"])
      // Covered by the role until January, and an eligible grant of okta/b that gives nothing by itself.
      .grant("ada", "okta/a", { expires: december })
      .grant("ada", "role:lead", { expires: january })
      .grant("ada", "okta/b", { eligible: true, expires: december });
    const index = resolveAssignments(world.build());
    expect(nextBoundary(index, now)).toBe(january);
    expect(nextBoundary(index, january)).toBeNull();
  });

  it("have the next start or end", () => {
    const world = aModel()
      .user("ada")
      .entitlement("okta/a")
      .entitlement("okta/b")
      .grant("ada", "okta/a", { expires: at("2026-12-24T00:00:00Z") })
      .grant("ada", "okta/b", { starts: at("2026-12-01T00:00:00Z") });
    expect(formatBound(nextBoundary(resolveAssignments(world.build()), now))).toBe("2026-12-01T00:00:00Z");
    const other = aModel()
      .user("ada")
      .entitlement("okta/a")
      .entitlement("okta/b")
      .grant("ada", "okta/a", { expires: at("2026-12-01T00:00:00Z") })
      .grant("ada", "okta/b", { starts: at("2026-12-24T00:00:00Z") });
    expect(formatBound(nextBoundary(resolveAssignments(other.build()), now))).toBe("2026-12-01T00:00:00Z");
    // An open start and an open end are not boundaries, at any instant.
    const open = aModel().user("ada", { start: null }).entitlement("okta/a").grant("ada", "okta/a");
    expect(nextBoundary(resolveAssignments(open.build()), -1)).toBeNull();
  });
});
