import { describe, expect, it } from "vitest";
import type { GrantTarget, RoleId } from "../../src/model/documents.ts";
import { parseDuration } from "../../src/model/duration.ts";
import { resolveAssignments } from "../../src/model/effective.ts";
import { latestEnd, requestability, requestableByAnyUser, requestableFor } from "../../src/request/requestable.ts";
import { aModel, at, type ModelBuilder, now, ref, selector, userId } from "../support/model.ts";

const entitlement = (text: string): GrantTarget => ({ kind: "entitlement", entitlement: ref(text) });
const role = (id: string): GrantTarget => ({ kind: "role", role: id as RoleId });

function requested(builder: ModelBuilder, target: GrantTarget, user = "ada", instant = now) {
  const model = builder.build();
  const found = model.users.get(userId(user));
  if (found === undefined) throw new Error(`no ${user}`);
  return requestability(target, found, { model, index: resolveAssignments(model), at: instant });
}

const why = (...scenario: Parameters<typeof requested>): string | undefined => {
  const answer = requested(...scenario);
  return answer.kind === "refused" ? answer.why : undefined;
};

function option(...scenario: Parameters<typeof requested>) {
  const answer = requested(...scenario);
  if (answer.kind === "refused") throw new Error(answer.why);
  return answer.option;
}

describe("an entitlement", () => {
  it("is requestable with its tier, owners and longest duration", () => {
    const scenario = aModel()
      .user("ada")
      .entitlement("okta/crm", { tier: "high", maxDuration: parseDuration("P30D") ?? null });
    expect(option(scenario, entitlement("okta/crm"))).toMatchObject({
      name: "okta/crm",
      tier: "high",
      longest: { text: "P30D" },
      needsEnd: true,
      owners: [{ kind: "team", name: "@acme/security" }],
    });
  });

  it("needs no end with a low tier, or with a high tier and standing access", () => {
    const scenario = aModel()
      .user("ada")
      .entitlement("okta/crm")
      .entitlement("okta/root", { tier: "critical", standing: true });
    expect(option(scenario, entitlement("okta/crm")).needsEnd).toBe(false);
    expect(option(scenario, entitlement("okta/root")).needsEnd).toBe(false);
  });

  it("inherits the longest duration of its tier", () => {
    const scenario = aModel().user("ada").entitlement("okta/root", { tier: "critical" });
    const model = scenario.build();
    expect(option(scenario, entitlement("okta/root")).longest).toEqual(model.approvals.tiers.critical.maxDuration);
  });

  it("is not requestable when it is closed, retired or unknown", () => {
    const scenario = aModel()
      .user("ada")
      .entitlement("okta/crm", { requestable: false })
      .entitlement("okta/old", { status: "retired" });
    expect(why(scenario, entitlement("okta/crm"))).toBe("okta/crm is not requestable.");
    expect(why(scenario, entitlement("okta/old"))).toBe("okta/old is retired and is not requestable.");
    expect(why(scenario, entitlement("okta/none"))).toBe("The entitlement okta/none does not exist.");
  });

  it("is requestable only for its department", () => {
    const scenario = aModel()
      .user("ada", { department: "Sales" })
      .user("bob", { department: "Finance" })
      .entitlement("okta/erp", { requestable: selector({ department: ["Finance"] }) });
    expect(why(scenario, entitlement("okta/erp"))).toBe(
      "okta/erp is only requestable for users with department Finance; ada does not match.",
    );
    expect(why(scenario, entitlement("okta/erp"), "bob")).toBeUndefined();
  });

  it("is not requestable while it is held without an end", () => {
    const scenario = aModel().user("ada").entitlement("okta/crm").grant("ada", "okta/crm");
    expect(why(scenario, entitlement("okta/crm"))).toBe(
      "access/grants/okta/crm/ada.yaml already grants okta/crm to ada, without expiry. Edit this file to change its times.",
    );
  });

  it("is renewable while it is held until a date, with a new end", () => {
    const expires = at("2026-12-01T00:00:00Z");
    const scenario = aModel().user("ada").entitlement("okta/crm").grant("ada", "okta/crm", { expires });
    expect(option(scenario, entitlement("okta/crm"))).toMatchObject({ renews: expires, needsEnd: true });
    expect(why(scenario, entitlement("okta/crm"), "ada", expires)).toBeUndefined();
    expect(option(aModel().user("ada").entitlement("okta/crm"), entitlement("okta/crm")).renews).toBeNull();
  });

  it("is not renewable where another path gives it for longer", () => {
    const scenario = aModel()
      .user("ada")
      .entitlement("okta/crm")
      .role("sales", ["okta/crm"])
      .grant("ada", "okta/crm", { expires: at("2026-12-01T00:00:00Z") })
      .grant("ada", "role:sales");
    expect(why(scenario, entitlement("okta/crm"))).toMatch(/already grants okta\/crm to ada/);
  });

  it("is not renewable before its start, and where the grant is only eligible", () => {
    const expires = at("2027-12-01T00:00:00Z");
    for (const changes of [
      { starts: at("2027-01-01T00:00:00Z"), expires },
      { eligible: true, expires },
    ]) {
      const scenario = aModel().user("ada").entitlement("okta/crm").grant("ada", "okta/crm", changes);
      expect(why(scenario, entitlement("okta/crm"))).toMatch(/already grants okta\/crm to ada, until 2027-12-01/);
    }
  });
});

