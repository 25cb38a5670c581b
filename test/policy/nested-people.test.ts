import { describe, expect, it } from "vitest";
import { resolveModel } from "../../src/model/resolved-model.ts";
import { evaluateObserved } from "../../src/policy/evaluate.ts";
import { findingsSeeing, verdicts, verdictsSeeing } from "../support/judged.ts";
import { aModel, at, type ModelBuilder, now, userId } from "../support/model.ts";
import { account, group, seen } from "./seen.ts";

const listOf = (name: string) => ({ target: { kind: "group", name: `${name}@acme.example`, role: "member" } }) as const;
const vendors = "vendors@acme.example";
const payments = "payments@acme.example";
const staff = "staff@acme.example";

/** Ada may create vendors; another group may release payments, and a rule separates the two. */
const world = (): ModelBuilder =>
  aModel()
    .user("ada")
    .user("bob")
    .entitlement("google/account")
    .entitlement("google/vendors", listOf("vendors"))
    .entitlement("google/payments", { ...listOf("payments"), tier: "high" })
    .grant("ada", "google/vendors")
    .keepApart("vendor-payment", { create: ["google/vendors"], approve: ["google/payments"] });

type Memberships = Parameters<typeof seen>[1]["memberships"];
const google = (memberships: NonNullable<Memberships>, accounts = [account("ada"), account("bob")]) =>
  seen("google", {
    accounts,
    groups: [vendors, payments, staff, "inner@acme.example"].map((name) => group(name, { type: "GOOGLE_GROUP" })),
    memberships,
  });
const inStaff = google([
  [vendors, "acc-ada"],
  [payments, staff],
  [staff, "acc-ada"],
  [staff, "acc-bob"],
]);

describe("a waiver that only a conflict at the providers can use", () => {
  const unused = "lp/unused-waiver";
  const waived = (...witness: readonly string[]): ModelBuilder =>
    world().waiver("vendor-payment", "ada", witness, "2026-12-15T00:00:00Z");
  const pair = ["google/vendors", "google/payments"];
  const reported = ["warning access/waivers/vendor-payment/ada.yaml"];

  it("is not unused while it covers the conflict, nor where the providers were not read", () => {
    expect(verdictsSeeing(waived(...pair), "sod/vendor-payment", [inStaff])).toEqual(["note access/users/ada.yaml"]);
    expect(verdictsSeeing(waived(...pair), unused, [inStaff])).toEqual([]);
    expect(verdicts(waived(...pair), unused)).toEqual([]);
    expect(verdictsSeeing(waived(...pair), unused, [seen("okta", {})])).toEqual([]);
  });

  it("is unused once its systems were read and show no conflict", () => {
    const none = google([[vendors, "acc-ada"]]);
    expect(verdictsSeeing(waived(...pair), unused, [none])).toEqual(reported);
    const resolved = resolveModel(waived(...pair).build(), now);
    const added = evaluateObserved(resolved, { observations: [none] });
    expect(added.filter(({ code }) => code === unused)).toHaveLength(1);
  });

  it("is unused without a read where its witnesses are in too few sets for a conflict", () => {
    expect(verdicts(waived("google/vendors"), unused)).toEqual(reported);
    expect(verdictsSeeing(waived("google/vendors"), unused, [inStaff])).toEqual(reported);
  });
});

