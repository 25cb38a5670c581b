import { describe, expect, it } from "vitest";
import type { AccessModel, Override } from "../../src/model/documents.ts";
import { approvalsNeeded } from "../../src/approval/needs.ts";
import { needsBetween, pinned } from "../support/forge.ts";
import { at, duration, now, person, selector, team, userId } from "../support/model.ts";
import { aCompany, told, tomorrow, withRules } from "./company.ts";
import type { ModelBuilder } from "../support/model.ts";

const base = withRules(aCompany());

/** What a change of the company wants, in sentences. */
function wanted(change: (company: ModelBuilder) => ModelBuilder, files: readonly string[] = [], from = base) {
  return needsBetween(from, withRules(change(aCompany())), files).map(told);
}

describe("a grant wants the stages of its tier", () => {
  it.each([
    ["okta/wiki", "grant okta/wiki for ada: bob,olga"],
    ["okta/crm", "grant okta/crm for ada: bob | olga"],
    ["okta/erp", "grant okta/erp for ada: bob | olga | @acme/security"],
    ["okta/prod", "grant okta/prod for ada: olga,@acme/dba | @acme/security"],
    ["role:oncall", "grant role:oncall for ada: bob,olga"],
  ])("%s", (target, need) => {
    expect(wanted((company) => company.grant("ada", target))).toEqual([need]);
  });

  it("asks for a comment from tier high on, and says where the grant is written", () => {
    const head = withRules(aCompany().grant("ada", "okta/erp"));
    const [need] = needsBetween(base, head);
    expect(need).toMatchObject({
      comment: true,
      why: {
        text: "okta/erp (tier high) is given to ada.",
        file: "access/grants/okta/erp/ada.yaml",
        line: 1,
      },
    });
    expect(needsBetween(base, withRules(aCompany().grant("ada", "okta/crm")))[0]?.comment).toBe(false);
  });

  it("takes the highest tier that a role gives, through the roles it includes and the groups it is nested in", () => {
    const from = withRules(
      aCompany()
        .role("lead", [], { owners: [person("olga")], includes: ["deep" as never] })
        .role("deep", ["okta/erp"]),
    );
    const head = withRules(
      aCompany()
        .role("lead", [], { owners: [person("olga")], includes: ["deep" as never] })
        .role("deep", ["okta/erp"])
        .grant("ada", "role:lead"),
    );
    expect(needsBetween(from, head).map(told)).toEqual(["grant role:lead for ada: bob | olga | @acme/security"]);
  });

  it("is asked for even where the user has the access another way: the second path outlives the first", () => {
    const sales = () => aCompany().user("ada", { department: "Sales", manager: userId("bob"), ...pinned("ada") });
    const needs = needsBetween(withRules(sales()), withRules(sales().grant("ada", "okta/crm")));
    expect(needs.map(told)).toEqual(["grant okta/crm for ada: bob | olga"]);
  });

  it("is asked for an eligible grant as for an active one", () => {
    expect(wanted((company) => company.grant("ada", "okta/crm", { eligible: true }))).toEqual([
      "grant okta/crm for ada: bob | olga",
    ]);
  });

  it("is asked for a later end and an earlier start, and not for an earlier end", () => {
    const held = (changes: object) => withRules(aCompany().grant("ada", "okta/crm", changes));
    const from = held({ starts: tomorrow, expires: at("2026-12-01T00:00:00Z") });
    const need = ["grant okta/crm for ada: bob | olga"];
    expect(needsBetween(from, held({ starts: tomorrow, expires: at("2026-12-02T00:00:00Z") })).map(told)).toEqual(need);
    expect(needsBetween(from, held({ starts: tomorrow })).map(told)).toEqual(need);
    expect(needsBetween(from, held({ expires: at("2026-12-01T00:00:00Z") })).map(told)).toEqual(need);
    expect(needsBetween(from, held({ starts: tomorrow, expires: at("2026-11-30T00:00:00Z") }))).toEqual([]);
  });

  it("reads tiers and owners from the base commit, and the higher tier where the change raises it", () => {
    const head = aCompany()
      .entitlement("okta/erp", { tier: "low", owners: [person("eve")] })
      .entitlement("okta/wiki", { tier: "high", owners: [person("olga")] })
      .grant("ada", "okta/erp")
      .grant("ada", "okta/wiki");
    expect(needsBetween(base, withRules(head)).map(told)).toEqual([
      "entitlement okta/erp: olga | @acme/security",
      "entitlement okta/wiki: olga | @acme/security",
      "grant okta/erp for ada: bob | olga | @acme/security",
      "grant okta/wiki for ada: bob | olga | @acme/security",
    ]);
  });
});

