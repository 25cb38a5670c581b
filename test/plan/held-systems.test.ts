import { describe, expect, it } from "vitest";
import { refusalOf } from "../../src/apply/refusal.ts";
import { containable, withoutHeldSystems } from "../../src/plan/held-systems.ts";
import { heldBack } from "../../src/report/held-back.ts";
import { aModel, defaultGuards, type ModelBuilder, now, userId } from "../support/model.ts";
import { aGoogle, anOkta } from "../support/observed.ts";
import { idsOf, planFor } from "../support/planned.ts";
import type { GuardLimits, SystemId } from "../../src/model/documents.ts";

/** A leaver in both systems, and three members of an Okta group who lose it. */
function world(okta: Partial<GuardLimits> = {}, left = true): ModelBuilder {
  const model = aModel()
    .entitlement("okta/account")
    .entitlement("google/account")
    .entitlement("okta/crm")
    .user("eve", { status: left ? "terminated" : "active" })
    .user("lee", { status: left ? "on-leave" : "active" })
    .user("kim")
    .grant("kim", "okta/account")
    .grant("kim", "okta/crm")
    .grant("kim", "google/account")
    .grant("lee", "okta/account");
  for (const id of ["ada", "bob", "cid"]) model.user(id).grant(id, "okta/account");
  const system = model.build().systems.get("okta" as SystemId);
  if (system === undefined) throw new Error("no Okta");
  return model.system("okta", { ...system, guards: { ...defaultGuards, ...okta } });
}
const live = () => {
  const okta = anOkta().group("crm").account("eve").account("lee").account("kim");
  for (const id of ["ada", "bob", "cid"]) okta.account(id).member("crm", id);
  return [okta, aGoogle().account("eve")];
};
const held = (model: ModelBuilder) => {
  const plan = planFor(model, live(), { base: world({}, false) });
  return withoutHeldSystems(plan, containable(model.build(), now));
};
const tight: Partial<GuardLimits> = { removals: { count: 1, share: 1, floor: 10, allowance: 0 } };

describe("a guard that trips in one system", () => {
  it("holds the other writes of that system, not containment there and not the other system", () => {
    const { plan, held: left } = held(world(tight));
    expect(idsOf(plan).toSorted()).toEqual([
      "google:account.create:kim",
      "google:account.suspend:eve",
      "okta:account.suspend:eve",
      "okta:account.suspend:lee",
    ]);
    expect(left.map(({ operation, reason }) => `${operation.id}: ${reason}`).toSorted()).toEqual([
      "okta:membership.add:crm:kim: guard/removals holds the writes in okta.",
      "okta:membership.remove:crm:ada: guard/removals holds the writes in okta.",
      "okta:membership.remove:crm:bob: guard/removals holds the writes in okta.",
      "okta:membership.remove:crm:cid: guard/removals holds the writes in okta.",
    ]);
    expect(refusalOf(plan)).toBeNull();
    expect(heldBack(plan)).toMatchObject([{ code: "guard/removals", subject: { kind: "system", id: "okta" } }]);
    expect(plan.summary.remove).toBe(0);
  });

  it("changes nothing where no guard trips", () => {
    const model = world();
    const plan = planFor(model, live());
    expect(withoutHeldSystems(plan, containable(model.build(), now))).toEqual({ plan, held: [] });
    expect(plan.operations.length).toBeGreaterThan(4);
  });

  it("holds containment where the guard counts accounts", () => {
    const { plan } = held(world({ accounts: { count: 1 } }));
    expect(idsOf(plan).filter((id) => id.startsWith("okta:"))).toEqual([]);
    expect(idsOf(plan)).toContain("google:account.suspend:eve");
  });

  it("holds the suspension of a user who is neither terminated nor on leave", () => {
    const model = world(tight).user("zoe");
    const okta = live()[0]?.account("zoe");
    if (okta === undefined) throw new Error("no Okta");
    const plan = planFor(model, [okta, aGoogle().account("eve")]);
    expect(idsOf(plan)).toContain("okta:account.suspend:zoe");
    const rest = withoutHeldSystems(plan, containable(model.build(), now)).plan;
    expect(idsOf(rest)).not.toContain("okta:account.suspend:zoe");
    expect(idsOf(rest)).toContain("okta:account.suspend:eve");
  });

  it("never lets a protected user pass as a leaver", () => {
    const model = world();
    const built = model.build();
    const guarded = { ...built, organization: { ...built.organization, protected: [userId("eve")] } };
    const plan = planFor(model, live(), { with: () => guarded });
    const rest = withoutHeldSystems(plan, containable(guarded, now)).plan;
    expect(idsOf(rest)).toEqual(["okta:account.suspend:lee"]);
  });
});
