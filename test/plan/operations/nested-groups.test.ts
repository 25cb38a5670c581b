import { describe, expect, it } from "vitest";
import type { Entitlement } from "../../../src/model/documents.ts";
import { aModel, type ModelBuilder, ref } from "../../support/model.ts";
import { aGoogle, type ObservedBuilder } from "../../support/observed.ts";
import { idsOf, planFor } from "../../support/planned.ts";

const target = { target: { kind: "group" as const, name: "pay@acme.example", role: "member" as const }, title: "pay" };
const world = (changes: Partial<Entitlement> = {}): ModelBuilder =>
  aModel()
    .entitlement("google/account")
    .entitlement("google/pay", { ...target, ...changes })
    .user("ada")
    .grant("ada", "google/account")
    .grant("ada", "google/pay");

/** Ada is a member of both groups, Bob and Zoe of the staff group alone. */
const live = (): ObservedBuilder =>
  aGoogle()
    .account("ada")
    .account("bob")
    .account("zoe", { state: "suspended" })
    .group("pay", { name: "pay@acme.example", profile: { name: "pay" } })
    .group("staff", { name: "staff@acme.example" })
    .member("pay", "ada")
    .member("staff", "ada")
    .member("staff", "bob")
    .member("staff", "zoe");

const messagesOf = (model: ModelBuilder, observed: ObservedBuilder): readonly string[] =>
  planFor(model, [observed]).guards.map(({ code, blocked, message }) => `${code} ${blocked} ${message}`);

const opening =
  'provider/nested-group false The group "staff@acme.example" is a member of the group "pay@acme.example" (google/pay) in google, which no file declares.';

describe("a live group in a declared group", () => {
  it("is reported with the accounts that get access through it alone, and is kept in an additive group", () => {
    const observed = live().outsider("pay", "staff@acme.example");
    const plan = planFor(world({ membership: "additive" }), [observed]);
    expect(plan.operations).toEqual([]);
    expect(plan.unmanaged["google"]?.members).toBe(1);
    expect(messagesOf(world({ membership: "additive" }), observed)).toEqual([
      `${opening} 1 account (bob@acme.example) gets access through it only.`,
    ]);
  });

  it("is removed from an authoritative group, and reported all the same", () => {
    const plan = planFor(world({ membership: "authoritative" }), [live().outsider("pay", "staff@acme.example")]);
    expect(idsOf(plan)).toEqual(["google:membership.remove:pay:staff@acme.example"]);
    expect(plan.operations).toMatchObject([
      { user: null, account: { id: null, address: "staff@acme.example" }, origin: "drift" },
    ]);
    expect(plan.guards).toMatchObject([
      { code: "provider/nested-group", message: expect.stringMatching(/removes it/) },
    ]);
  });

  it("is found by an alias, and followed through further groups and cycles", () => {
    const observed = live()
      .account("eve")
      .group("outer", { name: "outer@acme.example", aliases: ["old@acme.example"] })
      .outsider("pay", "old@acme.example")
      .outsider("outer", "staff@acme.example")
      .outsider("staff", "outer@acme.example")
      .outsider("outer", "guest@else.example")
      .member("outer", "eve");
    expect(messagesOf(world(), observed)[0]).toContain(
      "3 accounts (bob@acme.example, eve@acme.example, guest@else.example) get access through it only.",
    );
  });

  it("does not count as empty where its members were not read", () => {
    const observed = live().outsider("pay", "staff@acme.example").withoutMembersOf("staff");
    expect(messagesOf(world({ membership: "additive" }), observed)).toEqual([
      `${opening} At least 1 account (bob@acme.example) gets access through it only. The members of "staff@acme.example" were not read.`,
    ]);
  });

  it("can be the entire tenant", () => {
    const tenant = live().build().observed.tenant;
    const observed = live().outsider("pay", tenant);
    expect(messagesOf(world({ membership: "additive" }), observed)).toEqual([
      'provider/nested-group false All accounts of the tenant are a member of the group "pay@acme.example" (google/pay) in google, which no file declares. 1 account (bob@acme.example) gets access this way only.',
    ]);
    expect(idsOf(planFor(world({ membership: "authoritative" }), [observed]))).toHaveLength(1);
  });

  it("is not reported where the files declare it", () => {
    const declared = world({ nests: [ref("google/staff")], membership: "authoritative" }).entitlement("google/staff", {
      target: { kind: "group", name: "staff@acme.example", role: "member" },
      title: "staff@acme.example",
      membership: "additive",
    });
    const plan = planFor(declared, [live().outsider("pay", "staff@acme.example")]);
    expect(plan.guards).toEqual([]);
    expect(idsOf(plan).filter((id) => id.includes(":pay:"))).toEqual([]);
  });
});