describe("a missing approver falls back, never away", () => {
  it.each([
    ["a manager who is on leave", "hal"],
    ["a manager who has no pinned account", "zoe"],
    ["a manager who is a service account", "robin"],
    ["a manager who is not there any more", "nobody"],
  ])("%s", (_, manager) => {
    const company = () => aCompany().user("ada", { manager: userId(manager), ...pinned("ada") });
    expect(needsBetween(withRules(company()), withRules(company().grant("ada", "okta/crm"))).map(told)).toEqual([
      "grant okta/crm for ada: @acme/security? | olga",
    ]);
  });

  it("falls back where the manager is the beneficiary, or owns the machine that is", () => {
    const company = () => aCompany().user("robin", { kind: "service", owners: [userId("olga")], ...pinned("robin") });
    expect(needsBetween(withRules(company()), withRules(company().grant("robin", "okta/wiki"))).map(told)).toEqual([
      "grant okta/wiki for robin: @acme/security?",
    ]);
    expect(wanted((company) => company.grant("olga", "okta/crm"))).toEqual([
      "grant okta/crm for olga: @acme/security? | @acme/security?",
    ]);
  });

  it("falls back for a manager whose contract has ended or has not begun", () => {
    for (const changes of [{ end: now }, { start: tomorrow }]) {
      const company = () => aCompany().user("bob", { ...pinned("bob"), ...changes });
      expect(needsBetween(withRules(company()), withRules(company().grant("ada", "okta/crm"))).map(told)).toEqual([
        "grant okta/crm for ada: @acme/security? | olga",
      ]);
    }
  });

  it("keeps the alternatives that are left, and says why the others are not", () => {
    const company = () => aCompany().user("ada", { manager: userId("hal"), ...pinned("ada") });
    const [need] = needsBetween(withRules(company()), withRules(company().grant("ada", "okta/wiki")));
    expect(need && told(need)).toBe("grant okta/wiki for ada: olga");
    expect(need?.stages[0]?.unavailable).toEqual(["hal is not active."]);
  });

  it("falls back to the root owners where the fallback leads to nobody, and else stays open", () => {
    const rules = (rootOwners: string) => ({
      approvals: { fallback: ["zoe"] },
      organization: { rootOwners: [rootOwners.startsWith("@") ? team(rootOwners) : person(rootOwners)] },
    });
    const company = () => aCompany().user("ada", { manager: null, ...pinned("ada") });
    const from = (rootOwners: string) => withRules(company(), rules(rootOwners));
    const head = (rootOwners: string) => withRules(company().grant("ada", "okta/crm"), rules(rootOwners));
    expect(needsBetween(from("@acme/dba"), head("@acme/dba")).map(told)).toEqual([
      "grant okta/crm for ada: @acme/dba? | olga",
    ]);
    expect(needsBetween(from("@acme/nobody"), head("@acme/nobody")).map(told)).toEqual([
      "grant okta/crm for ada: nobody? | olga",
    ]);
  });

  it("a new user has no manager yet, whatever the change says", () => {
    const needs = wanted((company) =>
      company.user("newton", { manager: userId("eve"), department: "Sales", ...pinned("newton") }),
    );
    expect(needs).toEqual(["identity newton: @acme/security", "user newton: @acme/security?"]);
  });
});

