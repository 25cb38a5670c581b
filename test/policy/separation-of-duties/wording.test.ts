import { describe, expect, it } from "vitest";
import type { RoleId } from "../../../src/model/documents.ts";
import { resolveModel } from "../../../src/model/resolved-model.ts";
import { roleConflicts } from "../../../src/policy/separation-of-duties/judge-roles.ts";
import { findingsOf } from "../../support/judged.ts";
import { aModel, at, duration, type ModelBuilder, now, person, selector, team } from "../../support/model.ts";

const code = "sod/pay";
/** The one conflict of a person; that roles are in conflict as well is another scenario. */
const only = (builder: ModelBuilder) => {
  const [finding, ...more] = findingsOf(builder, code).filter(({ user }) => user !== null);
  if (finding === undefined || more.length > 0) throw new Error(`${more.length + 1} findings where one belongs`);
  return finding;
};
const world = () =>
  aModel()
    .user("ada")
    .entitlement("okta/create")
    .entitlement("okta/approve", { owners: [person("grace"), team("@acme/pay")] });
const sets = { create: ["okta/create"], approve: ["okta/approve"] };

describe("a conflict of a person, word for word", () => {
  it("names what they hold in order of the names, the rule, its sets and risk, and every owner to ask", () => {
    const finding = only(world().keepApart("pay", sets).grant("ada", "okta/create").grant("ada", "okta/approve"));
    expect(finding).toEqual({
      code,
      severity: "error",
      message:
        'ada would hold okta/approve and okta/create, but the rule "pay" separates them: one person may hold only one of create, approve at a time (risk critical).',
      remedy:
        "Remove access/grants/okta/approve/ada.yaml. Owners: okta/approve: grace, @acme/pay; okta/create: @acme/security.",
      place: { file: "access/grants/okta/approve/ada.yaml", field: [] },
      user: "ada",
      witness: ["okta/approve", "okta/create"],
      paths: [
        {
          user: "ada",
          entitlement: "okta/approve",
          kind: "grant",
          file: "access/grants/okta/approve/ada.yaml",
          line: 1,
          through: [],
        },
        {
          user: "ada",
          entitlement: "okta/create",
          kind: "grant",
          file: "access/grants/okta/create/ada.yaml",
          line: 1,
          through: [],
        },
      ],
      waiver: null,
    });
  });

  it("names the allowed number of sets and the start, with the rule's own advice first", () => {
    const starts = at("2027-01-01T00:00:00Z");
    const three = world()
      .entitlement("okta/audit", { owners: [] })
      .keepApart("pay", { ...sets, audit: ["okta/audit"] }, { atMost: 2, remediation: "Ask the controller.\n" })
      .grant("ada", "okta/create", { starts })
      .grant("ada", "okta/approve")
      .grant("ada", "okta/audit");
    const { message, remedy } = only(three);
    expect(message).toBe(
      'ada would hold okta/approve and okta/audit and okta/create starting 2027-01-01 01:00 Europe/Berlin, but the rule "pay" separates them: one person may hold no more than 2 of create, approve, audit at a time (risk critical).',
    );
    expect(remedy).toBe(
      "Ask the controller. Remove access/grants/okta/approve/ada.yaml. Owners: okta/approve: grace, @acme/pay; okta/create: @acme/security.",
    );
    const nobody = aModel()
      .user("ada")
      .entitlement("okta/create", { owners: [] })
      .entitlement("okta/approve", { owners: [] })
      .keepApart("pay", sets)
      .grant("ada", "okta/create")
      .grant("ada", "okta/approve");
    expect(only(nobody).remedy).toBe("Remove access/grants/okta/approve/ada.yaml.");
  });

  it("names the owners of the rule in mode approve, unless a waiver covers it", () => {
    const approve = () =>
      world()
        .keepApart("pay", sets, { mode: "approve", owners: [person("grace"), team("@acme/pay")] })
        .grant("ada", "okta/create")
        .grant("ada", "okta/approve");
    expect(only(approve())).toMatchObject({ severity: "warning" });
    expect(only(approve()).message).toMatch(
      / \(risk critical\)\. A change that creates this conflict needs an approval by an owner of the rule: grace, @acme\/pay\.$/,
    );
    const waived = approve().waiver("pay", "ada", ["okta/create", "okta/approve"], "2026-12-01T00:00:00Z");
    expect(only(waived).message).toMatch(/ \(risk critical\)\.$/);
  });

  it("lists the steps of four indirect paths, and counts the rest", () => {
    const through = (count: number) => {
      const names = Array.from({ length: count }, (_, number) => `okta/e${number}`);
      const builder = aModel().user("ada").entitlement("okta/approve");
      for (const name of names) builder.entitlement(name);
      return builder
        .role("parts", names)
        .role("whole", [], { includes: ["parts" as RoleId] })
        .keepApart("pay", { create: names, approve: ["okta/approve"] })
        .grant("ada", "okta/approve")
        .grant("ada", "role:whole");
    };
    const way = (number: number) =>
      `okta/e${number} is given by access/grants/roles/whole/ada.yaml:1 → access/roles/whole.yaml:1 → access/roles/parts.yaml:1 → access/entitlements/okta/e${number}.yaml:1`;
    const four = [0, 1, 2, 3].map(way).join("; ");
    expect(only(through(4)).message).toContain(`(risk critical). ${four}.`);
    expect(only(through(6)).message).toContain(`(risk critical). ${four}; and 2 more.`);
  });

  it("of birthright stands at the first role in path order, with the line of its birthright", () => {
    const given = world()
      .keepApart("pay", sets)
      .role("zebra", ["okta/create"], { birthright: selector({}), birthrightLine: 9 })
      .role("apple", ["okta/approve"], { birthright: selector({}), birthrightLine: 7 });
    const finding = only(given);
    expect(finding.place).toEqual({ file: "access/roles/apple.yaml", field: [] });
    expect(finding.paths?.map(({ role, file, line }) => [role, file, line])).toEqual([
      ["apple", "access/roles/apple.yaml", 7],
      ["zebra", "access/roles/zebra.yaml", 9],
    ]);
    expect(finding.remedy).toContain(
      "Exclude ada from the birthright role apple (access/roles/apple.yaml:7), or remove okta/approve from that role. ",
    );
  });

  it("that a held role makes names the role, its owners, and how to give the role up", () => {
    const held = world()
      .role("clerk", ["okta/create"], { owners: [person("grace")], birthright: selector({}) })
      .keepApart("pay", { create: ["role:clerk"], approve: ["okta/approve"] })
      .grant("ada", "okta/approve");
    const { message, remedy } = only(held);
    expect(message).toContain("ada would hold okta/approve and role:clerk, but");
    expect(remedy).toBe(
      "Remove access/grants/okta/approve/ada.yaml. Owners: okta/approve: grace, @acme/pay; role:clerk: grace.",
    );
    const allByRole = aModel()
      .user("ada")
      .role("a", [], { birthright: selector({}) })
      .role("b", [], { birthright: selector({}) })
      .keepApart("pay", { a: ["role:a"], b: ["role:b"] });
    expect(only(allByRole).remedy).toContain("Exclude ada from the birthright role a (access/roles/a.yaml:5). Owners:");
  });

  it("on return from leave marks what the leave withholds, or the whole where it all comes back", () => {
    const away = (tier: "low" | "high") =>
      aModel()
        .user("ada", { status: "on-leave" })
        .entitlement("okta/create", { tier: "high" })
        .entitlement("okta/more")
        .entitlement("okta/approve", { tier })
        .keepApart("pay", { create: ["okta/create", "okta/more"], approve: ["okta/approve"] })
        .grant("ada", "okta/create")
        .grant("ada", "okta/more")
        .grant("ada", "okta/approve");
    expect(only(away("low")).message).toContain(
      "ada would hold okta/approve and okta/create (after the return from leave) and okta/more, but",
    );
    expect(only(away("high")).message).toContain(
      "ada would hold okta/approve and okta/create and okta/more after the return from leave, but",
    );
  });

  it("stands, cures and names owners in the order of paths and names, however the access comes", () => {
    const mixed = aModel()
      .user("ada")
      .entitlement("okta/approve")
      .entitlement("pager/create")
      .role("payers", ["okta/approve"])
      .keepApart("pay", { create: ["pager/create"], approve: ["okta/approve"] })
      .grant("ada", "role:payers")
      .grant("ada", "pager/create");
    expect(only(mixed).place?.file).toBe("access/grants/pager/create/ada.yaml");
    expect(only(mixed).remedy).toContain("Remove access/grants/pager/create/ada.yaml. ");
    const byRole = aModel()
      .user("ada")
      .entitlement("sap/create")
      .role("payers", [])
      .keepApart("pay", { create: ["sap/create"], approve: ["role:payers"] })
      .grant("ada", "role:payers")
      .grant("ada", "sap/create");
    expect(only(byRole).remedy).toContain("Owners: role:payers: @acme/security; sap/create: @acme/security.");
  });
});

