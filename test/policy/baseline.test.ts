import type { Code } from "../../src/diagnostics/code.ts";
import { describe, expect, it } from "vitest";
import type { Finding } from "../../src/diagnostics/finding.ts";
import { baselineOf, findingId } from "../../src/policy/baseline.ts";
import { findingsOf, verdicts, verdictsSeeing } from "../support/judged.ts";
import { aModel, at, now, person, selector, team, userId } from "../support/model.ts";
import { account, seen } from "./seen.ts";

const code = "lp/no-reason";
const file = "access/grants/okta/crm/ada.yaml";
const world = () => aModel().user("ada").entitlement("okta/crm").grant("ada", "okta/crm", { reason: null });
const ada = { user: userId("ada"), witness: ["okta/crm (low)"] };

describe("the baseline", () => {
  it("lowers an accepted finding to a note that names the baseline, and no other finding", () => {
    const model = world().accepted(code, file, ada).user("bob").grant("bob", "okta/crm", { reason: null });
    expect(verdicts(model, code)).toEqual([`note ${file}`, "error access/grants/okta/crm/bob.yaml"]);
    expect(findingsOf(model, code)[0]?.message).toMatch(
      /Accepted at adoption: @acme\/security resolves this finding by 2027-03-01 01:00 Europe\/Berlin \(baseline\)\.$/,
    );
    expect(verdicts(model, "baseline/stale")).toEqual([]);
  });

  it("does not answer for another code, file or user", () => {
    expect(verdicts(world().accepted("lp/too-long", file, ada), code)).toEqual([`error ${file}`]);
    expect(verdicts(world().accepted(code, "access/grants/okta/crm/bob.yaml", ada), code)).toEqual([`error ${file}`]);
    expect(verdicts(world().accepted(code, file, { ...ada, user: userId("bob") }), code)).toEqual([`error ${file}`]);
    expect(verdicts(world().accepted(code, file, { ...ada, user: null }), code)).toEqual([`error ${file}`]);
  });

  it("does not accept a finding from the due instant on, and names the due date", () => {
    const due = world().accepted(code, file, { ...ada, due: now });
    expect(verdicts(due, code)).toEqual([`error ${file}`]);
    expect(findingsOf(due, code)[0]?.message).toContain("until 2026-11-21 10:00 Europe/Berlin, which has passed");
    expect(verdicts(due, "baseline/stale")).toEqual([]);
    expect(verdicts(world().accepted(code, file, { ...ada, due: now + 1 }), code)).toEqual([`note ${file}`]);
  });

  it("warns of an entry without a finding: it may only shrink", () => {
    const cured = aModel().user("ada").entitlement("okta/crm").grant("ada", "okta/crm").accepted(code, file, ada);
    expect(verdicts(cured, "baseline/stale")).toEqual(["warning access/policies/baseline.yaml findings.0"]);
    const twice = world().accepted(code, file, ada).accepted(code, file, ada);
    expect(verdicts(twice, "baseline/stale")).toEqual(["warning access/policies/baseline.yaml findings.1"]);
  });

  it("keeps the entry with the latest due date, and names the user of a stale one", () => {
    const later = { ...ada, due: at("2028-01-01T00:00:00Z") };
    const twice = world().accepted(code, file, ada).accepted(code, file, later);
    expect(verdicts(twice, "baseline/stale")).toEqual(["warning access/policies/baseline.yaml findings.0"]);
    expect(findingsOf(twice, "baseline/stale")[0]?.message).toContain(
      `entry lp/no-reason about ada in ${file} (okta/crm (low)) does not match`,
    );
    const nobody = aModel().accepted(code, file);
    expect(findingsOf(nobody, "baseline/stale")[0]?.message).toContain(`entry lp/no-reason in ${file} does not match`);
  });

  it("accepts none where there are more equal findings than entries: it is unknown which one is new", () => {
    const model = () =>
      aModel()
        .user("gone", { status: "terminated" })
        .entitlement("okta/crm", { owners: [person("gone"), person("gone")] });
    const place = "access/entitlements/okta/crm.yaml";
    const gone = { witness: ["okta/crm (low)", "owner gone"] };
    const stand = [`error ${place} owners.0`, `error ${place} owners.1`];
    expect(verdicts(model().accepted("lp/inactive-owner", place, gone), "lp/inactive-owner")).toEqual(stand);
    const both = model().accepted("lp/inactive-owner", place, gone).accepted("lp/inactive-owner", place, gone);
    expect(verdicts(both, "lp/inactive-owner")).toEqual([`note ${place} owners.0`, `note ${place} owners.1`]);
    const oneDue = model()
      .accepted("lp/inactive-owner", place, gone)
      .accepted("lp/inactive-owner", place, { ...gone, due: now });
    expect(verdicts(oneDue, "lp/inactive-owner")).toEqual(stand);
    for (const { message } of findingsOf(model().accepted("lp/inactive-owner", place, gone), "lp/inactive-owner"))
      expect(message).toMatch(
        /The baseline accepts 1 finding of this kind here, but there are 2\. It is unknown which one is new, so none of them is accepted\.$/,
      );
  });

  it("never reports an entry of an observed rule as stale without an observation", () => {
    const model = () =>
      aModel()
        .system("okta")
        .user("ada")
        .accepted("lp/orphan-account", "access/systems/okta.yaml", { witness: ["okta", account("zoe").id] });
    expect(verdicts(model(), "baseline/stale")).toEqual([]);
    expect(verdictsSeeing(model(), "baseline/stale", [seen("okta", { accounts: [] })])).toHaveLength(1);
    const zoe = seen("okta", { accounts: [account("zoe")] });
    expect(verdictsSeeing(model(), "lp/orphan-account", [zoe])).toEqual(["note access/systems/okta.yaml"]);
  });

  it("accepts no finding that stands in no file: what cannot be decided stays an error", () => {
    const broken = world()
      .setting(code, { parameters: new Map([["words", "three"]]) })
      .accepted(code, "-");
    expect(findingsOf(broken, code)).toMatchObject([{ severity: "error", place: null }]);
  });

  it("answers a separation-of-duties conflict as well", () => {
    const apart = aModel()
      .user("ada")
      .entitlement("okta/a")
      .entitlement("okta/b")
      .role("both", ["okta/a", "okta/b"], { birthright: selector({ kind: "vendor" }) })
      .grant("ada", "okta/a")
      .grant("ada", "okta/b")
      .keepApart("pay", { create: ["okta/a"], approve: ["okta/b"] });
    expect(
      verdicts(
        apart.accepted("sod/pay", "access/grants/okta/a/ada.yaml", {
          user: userId("ada"),
          witness: ["okta/a", "okta/b"],
        }),
        "sod/pay",
      ),
    ).toContain("note access/grants/okta/a/ada.yaml");
  });
});