describe("an edit of a user", () => {
  const edit = (changes: object, id = "ada") =>
    wanted((company) => company.user(id, { manager: userId("bob"), ...pinned(id), ...changes }));

  it("that gives birthright access below high wants the owner of the user's file", () => {
    expect(edit({ department: "Sales" })).toEqual(["user ada: bob"]);
  });

  it("that gives privileged access wants that tier's stages as well", () => {
    const company = () => aCompany().role("ops", ["okta/erp"], { birthright: selector({ department: "Ops" }) });
    const head = company().user("ada", { manager: userId("bob"), department: "Ops", ...pinned("ada") });
    expect(needsBetween(withRules(company()), withRules(head)).map(told)).toEqual([
      "user ada: bob",
      "user okta/erp for ada: bob | olga | @acme/security",
    ]);
  });

  it("that brings somebody back from leave wants the stages of what returns", () => {
    const company = (status: "active" | "on-leave") =>
      aCompany()
        .user("ada", { manager: userId("bob"), status, ...pinned("ada") })
        .grant("ada", "okta/erp");
    expect(needsBetween(withRules(company("on-leave")), withRules(company("active"))).map(told)).toEqual([
      "user ada: bob",
      "user okta/erp for ada: bob | olga | @acme/security",
    ]);
    expect(needsBetween(withRules(company("active")), withRules(company("on-leave")))).toEqual([]);
  });

  it.each([
    ["github", { github: { login: "ada", id: 99 } }],
    ["employeeNumber", { employeeNumber: "other" }],
    ["kind", { kind: "contractor" }],
    ["owners", { owners: [userId("eve")] }],
    ["legalHold", { legalHold: true }],
  ])("that changes who they are (%s) wants root owners", (_, changes) => {
    expect(edit(changes)).toEqual(["identity ada: @acme/security", "user ada: bob"]);
  });

  it("that only ends access wants what removals ask, which is nothing more here", () => {
    expect(edit({ status: "terminated" })).toEqual([]);
    expect(edit({ end: tomorrow })).toEqual([]);
    const rules = { approvals: { removals: [["manager"]] } };
    const from = withRules(aCompany(), rules);
    const left = aCompany().user("ada", { status: "terminated", manager: userId("bob"), ...pinned("ada") });
    const gone = withRules(left, rules);
    expect(needsBetween(from, gone).map(told)).toEqual(["removal access of ada: bob"]);
  });

  it("that lengthens a contract or brings a leaver back is no removal", () => {
    const from = withRules(aCompany().user("ada", { manager: userId("bob"), end: tomorrow, ...pinned("ada") }));
    expect(needsBetween(from, base).map(told)).toEqual(["user ada: bob"]);
    const left = withRules(aCompany().user("ada", { status: "terminated", manager: userId("bob"), ...pinned("ada") }));
    expect(needsBetween(left, base).map(told)).toEqual(["user ada: bob"]);
    const later = withRules(
      aCompany().user("ada", { manager: userId("bob"), end: at("2027-01-01T00:00:00Z"), ...pinned("ada") }),
    );
    expect(needsBetween(from, later).map(told)).toEqual(["user ada: bob"]);
  });

  it("of a service account wants the people who own it, by the base commit", () => {
    expect(
      wanted((company) =>
        company.user("robin", { kind: "service", department: "Ops", owners: [userId("ada")], ...pinned("robin") }),
      ),
    ).toEqual(["user robin: @acme/security?"]);
  });
});