describe("separation of duties on the observed state", () => {
  const rule = "sod/vendor-payment";
  const found = ["error access/users/ada.yaml"];

  it("counts the members of a group that was put into a declared group", () => {
    expect(verdictsSeeing(world(), rule, [inStaff])).toEqual(found);
    expect(findingsSeeing(world(), rule, [inStaff])[0]?.message).toContain(
      'ada holds google/payments through the group "staff@acme.example" and google/vendors at the providers',
    );
  });

  it("finds nothing where the nested group has other members, or its group no rule", () => {
    const other = google([
      [vendors, "acc-ada"],
      [payments, staff],
      [staff, "acc-bob"],
    ]);
    expect(verdictsSeeing(world(), rule, [other])).toEqual([]);
    expect(verdictsSeeing(world(), rule, [google([[vendors, "acc-ada"]])])).toEqual([]);
  });

  it("counts over several groups, and ends where groups contain each other", () => {
    const deep = google([
      [vendors, "acc-ada"],
      [payments, staff],
      [staff, "inner@acme.example"],
      ["inner@acme.example", staff],
      ["inner@acme.example", payments],
      ["inner@acme.example", "acc-ada"],
    ]);
    expect(verdictsSeeing(world(), rule, [deep])).toEqual(found);
    expect(findingsSeeing(world(), rule, [deep])[0]?.message).toContain(
      'through the group "inner@acme.example" in the group "staff@acme.example"',
    );
  });

  it("counts every account where the entire tenant is a member", () => {
    const tenant = google([
      [vendors, "acc-ada"],
      [payments, "@tenant"],
    ]);
    const everyone = { ...tenant, observed: { ...tenant.observed, tenant: "@tenant" } };
    expect(findingsSeeing(world(), rule, [everyone])[0]?.message).toContain(
      "google/payments through all accounts of the tenant",
    );
  });

  it("counts across systems, and direct members whom no file names", () => {
    const across = world()
      .entitlement("okta/erp")
      .keepApart("erp", { erp: ["okta/erp"], pay: ["google/payments"] });
    const okta = seen("okta", {
      accounts: [account("bob", { id: "o-bob" })],
      groups: [group("erp")],
      memberships: [["erp", "o-bob"]],
    });
    expect(verdictsSeeing(across, "sod/erp", [inStaff, okta])).toEqual(["error access/users/bob.yaml"]);
  });

  it("counts what an owned service account holds", () => {
    const owned = world().user("bot", { kind: "service", owners: [userId("ada")] });
    const live = google(
      [
        [vendors, "acc-ada"],
        [payments, staff],
        [staff, "acc-bot"],
      ],
      [account("ada"), account("bot")],
    );
    expect(verdictsSeeing(owned, rule, [live])).toEqual(found);
  });

  it("does not count an account that cannot sign in, nor report what the files cause themselves", () => {
    const away = google(
      [
        [payments, staff],
        [staff, "acc-ada"],
        [vendors, "acc-ada"],
      ],
      [account("ada", { state: "suspended" })],
    );
    expect(verdictsSeeing(world(), rule, [away])).toEqual([]);
    const files = world().grant("ada", "google/payments", { expires: at("2026-12-01T00:00:00Z") });
    expect(findingsSeeing(files, rule, [inStaff])).toHaveLength(1);
  });

  it("takes what the files say for systems that were not read, and drops what a pending plan changes", () => {
    const moved = world()
      .entitlement("okta/erp")
      .grant("bob", "okta/erp")
      .keepApart("erp", {
        erp: ["okta/erp"],
        pay: ["google/payments"],
      });
    expect(verdictsSeeing(moved, "sod/erp", [inStaff])).toEqual(["error access/users/bob.yaml"]);
    const without = google([
      [payments, staff],
      [staff, "acc-ada"],
    ]);
    expect(verdictsSeeing(world(), rule, [without])).toEqual([]);
  });

  it("is a warning for a change under review, and a note under a waiver", () => {
    const resolved = resolveModel(world().build(), now);
    const codes = (atMost: "warning" | "error") =>
      evaluateObserved(resolved, { observations: [inStaff], atMost })
        .filter(({ code }) => code === rule)
        .map(({ severity }) => severity);
    expect([codes("error"), codes("warning")]).toEqual([["error"], ["warning"]]);
    const waived = world().waiver(
      "vendor-payment",
      "ada",
      ["google/payments", "google/vendors"],
      "2026-12-24T00:00:00Z",
    );
    expect(verdictsSeeing(waived, rule, [inStaff])).toEqual(["note access/users/ada.yaml"]);
  });
});

describe("an accepted conflict of the files", () => {
  const rule = "sod/vendor-payment";
  const isAccepted = (witness: readonly string[]) =>
    verdictsSeeing(world().accepted(rule, "access/users/ada.yaml", { user: userId("ada"), witness }), rule, [inStaff]);

  it("does not accept another conflict at the providers", () => {
    expect(isAccepted(["google/vendors"])).toEqual(["error access/users/ada.yaml"]);
    expect(isAccepted(["google/payments", "google/vendors"])).toEqual(["note access/users/ada.yaml"]);
  });

  it("does not hide what is held at the providers beyond it", () => {
    const three = world()
      .entitlement("okta/erp")
      .grant("ada", "okta/erp")
      .keepApart("three", { create: ["google/vendors"], pay: ["google/payments"], erp: ["okta/erp"] });
    const messages = findingsSeeing(three, "sod/three", [inStaff]).map(({ message }) => message);
    expect(messages).toHaveLength(2);
    expect(messages.filter((message) => message.includes("google/payments"))).toHaveLength(1);
  });
});

