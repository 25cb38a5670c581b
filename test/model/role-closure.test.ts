import { describe, expect, it } from "vitest";
import type { AccessModel, RoleId } from "../../src/model/documents.ts";
import { resolveAssignments } from "../../src/model/effective.ts";
import { closeRoles } from "../../src/model/role-closure.ts";
import { aModel, ref, userId } from "../support/model.ts";

const role = (number: number): RoleId => `r${String(number).padStart(4, "0")}` as RoleId;

/** Roles that each include all later ones: role n has 2^(n-1) routes to the last. Each gives one entitlement of its own. */
function crossing(count: number): AccessModel {
  const world = aModel().user("ada");
  for (let number = 0; number < count; number += 1) {
    world.entitlement(`okta/e${number}`);
    const includes = Array.from({ length: count - number - 1 }, (_, later) => role(number + later + 1));
    world.role(role(number), [`okta/e${number}`], { includes });
  }
  return world.grant("ada", `role:${role(0)}`).build();
}

/** A chain of diamonds: each top reaches the next by `width` roles in between. */
function diamonds(length: number, width: number): AccessModel {
  const world = aModel().user("ada").entitlement("okta/wiki");
  const middle = (top: number, side: number): RoleId => `m${top}-${side}` as RoleId;
  for (let top = 0; top < length; top += 1) {
    const sides = Array.from({ length: width }, (_, side) => middle(top, side));
    world.role(role(top), [], { includes: sides });
    for (const side of sides) world.role(side, [], { includes: [role(top + 1)] });
  }
  return world
    .role(role(length), ["okta/wiki"])
    .grant("ada", `role:${role(0)}`)
    .build();
}

describe("closeRoles", () => {
  it("follows included roles in the order of their ids, whatever the order in the file", () => {
    const include = (...ids: readonly string[]) =>
      closeRoles(
        aModel()
          .role("a", [])
          .role("b", [])
          .role("c", [], { impliedBy: ["top" as RoleId] })
          .role("top", [], { includes: ids as RoleId[] })
          .build(),
      )
        .rolesOf("top" as RoleId)
        .map(({ role: reached }) => reached);
    expect(include("b", "a")).toEqual(["top", "a", "b", "c"]);
    expect(include("a", "b")).toEqual(["top", "a", "b", "c"]);
  });

  it.each([240, 1000])("resolves %d roles that each include all later ones", (count) => {
    const model = crossing(count);
    const closure = closeRoles(model);
    for (const position of [0, 1, Math.floor(count / 2), count - 1]) {
      const id = role(position);
      const reached = closure.rolesOf(id);
      expect(new Set(reached.map((one) => one.role)).size).toBe(count - position);
      // The shortest route to each, and at most 1,000 others.
      expect(reached.length).toBeLessThanOrEqual(count - position + 1000);
      expect(new Set(closure.entitlementsOf(id).map(({ entitlement }) => entitlement)).size).toBe(count - position);
    }
    expect(resolveAssignments(model).byUser.get(userId("ada"))).toHaveLength(count);
  });

  it("reads what a role gives once for each route that is kept", () => {
    const model = crossing(240);
    let reads = 0;
    const roles = new Map(
      [...model.roles].map(([id, one]) => [
        id,
        new Proxy(one, {
          get: (target, field) => {
            if (field === "entitlements") reads += 1;
            return Reflect.get(target, field) as unknown;
          },
        }),
      ]),
    );
    closeRoles({ ...model, roles }).entitlementsOf(role(0));
    expect(reads).toBeLessThanOrEqual(240 + 1000);
  });

  it("keeps the shortest route to a role first, and at most eight routes to one role", () => {
    const routes = closeRoles(diamonds(1, 20))
      .rolesOf(role(0))
      .filter((reached) => reached.role === role(1));
    expect(routes).toHaveLength(8);
    const closure = closeRoles(crossing(5));
    expect(closure.rolesOf(role(0)).find((reached) => reached.role === role(4))?.through).toEqual([role(4)]);
  });

  it("reaches the end of diamonds although the routes that may be kept run out on the way", () => {
    const model = diamonds(100, 10);
    const closure = closeRoles(model);
    expect(new Set(closure.rolesOf(role(0)).map((reached) => reached.role)).size).toBe(model.roles.size);
    expect(closure.entitlementsOf(role(0)).map(({ entitlement }) => entitlement)).toContain("okta/wiki");
    expect(
      resolveAssignments(model)
        .byUser.get(userId("ada"))
        ?.map(({ entitlement }) => entitlement),
    ).toEqual([ref("okta/wiki")]);
  });

  it("keeps at most eight direct routes to an entitlement, and a direct one next to eight through nesting", () => {
    const world = aModel()
      .user("ada")
      .entitlement("okta/inner")
      .entitlement("okta/outer", { nests: [ref("okta/inner")] });
    const many = Array.from({ length: 20 }, (_, number) => role(number));
    for (const id of many) world.role(id, ["okta/inner"]);
    world.role("z-last", ["okta/outer"]);
    world.role("top", [], { includes: [...many, "z-last" as RoleId] });
    const given = closeRoles(world.build()).entitlementsOf("top" as RoleId);
    const count = (name: string, nested: boolean) =>
      given.filter((one) => one.entitlement === name && one.nested === nested).length;
    expect(count("okta/inner", false)).toBe(8);
    expect(count("okta/outer", true)).toBe(8);
    expect(count("okta/outer", false)).toBe(1);
  });
});