describe("an edit of a role", () => {
  const oncall = (entitlements: readonly string[], changes: object = {}) =>
    wanted((company) => company.role("oncall", entitlements, { owners: [person("olga")], ...changes }));

  it("wants the role's owners and the stages of each tier it adds", () => {
    expect(oncall(["okta/wiki", "okta/prod", "okta/crm"])).toEqual([
      "role oncall gives okta/crm: olga | @acme/security? | olga",
      "role oncall gives okta/prod: olga | olga,@acme/dba | @acme/security",
    ]);
  });

  it("wants the role's owners alone where it takes something out", () => {
    expect(oncall([])).toEqual(["role oncall: olga"]);
  });

  it("counts the manager only where one user is concerned", () => {
    const holders = (...users: readonly string[]) =>
      users.reduce((company, user) => company.grant(user, "role:oncall"), aCompany());
    const edited = (...users: readonly string[]) =>
      needsBetween(
        withRules(holders(...users)),
        withRules(holders(...users).role("oncall", ["okta/wiki", "okta/crm"], { owners: [person("olga")] })),
      ).map(told);
    expect(edited("ada")).toEqual(["role oncall gives okta/crm: olga | bob | olga"]);
    expect(edited("ada", "eve")).toEqual(["role oncall gives okta/crm: olga | @acme/security? | olga"]);
  });

  it("adds everything it reaches where it is brought to other people", () => {
    const birthright = selector({ department: "Engineering" });
    expect(wanted((company) => company.role("sales", ["okta/crm"], { owners: [person("olga")], birthright }))).toEqual([
      "role sales gives okta/crm: olga | @acme/security? | olga",
    ]);
    expect(oncall(["okta/wiki"], { impliedBy: ["sales"] })).toEqual(["role oncall gives okta/wiki: olga | olga"]);
  });

  it("adds what it reaches through a role that it includes now", () => {
    expect(oncall(["okta/wiki"], { includes: ["sales"] })).toEqual([
      "role oncall gives okta/crm: olga | @acme/security? | olga",
    ]);
  });

  it("wants root owners where it names other owners (I6)", () => {
    expect(oncall(["okta/wiki"], { owners: [person("eve")] })).toEqual([
      "role oncall: olga",
      "role owners of oncall: @acme/security",
    ]);
  });

  it("that is new falls back, for nobody owned it before", () => {
    expect(wanted((company) => company.role("fresh", ["okta/wiki"], { owners: [person("eve")] }))).toEqual([
      "role fresh gives okta/wiki: @acme/security? | olga",
    ]);
  });

  it("keeps those who gain a privileged entitlement from approving it, and lets many below high be", () => {
    const held = () => aCompany().grant("olga", "role:oncall").grant("eve", "role:oncall");
    const edited = (entitlement: string) =>
      needsBetween(
        withRules(held()),
        withRules(held().role("oncall", ["okta/wiki", entitlement], { owners: [person("olga")] })),
      )[0]?.beneficiaries;
    expect(edited("okta/prod")).toEqual(["eve", "olga"]);
    expect(edited("okta/crm")).toEqual([]);
  });
});

describe("everything that decides about others", () => {
  it("an entitlement wants its owners and root owners; a new one root owners", () => {
    expect(wanted((company) => company.entitlement("okta/crm", { tier: "low", owners: [person("olga")] }))).toEqual([
      "entitlement okta/crm: olga | @acme/security",
    ]);
    expect(wanted((company) => company.entitlement("okta/fresh", { owners: [person("eve")] }))).toEqual([
      "entitlement okta/fresh: @acme/security",
    ]);
  });

  it("a system, a rule and an adoption want root owners", () => {
    expect(wanted((company) => company.system("okta", { mode: "observe" }))).toEqual([
      "system system okta: @acme/security",
    ]);
    expect(wanted((company) => company.keepApart("pay", { one: ["okta/crm"], two: ["okta/erp"] }))).toEqual([
      "policy separation-of-duties pay: @acme/security",
    ]);
    expect(wanted((company) => company.adoption("okta", "ada", "00u1"))).toEqual([
      "adoption adoption okta/ada: @acme/security",
    ]);
  });

  it("the organization, approvals, lifecycle, least privilege and a baseline want root owners", () => {
    const changed = (change: (model: AccessModel) => AccessModel) => needsBetween(base, change(base)).map(told);
    expect(
      changed((model) => ({ ...model, organization: { ...model.organization, protected: [userId("ada")] } })),
    ).toEqual(["organization organization: @acme/security"]);
    expect(changed((model) => ({ ...model, approvals: { ...model.approvals, fallback: ["eve"] } }))).toEqual([
      "policy approvals: @acme/security",
    ]);
    expect(
      changed((model) => ({
        ...model,
        lifecycle: { ...model.lifecycle, moverGrace: { ...model.lifecycle.moverGrace, low: duration("P90D") } },
      })),
    ).toEqual(["policy lifecycle: @acme/security"]);
    expect(wanted((company) => company.setting("lp/no-reason", { severity: "none" }))).toEqual([
      "policy least-privilege lp/no-reason: @acme/security",
    ]);
    expect(wanted((company) => company.accepted("lp/no-reason", "access/grants/okta/crm/ada.yaml"))).toEqual([
      "policy baseline lp/no-reason access/grants/okta/crm/ada.yaml: @acme/security",
    ]);
  });

  it("an override wants root owners", () => {
    const override: Override = {
      source: { file: "access/overrides/removals/reorg.yaml", line: 1 },
      guard: "removals",
      system: "okta" as Override["system"],
      count: 400,
      reason: "Reorganization",
      expires: tomorrow,
    };
    expect(needsBetween(base, { ...base, overrides: [override] }).map(told)).toEqual([
      "override override removals/reorg: @acme/security",
    ]);
  });

  it("a waiver wants the rule's owners; taking it back nothing more", () => {
    const apart = () =>
      aCompany().keepApart("pay", { one: ["okta/crm"], two: ["okta/erp"] }, { owners: [person("olga")] });
    const waived = (expires: string) => apart().waiver("pay", "ada", ["okta/crm", "okta/erp"], expires);
    const waiver = ["waiver pay/ada: olga"];
    const until = (expires: string) => withRules(waived(expires));
    expect(needsBetween(withRules(apart()), until("2026-12-15T00:00:00Z")).map(told)).toEqual(waiver);
    expect(needsBetween(until("2026-12-15T00:00:00Z"), until("2027-01-15T00:00:00Z")).map(told)).toEqual(waiver);
    expect(needsBetween(until("2026-12-15T00:00:00Z"), withRules(apart()))).toEqual([]);
  });

  it("a waiver of a rule that the same change brings falls back", () => {
    const head = aCompany()
      .keepApart("pay", { one: ["okta/crm"], two: ["okta/erp"] }, { owners: [person("eve")] })
      .waiver("pay", "ada", ["okta/crm"], "2026-12-15T00:00:00Z");
    expect(needsBetween(base, withRules(head)).map(told)).toEqual([
      "policy separation-of-duties pay: @acme/security",
      "waiver pay/ada: @acme/security?",
    ]);
  });

  it("membership of a group that carries approval power wants root owners (G9)", () => {
    expect(wanted((company) => company.grant("eve", "okta/dba"))).toEqual([
      "approval-power okta/dba for eve: @acme/security",
      "grant okta/dba for eve: bob | olga",
    ]);
    const tagged = () => aCompany().entitlement("okta/wiki", { tags: ["approval-power"], owners: [person("olga")] });
    expect(needsBetween(withRules(tagged()), withRules(tagged().grant("eve", "role:oncall"))).map(told)).toEqual([
      "approval-power okta/wiki for eve: @acme/security",
      "grant role:oncall for eve: bob,olga",
    ]);
  });
});