describe("least privilege on the observed state", () => {
  const place = ["error access/entitlements/google/payments.yaml"];
  it("refuses privileged access without an expiry through a nested group", () => {
    const rule = "lp/standing-privilege";
    expect(verdictsSeeing(world(), rule, [inStaff])).toEqual(place);
    expect(findingsSeeing(world(), rule, [inStaff])[0]?.message).toBe(
      '2 accounts (ada, bob) hold google/payments (tier high) through the group "staff@acme.example" at the provider, without an expiry.',
    );
    const low = world().entitlement("google/payments", { ...listOf("payments"), tier: "medium" });
    expect(verdictsSeeing(low, rule, [inStaff])).toEqual([]);
    const standing = world().entitlement("google/payments", { ...listOf("payments"), tier: "high", standing: true });
    expect(verdictsSeeing(standing, rule, [inStaff])).toEqual([]);
  });

  it("does not accept other holders or another nested group with an entry of the baseline", () => {
    const rule = "lp/standing-privilege";
    const through = 'through the group "staff@acme.example"';
    const isAccepted = (...witness: readonly string[]) =>
      verdictsSeeing(
        world().accepted(rule, "access/entitlements/google/payments.yaml", {
          witness: ["google/payments (high)", ...witness],
        }),
        rule,
        [inStaff],
      );
    expect(isAccepted(through, "ada", "bob")).toEqual(["note access/entitlements/google/payments.yaml"]);
    expect(isAccepted(through, "ada")).toEqual(place);
    expect(isAccepted("ada", "bob")).toEqual(place);
  });

  it("does not count who holds it directly or by the files", () => {
    const direct = google([
      [payments, staff],
      [staff, "acc-ada"],
      [payments, "acc-ada"],
    ]);
    expect(verdictsSeeing(world(), "lp/standing-privilege", [direct])).toEqual([]);
  });

  it("refuses an external user who comes in through a nested group", () => {
    const rule = "lp/privileged-external";
    expect(verdictsSeeing(world(), rule, [inStaff])).toEqual([]);
    const vendor = world().user("bob", { kind: "vendor" });
    expect(verdictsSeeing(vendor, rule, [inStaff])).toEqual(place);
    expect(findingsSeeing(vendor, rule, [inStaff])[0]?.user).toBe("bob");
  });

  it("refuses an external address that comes in through a nested group, without the tag only", () => {
    const rule = "lp/external-in-group";
    const live = google(
      [
        [payments, staff],
        [staff, "acc-ada"],
        [staff, "guest@partner.example"],
      ],
      [account("ada")],
    );
    expect(verdictsSeeing(world(), rule, [inStaff])).toEqual([]);
    expect(verdictsSeeing(world(), rule, [live])).toEqual(place);
    expect(findingsSeeing(world(), rule, [live])[0]?.message).toBe(
      'guest@partner.example holds google/payments through the group "staff@acme.example" at the provider with an external address, but payments is not tagged for external users.',
    );
    const tagged = world().entitlement("google/payments", { ...listOf("payments"), tags: ["external-ok"] });
    expect(verdictsSeeing(tagged, rule, [live])).toEqual([]);
    const outside = world().user("bob", { email: "bob@partner.example" });
    expect(findingsSeeing(outside, rule, [inStaff]).map(({ user }) => user)).toEqual(["bob"]);
  });

  it("does not accept another external address with an entry of the baseline", () => {
    const rule = "lp/external-in-group";
    const live = google([
      [payments, staff],
      [staff, "guest@partner.example"],
    ]);
    const accepting = (address: string) =>
      world().accepted(rule, "access/entitlements/google/payments.yaml", {
        witness: ["google/payments (high)", 'through the group "staff@acme.example"', address],
      });
    expect(verdictsSeeing(accepting("guest@partner.example"), rule, [live])).toEqual([
      "note access/entitlements/google/payments.yaml",
    ]);
    expect(verdictsSeeing(accepting("other@partner.example"), rule, [live])).toEqual(place);
  });

  it("counts the active people who hold a privileged entitlement through nested groups with those of the files", () => {
    const rule = "lp/everyone-has-it";
    const people = (holders: number) => {
      const model = world();
      for (let number = 1; number <= 18; number += 1) model.user(`u${number}`);
      for (let number = 1; number <= holders; number += 1)
        model.grant(`u${number}`, "google/payments", { expires: at("2026-12-01T00:00:00Z") });
      return model;
    };
    expect(verdictsSeeing(people(8), rule, [inStaff])).toEqual([]);
    expect(verdictsSeeing(people(9), rule, [google([])])).toEqual([]);
    expect(findingsSeeing(people(9), rule, [inStaff]).map(({ message }) => message)).toEqual([
      'google/payments (tier high) is held by 11 of 20 active users at the provider, 2 of them through the group "staff@acme.example". A privileged entitlement is for few users.',
    ]);
    // The files alone are reported once.
    expect(findingsSeeing(people(11), rule, [inStaff]).map(({ message }) => message)).toEqual([
      expect.stringContaining("is held by 11 of 20 active users. ") as string,
    ]);
    expect(verdictsSeeing(people(9).user("bob", { kind: "service" }), rule, [inStaff])).toEqual(place);
  });
});
