import { describe, expect, it } from "vitest";
import type { Assignment } from "../../src/model/assignment.ts";
import { resolveAssignments } from "../../src/model/effective.ts";
import { howGiven, judgedPaths, openPaths, placeOfPaths, sinceWhen, subjectOf } from "../../src/policy/paths.ts";
import type { RuleContext, Subject } from "../../src/policy/rule.ts";
import { aModel, at, aUser, type ModelBuilder, now, selector, userId } from "../support/model.ts";

const world = () => aModel().user("ada").entitlement("okta/crm").role("sales", ["okta/crm"]);
const later = at("2027-01-01T00:00:00Z");

function held(builder: ModelBuilder): { assignment: Assignment; paths: Assignment["paths"]; file: string | undefined } {
  const model = builder.build();
  const assignment = resolveAssignments(model).byUser.get(userId("ada"))?.[0];
  if (assignment === undefined) throw new Error("ada holds nothing");
  const paths = openPaths(assignment, now);
  return { assignment, paths, file: placeOfPaths(paths, model)?.file };
}

describe("the paths of an assignment", () => {
  it("are open while they have not ended; eligible ones give nothing", () => {
    expect(held(world().grant("ada", "okta/crm", { expires: now + 1 })).paths).toHaveLength(1);
    expect(held(world().grant("ada", "okta/crm", { expires: now })).paths).toEqual([]);
    expect(held(world().grant("ada", "okta/crm", { starts: later })).paths).toHaveLength(1);
    expect(held(world().grant("ada", "okta/crm", { eligible: true })).paths).toEqual([]);
  });

  it("are described by the role or grant, a grant first", () => {
    const byRight = () =>
      aModel()
        .user("ada")
        .entitlement("okta/crm")
        .role("all", ["okta/crm"], { birthright: selector({}) });
    expect(howGiven(held(byRight()).paths)).toBe("through the birthright role all");
    expect(howGiven(held(byRight().grant("ada", "okta/crm")).paths)).toBe("through a direct grant");
    expect(howGiven(held(world().grant("ada", "role:sales")).paths)).toBe("through a grant of the role sales");
  });

  it("stand at the first grant in path order, else at the role", () => {
    const both = world().grant("ada", "role:sales").grant("ada", "okta/crm");
    expect(held(both).file).toBe("access/grants/okta/crm/ada.yaml");
    const byRight = world().role("all", ["okta/crm"], { birthright: selector({}) });
    expect(held(byRight).file).toBe("access/roles/all.yaml");
  });

  it("are judged without those of an excepted role, and without none for a grant", () => {
    const { assignment } = held(world().grant("ada", "role:sales").grant("ada", "okta/crm"));
    const judged = (isExcepted: (subject: Subject) => boolean) =>
      judgedPaths(assignment, aUser("ada"), { at: now, isExcepted } as RuleContext).map(({ role }) => role);
    expect(judged(({ role }) => role === "sales")).toEqual([null]);
    expect(judged((subject) => !("role" in subject))).toEqual(["sales"]);
    expect(judged(({ user, entitlement }) => user?.id === "ada" && entitlement === "okta/crm")).toEqual([]);
  });

  it("name a start only if it is later", () => {
    expect(sinceWhen(held(world().grant("ada", "okta/crm", { starts: later })).paths, now, "UTC")).toBe(
      " starting 2027-01-01",
    );
    expect(sinceWhen(held(world().grant("ada", "okta/crm", { starts: now })).paths, now, "UTC")).toBe("");
    expect(sinceWhen(held(world().grant("ada", "okta/crm")).paths, now, "UTC")).toBe("");
  });

  it("name the earliest of several later starts", () => {
    const twice = world()
      .grant("ada", "okta/crm", { starts: later + 1000 })
      .grant("ada", "role:sales", { starts: later });
    expect(sinceWhen(held(twice).paths, now, "UTC")).toBe(" starting 2027-01-01");
    // One of the paths already gives the entitlement.
    const since = world().grant("ada", "okta/crm").grant("ada", "role:sales", { starts: later });
    expect(sinceWhen(held(since).paths, now, "UTC")).toBe("");
  });

  it("stand at the first file in path order, in whatever order they are found", () => {
    const { paths } = held(world().grant("ada", "role:sales").grant("ada", "okta/crm"));
    const model = world().build();
    const first = { file: "access/grants/okta/crm/ada.yaml", field: [] };
    expect(placeOfPaths(paths, model)).toEqual(first);
    expect(placeOfPaths(paths.toReversed(), model)).toEqual(first);
  });

  it("are about a role where it alone gives the entitlement", () => {
    const subject = (builder: ModelBuilder) => {
      const { assignment, paths } = held(builder);
      return subjectOf(aUser("ada"), assignment, paths).role;
    };
    expect(subject(world().grant("ada", "role:sales"))).toBe("sales");
    expect(subject(world().grant("ada", "okta/crm"))).toBeUndefined();
    expect(subject(world().grant("ada", "role:sales").grant("ada", "okta/crm"))).toBeUndefined();
  });

  it("are about no role where two give the entitlement", () => {
    const { assignment, paths } = held(
      world().role("support", ["okta/crm"]).grant("ada", "role:sales").grant("ada", "role:support"),
    );
    expect(subjectOf(aUser("ada"), assignment, paths)).not.toHaveProperty("role");
    expect(subjectOf(aUser("ada"), assignment, paths.slice(0, 1))).toMatchObject({ role: "sales" });
  });

  it("stand at the first role in path order, and nowhere where there is neither a grant nor a role", () => {
    const two = world()
      .role("zeal", ["okta/crm"], { birthright: selector({}) })
      .role("all", ["okta/crm"], { birthright: selector({}) });
    expect(held(two).file).toBe("access/roles/all.yaml");
    expect(placeOfPaths([], aModel().build())).toBeNull();
    expect(howGiven([])).toBe("");
  });
});