describe("a rule that wants its owner's approval", () => {
  const apart = (mode: "approve" | "detect" | "prevent" = "approve") =>
    aCompany().keepApart("pay", { one: ["okta/crm"], two: ["okta/wiki"] }, { mode, owners: [person("olga")] });
  const sod = (from: ModelBuilder, head: ModelBuilder) =>
    needsBetween(withRules(from), withRules(head))
      .filter(({ what }) => what === "separation-of-duties")
      .map(told);

  it("is asked where somebody comes into more of its sets than it allows", () => {
    const need = ["separation-of-duties pay by ada: olga"];
    expect(sod(apart().grant("ada", "okta/crm"), apart().grant("ada", "okta/crm").grant("ada", "okta/wiki"))).toEqual(
      need,
    );
    expect(sod(apart(), apart().grant("ada", "okta/crm").grant("ada", "role:oncall"))).toEqual(need);
    expect(sod(apart(), apart().grant("ada", "okta/crm"))).toEqual([]);
  });

  it("counts what a service account of theirs holds", () => {
    expect(sod(apart().grant("ada", "okta/crm"), apart().grant("ada", "okta/crm").grant("robin", "okta/wiki"))).toEqual(
      ["separation-of-duties pay by ada: olga"],
    );
  });

  it("is not asked by the other modes, for what was there before, nor for times that do not meet", () => {
    for (const mode of ["detect", "prevent"] as const)
      expect(sod(apart(mode), apart(mode).grant("ada", "okta/crm").grant("ada", "okta/wiki"))).toEqual([]);
    const both = () => apart().grant("ada", "okta/crm").grant("ada", "okta/wiki");
    expect(sod(both(), both().grant("ada", "okta/erp"))).toEqual([]);
    expect(
      sod(
        apart(),
        apart().grant("ada", "okta/crm", { expires: tomorrow }).grant("ada", "okta/wiki", { starts: tomorrow }),
      ),
    ).toEqual([]);
  });

  it("counts an eligible grant only where it lists eligible", () => {
    const counting = (count: readonly ("active" | "eligible")[]) =>
      aCompany().keepApart(
        "pay",
        { one: ["okta/crm"], two: ["okta/wiki"] },
        { mode: "approve", count, owners: [person("olga")] },
      );
    const head = (count: readonly ("active" | "eligible")[]) =>
      counting(count).grant("ada", "okta/crm", { eligible: true }).grant("ada", "okta/wiki");
    expect(sod(counting(["active"]), head(["active"]))).toEqual([]);
    expect(sod(counting(["active", "eligible"]), head(["active", "eligible"]))).toHaveLength(1);
  });

  it("is asked by the base commit's rule, though the change loosens it", () => {
    const head = aCompany().grant("ada", "okta/crm").grant("ada", "okta/wiki");
    expect(sod(apart(), head)).toEqual(["separation-of-duties pay by ada: olga"]);
  });
});