describe("the witness of a baseline entry", () => {
  const place = "access/grants/okta/a/ada.yaml";
  const payments = (...held: readonly string[]) => {
    const model = aModel()
      .user("ada")
      .entitlement("okta/a")
      .entitlement("okta/b")
      .entitlement("okta/c")
      .keepApart("pay", { x: ["okta/a"], y: ["okta/b", "okta/c"] })
      .accepted("sod/pay", place, { user: userId("ada"), witness: ["okta/a", "okta/b"] });
    for (const entitlement of held) model.grant("ada", entitlement);
    return model;
  };

  it("accepts a conflict with what was there at adoption, and not with more", () => {
    expect(verdicts(payments("okta/a", "okta/b"), "sod/pay")).toEqual([`note ${place}`]);
    const grown = payments("okta/a", "okta/b", "okta/c");
    expect(verdicts(grown, "sod/pay")).toEqual([`error ${place}`]);
    expect(findingsOf(grown, "sod/pay")[0]?.message).toMatch(
      /The baseline accepts a finding of this kind here, but without okta\/c\.$/,
    );
    expect(verdicts(grown, "baseline/stale")).toEqual([]);
  });

  it("does not accept a wider conflict of the same role", () => {
    const role = (...gives: readonly string[]) => {
      const model = payments().role("clerk", gives);
      return model.accepted("sod/pay", "access/roles/clerk.yaml", { witness: ["role clerk", "okta/a", "okta/b"] });
    };
    expect(verdicts(role("okta/a", "okta/b"), "sod/pay")).toEqual(["note access/roles/clerk.yaml"]);
    expect(verdicts(role("okta/a", "okta/b", "okta/c"), "sod/pay")).toEqual(["error access/roles/clerk.yaml"]);
  });

  it("does not accept another right of the same service account", () => {
    const bot = (entitlement: string) =>
      aModel()
        .user("bot", { kind: "service", owners: [userId("ada")] })
        .user("ada")
        .entitlement("okta/a", { tier: "high" })
        .entitlement("okta/b", { tier: "high" })
        .grant("bot", entitlement)
        .accepted("lp/service-account", "access/users/bot.yaml", { user: userId("bot"), witness: ["okta/a (high)"] });
    const severities = (model: ReturnType<typeof bot>) =>
      findingsOf(model, "lp/service-account").map(({ severity, witness }) => `${severity} ${witness?.join(" ")}`);
    expect(severities(bot("okta/a"))).toEqual(["note okta/a (high)"]);
    expect(severities(bot("okta/b"))).toEqual(["error okta/b (high)"]);
  });

  it("does not accept a critical entitlement where a high one was accepted", () => {
    const birthright = (tier: "high" | "critical") =>
      aModel()
        .entitlement("okta/a", { tier })
        .role("all", ["okta/a"], { birthright: selector({ kind: "employee" }) })
        .accepted("lp/privileged-birthright", "access/roles/all.yaml", { witness: ["role all", "okta/a (high)"] });
    const severity = (tier: "high" | "critical") =>
      findingsOf(birthright(tier), "lp/privileged-birthright").map((finding) => finding.severity);
    expect(severity("high")).toEqual(["note"]);
    expect(severity("critical")).toEqual(["error"]);
  });

  it("keeps all accepted orphaned accounts accepted when another one appears", () => {
    const accounts = ["a", "b", "c", "new"].map((name) => account(name));
    const model = aModel().system("okta").user("ada");
    for (const { id } of accounts.slice(0, 3))
      model.accepted("lp/orphan-account", "access/systems/okta.yaml", { witness: ["okta", id] });
    const found = verdictsSeeing(model, "lp/orphan-account", [seen("okta", { accounts })]);
    const note = "note access/systems/okta.yaml";
    expect(found).toEqual([note, note, note, "error access/systems/okta.yaml"]);
  });

  it("is matched whatever the order of entries and findings", () => {
    const model = (entries: readonly (readonly string[])[]) => {
      const company = aModel().user("gone", { status: "terminated" }).user("left", { status: "terminated" });
      company.entitlement("okta/crm", { owners: [person("gone"), person("left")] });
      for (const witness of entries)
        company.accepted("lp/inactive-owner", "access/entitlements/okta/crm.yaml", { witness });
      return findingsOf(company, "lp/inactive-owner").map(({ severity }) => severity);
    };
    const gone = ["okta/crm (low)", "owner gone"];
    const both = [...gone, "owner left"];
    expect(model([gone, both])).toEqual(["note", "note"]);
    expect(model([both, gone])).toEqual(["note", "note"]);
    expect(model([gone])).toEqual(["note", "error"]);
  });
});