describe("a grant", () => {
  it("counts as held before its start, and when it is only eligible", () => {
    const scenario = aModel()
      .user("ada")
      .entitlement("okta/crm")
      .entitlement("okta/wiki")
      .grant("ada", "okta/crm", { starts: at("2027-01-01T00:00:00Z") })
      .grant("ada", "okta/wiki", { eligible: true });
    expect(why(scenario, entitlement("okta/crm"))).toMatch(/already grants .*, without expiry\. Edit this file/);
    expect(why(scenario, entitlement("okta/wiki"))).toMatch(/already grants .*, without expiry\. Edit this file/);
  });

  it("makes the entitlements of its role not requestable", () => {
    const scenario = aModel()
      .user("ada")
      .entitlement("okta/crm")
      .role("sales", ["okta/crm"])
      .grant("ada", "role:sales");
    expect(why(scenario, entitlement("okta/crm"))).toBe("ada already holds okta/crm, without expiry.");
  });
});

describe("a role", () => {
  it("has the highest tier and the shortest limit of its entitlements", () => {
    const scenario = aModel()
      .user("ada")
      .entitlement("okta/crm", { maxDuration: parseDuration("P10D") ?? null })
      .entitlement("okta/root", { tier: "high", maxDuration: parseDuration("P2D") ?? null })
      .role("on-call", ["okta/crm", "okta/root"]);
    expect(option(scenario, role("on-call"))).toMatchObject({
      name: "role:on-call",
      tier: "high",
      longest: { text: "P2D" },
      needsEnd: true,
    });
  });

  it("is not requestable when it is a birthright", () => {
    const scenario = aModel()
      .user("ada", { department: "Sales" })
      .role("engineer", [], { birthright: selector({ department: "Engineering" }) });
    expect(why(scenario, role("engineer"))).toMatch(/is a birthright and is not requestable/);
  });

  it("is not requestable for a kind of user that it does not allow", () => {
    const scenario = aModel()
      .user("ada", { kind: "contractor" })
      .user("bob")
      .role("on-call", [], { allowKinds: ["employee"] });
    expect(why(scenario, role("on-call"))).toBe(
      "The role on-call is only for users of kind employee; ada is of kind contractor.",
    );
    expect(why(scenario, role("on-call"), "bob")).toBeUndefined();
  });

  it("is not requestable when it is held through another role", () => {
    const scenario = aModel()
      .user("ada")
      .user("bob")
      .role("on-call", [])
      .role("lead", [], { includes: ["on-call" as RoleId] })
      .grant("ada", "role:lead");
    expect(why(scenario, role("on-call"))).toBe("ada already holds role:on-call, without expiry.");
    // An eligible role gives no access before its activation.
    const eligible = scenario.grant("bob", "role:lead", { eligible: true });
    expect(why(eligible, role("on-call"), "bob")).toBeUndefined();
  });
});

describe("a requester", () => {
  const crm = entitlement("okta/crm");

  it("may request access before the start, but not on leave or after leaving", () => {
    const scenario = aModel()
      .user("left", { status: "terminated" })
      .user("away", { status: "on-leave" })
      .user("ended", { end: at("2026-11-01T00:00:00Z") })
      .user("coming", { start: at("2027-01-01T00:00:00Z") })
      .entitlement("okta/crm");
    expect(why(scenario, crm, "left")).toBe("left has left and cannot get access.");
    expect(why(scenario, crm, "ended")).toBe("ended has left and cannot get access.");
    expect(why(scenario, crm, "away")).toBe(
      "away is on leave and cannot get access. Request it again after the leave.",
    );
    expect(why(scenario, crm, "coming")).toBeUndefined();
  });

  it("needs an end with a contract, at the latest the end of the contract", () => {
    const end = at("2026-11-23T00:00:00Z");
    const scenario = aModel()
      .user("ada", { kind: "contractor", end })
      .entitlement("okta/crm", { maxDuration: parseDuration("P30D") ?? null });
    const user = scenario.build().users.get(userId("ada"));
    const found = option(scenario, crm);
    expect(found.needsEnd).toBe(true);
    expect(user === undefined ? undefined : latestEnd(found, user, now)).toBe(end);
    expect(user === undefined ? undefined : latestEnd(found, { ...user, end: null }, now)).toBe(now + 30 * 86_400_000);
    expect(user === undefined ? undefined : latestEnd({ ...found, longest: null }, user, now)).toBe(end);
    expect(
      user === undefined ? undefined : latestEnd({ ...found, longest: null }, { ...user, end: null }, now),
    ).toBeNull();
  });

  it("gets all requestable targets, ordered by name", () => {
    const model = aModel()
      .user("ada")
      .entitlement("okta/wiki")
      .entitlement("okta/crm")
      .entitlement("okta/held")
      .entitlement("okta/closed", { requestable: false })
      .role("on-call", [])
      .grant("ada", "okta/held")
      .build();
    const user = model.users.get(userId("ada"));
    const index = resolveAssignments(model);
    expect(user === undefined ? [] : requestableFor(user, { model, index, at: now }).map(({ name }) => name)).toEqual([
      "okta/crm",
      "okta/wiki",
      "role:on-call",
    ]);
    expect(requestableByAnyUser({ model, index }).map(({ name }) => name)).toEqual([
      "okta/crm",
      "okta/held",
      "okta/wiki",
      "role:on-call",
    ]);
  });
});