describe("files that no object's change answers for", () => {
  const same = (company: ModelBuilder) => company;

  it.each([
    "src/plan/plan.ts",
    ".github/workflows/apply.yml",
    ".github/CODEOWNERS",
    "schemas/user.schema.json",
    "access/tests/payroll.yaml",
    "access/hr.yaml",
    "README.md",
  ])("%s wants root owners", (file) => {
    expect(wanted(same, [file])).toEqual([`code ${file}: @acme/security`]);
  });

  it("words in an object's file want the object's owner, wherever the file moved (G4)", () => {
    expect(
      wanted(same, ["access/roles/oncall.yaml", "access/entitlements/okta/crm.yaml", "access/users/ada.yaml"]),
    ).toEqual([
      "file access/entitlements/okta/crm.yaml: olga",
      "file access/roles/oncall.yaml: olga",
      "file access/users/ada.yaml: bob",
    ]);
    const moved = aCompany().role("oncall", ["okta/wiki"], {
      owners: [person("olga")],
      source: { file: "access/roles/quiet/oncall.yaml", line: 1 },
    });
    const files = ["access/roles/oncall.yaml", "access/roles/quiet/oncall.yaml"];
    expect(needsBetween(base, withRules(moved), files).map(told)).toEqual(files.map((file) => `file ${file}: olga`));
  });

  it("a file whose change has its need already wants no second one", () => {
    expect(wanted((company) => company.grant("ada", "okta/crm"), ["access/grants/okta/crm/ada.yaml"])).toEqual([
      "grant okta/crm for ada: bob | olga",
    ]);
    const held = withRules(aCompany().grant("ada", "okta/crm"));
    expect(wanted(same, ["access/grants/okta/crm/ada.yaml"], held)).toEqual([]);
  });
});

describe("what nothing explains", () => {
  it("wants root owners: a gain that follows from no edit", () => {
    const needs = approvalsNeeded({
      base,
      head: base,
      accessChanges: [
        {
          kind: "gain",
          user: userId("ada"),
          entitlement: "okta/crm" as never,
          tier: "medium",
          from: null,
          until: null,
          because: [],
        },
      ],
      modelChanges: [],
      changedFiles: [],
    });
    expect(needs.map(told)).toEqual(["unexplained okta/crm for ada: @acme/security"]);
  });

  it("wants root owners: a kind of change that nobody has heard of", () => {
    const modelChanges = [{ kind: "weather", id: "storm", field: "wind", before: 1, after: 2 }];
    const needs = approvalsNeeded({ base, head: base, accessChanges: [], modelChanges, changedFiles: [] });
    expect(needs.map(told)).toEqual(["unexplained weather storm: @acme/security"]);
  });
});

describe("removals", () => {
  it("want what the policy's `removals` ask", () => {
    const rules = { approvals: { removals: [["owner"]] } };
    const from = withRules(aCompany().grant("ada", "okta/crm"), rules);
    expect(needsBetween(from, withRules(aCompany(), rules)).map(told)).toEqual(["removal okta/crm of ada: olga"]);
  });
});

it("says the same whatever the order of the files", () => {
  const files = ["src/a.ts", "access/roles/oncall.yaml", "src/b.ts"];
  const head = withRules(aCompany().grant("ada", "okta/crm").grant("ada", "okta/erp"));
  expect(needsBetween(base, head, files)).toEqual(needsBetween(base, head, files.toReversed()));
});