describe("a waiver that does not fit, word for word", () => {
  const conflict = () => world().grant("ada", "okta/create").grant("ada", "okta/approve");
  const file = "access/waivers/pay/ada.yaml";

  it("is reported with everything that is missing in it", () => {
    const starts = at("2027-01-01T00:00:00Z");
    const late = world()
      .keepApart("pay", sets)
      .grant("ada", "okta/create", { starts })
      .grant("ada", "okta/approve", { starts })
      .waiver("pay", "ada", ["okta/other"], "2026-12-01T00:00:00Z");
    expect(only(late).remedy).toMatch(
      new RegExp(
        `\\. The waiver ${file} does not cover this conflict: it does not name okta/approve and okta/create and it expires before the conflict of 2027-01-01 01:00 Europe/Berlin begins\\.$`,
      ),
    );
  });

  it("is reported when it has expired, covers nothing or lasts too long", () => {
    const waivers = conflict()
      .user("bob")
      .keepApart("pay", sets, { waiverMax: duration("P10D") })
      .waiver("pay", "ada", ["okta/create", "okta/approve"], "2026-12-31T00:00:00Z")
      .waiver("pay", "bob", ["okta/create"], "2026-11-30T00:00:00Z")
      .waiver("pay", "gone", ["okta/create"], "2026-11-01T00:00:00Z");
    expect(findingsOf(waivers, "waiver/too-long")).toEqual([
      {
        code: "waiver/too-long",
        severity: "error",
        message:
          "The waiver of pay for ada lasts too long: expected at most 10 days from now, got 2026-12-31 01:00 Europe/Berlin.",
        remedy: "Set `expires:` to 2026-11-30 or earlier.",
        place: { file, field: ["expires"] },
        user: "ada",
        witness: ["pay", "2026-12-31T00:00:00Z"],
      },
    ]);
    expect(findingsOf(waivers, "lp/unused-waiver")).toEqual([
      {
        code: "lp/unused-waiver",
        severity: "warning",
        message: "The waiver of pay for bob does not cover a current violation.",
        remedy: "Remove the file, or update `witness:` if the conflict has changed.",
        place: { file: "access/waivers/pay/bob.yaml", field: [] },
        user: "bob",
        witness: ["pay"],
      },
    ]);
    expect(findingsOf(waivers, "lp/expired-waiver")).toEqual([
      {
        code: "lp/expired-waiver",
        severity: "warning",
        message:
          "The waiver of pay for gone expired at 2026-11-01 01:00 Europe/Berlin. It no longer covers the conflict.",
        remedy: "Remove the file, or request a new waiver with a later expiry.",
        place: { file: "access/waivers/pay/gone.yaml", field: ["expires"] },
        user: "gone",
        witness: ["pay"],
      },
    ]);
  });
});

