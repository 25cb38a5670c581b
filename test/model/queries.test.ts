import { describe, expect, it } from "vitest";
import { resolveModel } from "../../src/model/resolved-model.ts";
import { answerPath, what, who, why } from "../../src/model/queries.ts";
import type { AssignmentPath } from "../../src/model/assignment.ts";
import { aModel, at, now, ref, selector, userId } from "../support/model.ts";

const world = aModel()
  .user("ada")
  .user("bob", { department: "Sales" })
  .entitlement("okta/git")
  .role("engineer", ["okta/git"], { birthright: selector({ department: "Engineering" }) })
  .grant("bob", "okta/git", { starts: at("2026-12-01T00:00:00Z"), expires: at("2026-12-02T00:00:00Z") });
const model = world.build();
const resolved = resolveModel(model, now);

describe("why, who and what", () => {
  it("name the role's birthright line, and a later grant (why)", () => {
    expect(why(resolved, userId("ada"), ref("okta/git"))).toMatchObject({
      holds: true,
      because: [{ kind: "birthright", role: "engineer", file: "access/roles/engineer.yaml", line: 5, through: [] }],
    });
    expect(why(resolved, userId("bob"), ref("okta/git"))).toMatchObject({
      holds: false,
      because: [],
      later: [{ kind: "grant", file: "access/grants/okta/git/bob.yaml", line: 1, until: "2026-12-02T00:00:00Z" }],
    });
  });

  it("list holders at the instant, with --all also later ones (who)", () => {
    expect(who(resolved, ref("okta/git")).map(({ user }) => user)).toEqual(["ada"]);
    expect(who(resolved, ref("okta/git"), true).map(({ user, from }) => [user, from])).toEqual([
      ["ada", "2024-02-01T00:00:00Z"],
      ["bob", "2026-12-01T00:00:00Z"],
    ]);
    expect(who({ ...resolved, at: at("2026-12-01T12:00:00Z") }, ref("okta/git")).map(({ user }) => user)).toEqual([
      "ada",
      "bob",
    ]);
  });

  it("give the state and each entitlement with its tier (what)", () => {
    expect(what(resolved, userId("ada"))).toMatchObject({
      state: "active",
      assignments: [{ entitlement: "okta/git", tier: "low", until: null }],
    });
  });
});

describe("answers about a user with several grants", () => {
  const december = at("2026-12-01T00:00:00Z");
  const january = at("2027-01-01T00:00:00Z");
  const february = at("2027-02-01T00:00:00Z");
  const vpn = ref("okta/vpn");
  const grantFile = "access/grants/okta/vpn/zoe.yaml";
  const several = aModel()
    .user("zoe", { start: null })
    .user("ada", { start: null })
    .user("mia", { start: null })
    .user("nobody")
    .entitlement("okta/vpn", { tier: "high" })
    .entitlement("okta/wiki")
    .role("remote", ["okta/vpn"])
    .role("visitor", ["okta/vpn"])
    .role("stand-in", ["okta/vpn"])
    .role("former", ["okta/vpn"])
    .grant("ada", "okta/vpn")
    .grant("mia", "okta/vpn")
    .grant("zoe", "okta/wiki")
    .grant("zoe", "okta/vpn", { starts: now - 1, expires: december })
    .grant("zoe", "role:remote", { starts: january, expires: february })
    .grant("zoe", "role:stand-in", { starts: january, eligible: true })
    .grant("zoe", "role:former", { starts: now - 10, expires: now - 5 })
    .build();
  const all = resolveModel(several, now);
  const files = (paths: readonly { readonly file: string }[]) => paths.map(({ file }) => file);

  it("separate present from later access, and omit past and eligible access (why)", () => {
    const answer = why(all, userId("zoe"), vpn);
    expect(answer.holds).toBe(true);
    expect(files(answer.because)).toEqual([grantFile]);
    expect(files(answer.later)).toEqual(["access/grants/roles/remote/zoe.yaml"]);
    // At the instant of its start a path is in effect, and is not a later one.
    expect(why({ ...all, at: january }, userId("zoe"), vpn).later).toEqual([]);
  });

  it("cover only the requested entitlement, and are negative for a user without it (why)", () => {
    expect(files(why(all, userId("zoe"), ref("okta/wiki")).because)).toEqual(["access/grants/okta/wiki/zoe.yaml"]);
    const nothing = { holds: false, because: [], later: [] };
    expect(why(all, userId("nobody"), vpn)).toEqual(nothing);
    expect(why(all, userId("unknown"), vpn)).toEqual(nothing);
  });

  it("list holders by id, each interval with its paths (who)", () => {
    expect(who(all, vpn).map(({ user }) => user)).toEqual(["ada", "mia", "zoe"]);
    expect(who(all, ref("okta/wiki")).map(({ user }) => user)).toEqual(["zoe"]);
    const stretches = who(all, vpn, true).filter(({ user }) => user === "zoe");
    expect(stretches.map(({ until, because }) => [until, files(because)])).toEqual([
      ["2026-12-01T00:00:00Z", [grantFile]],
      ["2027-02-01T00:00:00Z", ["access/grants/roles/remote/zoe.yaml"]],
    ]);
  });

  it("name only the present grant where another one follows without a gap", () => {
    const renewed = aModel()
      .user("ada")
      .entitlement("okta/vpn")
      .role("remote", ["okta/vpn"])
      .grant("ada", "okta/vpn", { expires: december })
      .grant("ada", "role:remote", { starts: december, expires: january })
      .build();
    const rows = who(resolveModel(renewed, now), vpn);
    expect(rows).toMatchObject([{ until: "2027-01-01T00:00:00Z" }]);
    expect(files(rows[0]?.because ?? [])).toEqual(["access/grants/okta/vpn/ada.yaml"]);
    // For a later interval, every path is named.
    const ahead = who(resolveModel(renewed, at("2020-01-01T00:00:00Z")), vpn, true);
    expect(files(ahead[0]?.because ?? [])).toHaveLength(2);
  });

  it("omit later access unless requested, and treat an unknown user as a leaver (what)", () => {
    const held = (user: string, later?: boolean) =>
      what(all, userId(user), later).assignments.map(({ entitlement, until }) => [entitlement, until]);
    const today = [
      ["okta/vpn", "2026-12-01T00:00:00Z"],
      ["okta/wiki", null],
    ];
    expect(held("zoe")).toEqual(today);
    expect(held("zoe", true)).toEqual([today[0], ["okta/vpn", "2027-02-01T00:00:00Z"], today[1]]);
    expect(what(all, userId("unknown"))).toEqual({ state: "terminated", assignments: [] });
  });

  it("have no role for a path without one, and no file for a missing role", () => {
    const path: AssignmentPath = {
      kind: "birthright",
      role: null,
      grant: null,
      through: [],
      nested: false,
      eligible: false,
      interval: { from: null, until: null },
    };
    expect(answerPath(path, several)).toEqual({
      kind: "birthright",
      file: "",
      line: 1,
      from: null,
      until: null,
      through: [],
    });
    expect(answerPath({ ...path, role: "gone" as never }, several)).toMatchObject({ role: "gone", file: "", line: 1 });
  });
});