describe("a finding's id", () => {
  it("stays the same while lines move, and differs by code, file and user", () => {
    const id = findingId({ code, file, user: "ada" });
    expect(id).toBe("lp/no-reason access/grants/okta/crm/ada.yaml ada");
    const others = [
      findingId({ code: "lp/too-long", file, user: "ada" }),
      findingId({ code, file: "access/grants/okta/crm/bob.yaml", user: "ada" }),
      findingId({ code, file, user: null }),
    ];
    expect(new Set([id, ...others]).size).toBe(4);
  });
});

describe("a new baseline", () => {
  const finding = (changes: Partial<Finding>): Finding => ({
    code,
    severity: "error",
    message: "m",
    remedy: "r",
    file,
    line: 3,
    column: 1,
    user: "ada",
    ...changes,
  });

  it("accepts errors and warnings of policy in a stable order, and leaves the rest out", () => {
    const findings = [
      finding({ code: "lp/too-long", severity: "warning", user: null }),
      finding({ witness: ["okta/b", "okta/a", "okta/b"] }),
      finding({ severity: "note", code: "lp/outlier" }),
      finding({ file: null }),
      finding({ code: "schema/required" }),
    ];
    const expected = {
      version: 1,
      findings: [
        { code, file, user: "ada", witness: ["okta/a", "okta/b"], owner: "@acme/security", due: "2027-03-01" },
        { code: "lp/too-long", file, witness: [], owner: "@acme/security", due: "2027-03-01" },
      ],
    };
    expect(baselineOf(findings, team("@acme/security"), "2027-03-01")).toEqual(expected);
    expect(baselineOf(findings.toReversed(), team("@acme/security"), "2027-03-01")).toEqual(expected);
  });

  it("answers all that it was made from, and is not stale", () => {
    const before = findingsOf(world(), code).map(({ place, ...rest }) => ({
      ...rest,
      file: place?.file ?? null,
      line: 1,
      column: 1,
    }));
    const document = baselineOf(before, person("ada"), "2027-03-01");
    const model = world();
    for (const entry of document.findings)
      model.accepted(entry.code, entry.file, {
        user: entry.user === undefined ? null : userId(entry.user),
        witness: entry.witness,
        due: at("2027-03-02T00:00:00Z"),
      });
    expect(verdicts(model, code)).toEqual([`note ${file}`]);
    expect(verdicts(model, "baseline/stale")).toEqual([]);
  });

  it("is made of what policy says, and of nothing else", () => {
    const codes = ["sod/pay", "lp/outlier", "custom/own", "entitlement/no-account", "test/failed", "waiver/too-long"];
    const others = ["baseline/grown", "schema/invalid", "other/lp/outlier", "waiver/unknown"];
    const found = [...codes, ...others].map((one) => ({
      code: one as Code,
      severity: "error" as const,
      message: "Something is wrong.",
      remedy: "Mend it.",
      file,
      line: 1,
      column: 1,
    }));
    const { findings } = baselineOf(found, person("ada"), "2027-03-01");
    expect(findings.map((entry) => entry.code)).toEqual(codes.toSorted());
    expect(findings[0]).toEqual({
      code: codes.toSorted()[0],
      file,
      witness: [],
      owner: "ada",
      due: "2027-03-01",
    });
  });

  it("names the owner of what it accepts, and when that ends", () => {
    const due = (day: string) => ({ ...ada, due: at(`${day}T00:00:00Z`), owner: person("grace") });
    const twice = world().accepted(code, file, due("2027-01-01")).accepted(code, file, due("2027-02-01"));
    expect(findingsOf(twice, code)[0]?.message).toMatch(
      /grace resolves this finding by 2027-02-01 01:00 Europe\/Berlin \(baseline\)\.$/,
    );
    expect(findingsOf(twice, "baseline/stale")[0]?.remedy).toBe("Remove the entry. A baseline may only shrink.");
    expect(findingId({ code, file: null })).toBe("lp/no-reason - -");
  });
});