describe("a conflict of a role, word for word", () => {
  const messagesOf = (builder: ModelBuilder, when = now) => {
    const model = builder.build();
    return roleConflicts(resolveModel(model, when));
  };

  it("alone names what it gives in order of the names, with the way, and who holds it", () => {
    const broken = world()
      .keepApart("pay", sets, { mode: "detect" })
      .role("deep", ["okta/approve"])
      .role("approver", [], { includes: ["deep" as RoleId] })
      .role("both", ["okta/create"], { includes: ["approver" as RoleId] });
    expect(messagesOf(broken)).toEqual([
      {
        code,
        severity: "warning",
        message:
          'The role both gives okta/approve (through approver, access/roles/approver.yaml:1 → deep, access/roles/deep.yaml:1) and okta/create, but the rule "pay" separates them: every user who holds the role violates the rule (no user holds it now or later).',
        remedy: "Split the role, so that no user gets more than 1 of create, approve.",
        place: { file: "access/roles/both.yaml", field: [] },
        user: null,
        witness: ["role both", "okta/create", "okta/approve"],
        paths: [],
        waiver: null,
      },
    ]);
  });

  it("with a birthright role names that one and offers to narrow either", () => {
    const together = world()
      .keepApart("pay", sets)
      .role("everyone", ["okta/create"], { birthright: selector({}) })
      .role("approver", ["okta/approve"])
      .grant("ada", "role:approver", { expires: now });
    expect(messagesOf(together, now)[0]).toMatchObject({
      severity: "error",
      message:
        'The role approver together with the birthright role everyone (access/roles/everyone.yaml:5) gives okta/approve and okta/create, but the rule "pay" separates them: every user who holds the role violates the rule (no user holds it now or later).',
      remedy:
        "Split the role, or narrow its `allowKinds:` or the other's `birthright:`, so that no user gets more than 1 of create, approve.",
    });
    // Seen from before its end, the hold counts.
    expect(messagesOf(together, now - 1)[0]?.message).toContain("(1 user holds it now or later)");
  });
});
