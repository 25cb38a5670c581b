import { describe, expect, it } from "vitest";
import { resolveAssignments } from "../../src/model/effective.ts";
import { what, who, why } from "../../src/model/queries.ts";
import { aModel, at, now, ref, selector, userId } from "../support/model.ts";

const world = aModel()
  .user("ada")
  .user("bob", { department: "Sales" })
  .entitlement("okta/git")
  .role("engineer", ["okta/git"], { birthright: selector({ department: "Engineering" }) })
  .grant("bob", "okta/git", { starts: at("2026-12-01T00:00:00Z"), expires: at("2026-12-02T00:00:00Z") });
const model = world.build();
const index = resolveAssignments(model);

describe("why, who and what", () => {
  it("why names the role's birthright line, and a grant that is still to come", () => {
    expect(why(model, index, userId("ada"), ref("okta/git"), now)).toMatchObject({
      holds: true,
      because: [{ kind: "birthright", role: "engineer", file: "access/roles/engineer.yaml", line: 5, through: [] }],
    });
    expect(why(model, index, userId("bob"), ref("okta/git"), now)).toMatchObject({
      holds: false,
      because: [],
      later: [{ kind: "grant", file: "access/grants/okta/git/bob.yaml", line: 1, until: "2026-12-02T00:00:00Z" }],
    });
  });

  it("who lists holders at the instant; with --all also later ones", () => {
    expect(who(model, index, ref("okta/git"), now).map(({ user }) => user)).toEqual(["ada"]);
    expect(who(model, index, ref("okta/git"), now, true).map(({ user, from }) => [user, from])).toEqual([
      ["ada", "2024-02-01T00:00:00Z"],
      ["bob", "2026-12-01T00:00:00Z"],
    ]);
    expect(who(model, index, ref("okta/git"), at("2026-12-01T12:00:00Z")).map(({ user }) => user)).toEqual([
      "ada",
      "bob",
    ]);
  });

  it("what gives the state and each entitlement with its tier", () => {
    expect(what(model, index, userId("ada"), now)).toMatchObject({
      state: "active",
      assignments: [{ entitlement: "okta/git", tier: "low", until: null }],
    });
  });
});
