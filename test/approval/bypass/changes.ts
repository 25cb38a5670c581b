import { pinned, type PullRequestScenario } from "../../support/github.ts";
import { type ModelBuilder, person, selector, team, userId } from "../../support/model.ts";
import { aCompany, withRules } from "../company.ts";
import { approvedBy, type Bypass, change } from "./scenario.ts";
import { alsoChanging, byBob, grantOfWiki as grant } from "./twins.ts";

const touching =
  (...files: readonly string[]) =>
  (scenario: PullRequestScenario) => ({ ...scenario, files });

/** G1: the change chooses its own approvers. */
const ownApprovers: readonly Bypass[] = [
  {
    name: "the change makes its approver the entitlement's owner",
    accepted: approvedBy(
      change((company) => company.grant("ada", "okta/crm")),
      "bob",
      "olga",
    ),
    edit: (scenario) => ({
      ...scenario,
      head: withRules(
        aCompany()
          .entitlement("okta/crm", { tier: "medium", owners: [person("bob")] })
          .grant("ada", "okta/crm"),
      ),
      reviews: scenario.reviews.slice(0, 1),
    }),
    rule: "missing entitlement",
  },
  {
    name: "the change makes its approver the beneficiary's manager",
    accepted: byBob,
    edit: (scenario) => ({
      ...alsoChanging((company) => company.user("ada", { manager: userId("hal"), ...pinned("ada") }))(scenario),
      reviews: approvedBy(change(grant), "hal").reviews,
    }),
    rule: "missing user",
  },
  {
    name: "the change lowers the tier",
    accepted: byBob,
    edit: alsoChanging((company) => company.entitlement("okta/crm", { tier: "low", owners: [person("olga")] })),
    rule: "missing entitlement",
  },
  {
    name: "the change loosens who approves",
    accepted: byBob,
    edit: alsoChanging((company) => company, { approvals: { fallback: ["eve"] } }),
    rule: "missing policy",
  },
  {
    name: "the change takes a stage away",
    accepted: approvedBy(
      change((company) => company.grant("ada", "okta/erp")),
      "bob",
      "olga",
      "sue",
    ),
    edit: (scenario) => {
      const { approvals } = scenario.head;
      const tiers = { ...approvals.tiers, high: { ...approvals.tiers.high, require: [["owner"]] } };
      return {
        ...scenario,
        head: { ...scenario.head, approvals: { ...approvals, tiers } },
        reviews: approvedBy(scenario, "bob", "olga").reviews.slice(-2),
      };
    },
    rule: "missing policy",
  },
  {
    name: "the change moves a team's name to another team",
    accepted: byBob,
    edit: alsoChanging((company) => company, { organization: { teams: new Map([["@acme/security", 666]]) } }),
    rule: "missing organization",
  },
  {
    name: "the change makes its author a root owner",
    accepted: byBob,
    edit: alsoChanging((company) => company, { organization: { rootOwners: [person("eve")] } }),
    rule: "missing organization",
  },
  {
    name: "the change pins another account to an approver",
    accepted: byBob,
    edit: alsoChanging((company) => company.user("olga", { github: { login: "olga", id: 666 } })),
    rule: "missing identity",
  },
  {
    name: "the change makes a role's approver its owner",
    accepted: approvedBy(
      change((company) => company.role("oncall", [], { owners: [person("olga")] })),
      "olga",
    ),
    edit: (scenario) => ({ ...scenario, head: withRules(aCompany().role("oncall", [], { owners: [person("eve")] })) }),
    rule: "missing role",
  },
  {
    name: "the change gives a service account to a different owner",
    accepted: byBob,
    edit: alsoChanging((company) =>
      company.user("robin", { kind: "service", owners: [userId("eve")], ...pinned("robin") }),
    ),
    rule: "missing identity",
  },
];

/** G2 to G4: paths, code owners and files without an owner. */
const files: readonly Bypass[] = [
  {
    name: "CODEOWNERS is edited in the same change",
    accepted: byBob,
    edit: touching(".github/CODEOWNERS"),
    rule: "missing code",
  },
  {
    name: "a second CODEOWNERS is added in the same change",
    accepted: byBob,
    edit: touching("CODEOWNERS"),
    rule: "missing code",
  },
  {
    name: "a workflow is edited in the same change",
    accepted: byBob,
    edit: touching(".github/workflows/apply.yml"),
    rule: "missing code",
  },
  {
    name: "the engine is edited in the same change",
    accepted: byBob,
    edit: touching("src/approval/judge.ts"),
    rule: "missing code",
  },
  {
    name: "a schema is edited in the same change",
    accepted: byBob,
    edit: touching("schemas/grant.schema.json"),
    rule: "missing code",
  },
  {
    name: "a policy test is edited in the same change",
    accepted: byBob,
    edit: touching("access/tests/payroll.yaml"),
    rule: "missing code",
  },
  {
    name: "a path with different letter case",
    accepted: byBob,
    edit: touching("Access/users/ada.yaml"),
    rule: "missing code",
  },
  {
    name: "a role's file is moved out of its folder",
    accepted: byBob,
    edit: (scenario) => ({
      ...touching("access/roles/oncall.yaml", "access/roles/eve/oncall.yaml")(scenario),
      head: withRules(
        grant(aCompany()).role("oncall", ["okta/wiki"], {
          owners: [person("olga")],
          source: { file: "access/roles/eve/oncall.yaml", line: 1 },
        }),
      ),
    }),
    rule: "missing file",
  },
];

/** G9 and I6: access that leads to more access. */
const escalation: readonly Bypass[] = [
  {
    name: "a user is added to the group that is an owner team",
    accepted: approvedBy(
      change((company) => company.grant("ada", "okta/crm")),
      "bob",
      "olga",
    ),
    edit: (scenario) => ({ ...scenario, head: withRules(aCompany().grant("ada", "okta/dba")) }),
    rule: "missing approval-power",
  },
  {
    name: "a user is added to it by a role that all users of a department have",
    accepted: approvedBy(
      change(
        (company) =>
          company.role("sales", ["okta/crm", "okta/wiki"], {
            owners: [person("olga")],
            birthright: selector({ department: "Sales" }),
          }),
        {
          company: withSales,
        },
      ),
      "olga",
      "sue",
      "bob",
    ),
    edit: (scenario) => ({
      ...scenario,
      head: withRules(
        withSales().role("sales", ["okta/crm", "okta/dba"], {
          owners: [person("olga")],
          birthright: selector({ department: "Sales" }),
        }),
      ),
      reviews: approvedBy(scenario, "olga", "bob").reviews.slice(-2),
    }),
    rule: "missing approval-power",
  },
  {
    name: "a group is nested in a privileged one",
    accepted: byBob,
    edit: alsoChanging((company) =>
      company.entitlement("okta/prod", {
        tier: "critical",
        owners: [person("olga"), team("@acme/dba")],
        nests: ["okta/wiki" as never],
      }),
    ),
    rule: "missing entitlement",
  },
  {
    name: "a role gains a critical entitlement",
    accepted: byBob,
    edit: alsoChanging((company) => company.role("oncall", ["okta/wiki", "okta/prod"], { owners: [person("olga")] })),
    rule: "missing role",
  },
  {
    name: "a second, permanent path to temporary access",
    accepted: approvedBy(
      change((company) => company.grant("eve", "okta/wiki"), { author: "ada", company: withSales }),
      "olga",
    ),
    edit: (scenario) => ({
      ...scenario,
      head: withRules(withSales().grant("eve", "okta/wiki").grant("ada", "okta/crm")),
    }),
    rule: "missing grant",
  },
  {
    name: "a revert brings a grant back (G13)",
    accepted: byBob,
    edit: alsoChanging((company) => company.grant("eve", "okta/crm", { expires: Date.parse("2027-12-01T00:00:00Z") })),
    rule: "missing grant",
  },
  {
    name: "an eligible grant that gives nothing yet",
    accepted: byBob,
    edit: alsoChanging((company) => company.grant("eve", "okta/prod", { eligible: true })),
    rule: "missing grant",
  },
  {
    name: "a user moves to a department with privileged birthright",
    accepted: approvedBy(
      change((company) => company.user("ada", { manager: userId("bob"), department: "Sales", ...pinned("ada") })),
      "bob",
    ),
    edit: (scenario) => {
      const ops = (company: ModelBuilder) =>
        company.role("sales", ["okta/erp"], {
          owners: [person("olga")],
          birthright: selector({ department: "Sales" }),
        });
      return {
        ...scenario,
        base: withRules(ops(aCompany())),
        head: withRules(ops(aCompany()).user("ada", { manager: userId("bob"), department: "Sales", ...pinned("ada") })),
      };
    },
    rule: "missing user",
  },
];

/** Rules, guards and the providers. */
const guards: readonly Bypass[] = [
  {
    name: "a waiver is added in the same change",
    accepted: approvedBy(change(grant, { company: apart }), "bob"),
    edit: (scenario) => ({
      ...scenario,
      head: withRules(grant(apart()).waiver("pay", "ada", ["okta/crm"], "2026-12-15T00:00:00Z")),
    }),
    rule: "missing waiver",
  },
  {
    name: "a rule that requires its owner's approval is violated",
    accepted: approvedBy(change(grant, { company: apart }), "bob"),
    edit: (scenario) => ({
      ...scenario,
      base: withRules(apart().grant("ada", "okta/crm")),
      head: withRules(grant(apart().grant("ada", "okta/crm"))),
    }),
    rule: "missing separation-of-duties",
  },
  {
    name: "a rule is loosened in the same change",
    accepted: approvedBy(change(grant, { company: apart }), "bob"),
    edit: (scenario) => ({ ...scenario, head: withRules(grant(apart("detect"))) }),
    rule: "missing policy",
  },
  {
    name: "a guard is lifted in the same change",
    accepted: byBob,
    edit: (scenario) => ({
      ...scenario,
      head: {
        ...scenario.head,
        overrides: [
          {
            source: { file: "access/overrides/removals/now.yaml", line: 1 },
            guard: "removals",
            system: "okta" as never,
            count: 400,
            reason: "Because",
            expires: Date.parse("2026-11-22T00:00:00Z"),
          },
        ],
      },
    }),
    rule: "missing override",
  },
  {
    name: "another user's live account is adopted in the same change",
    accepted: byBob,
    edit: alsoChanging((company) => company.adoption("okta", "eve", "00u1")),
    rule: "missing adoption",
  },
  {
    name: "a system's connection is changed in the same change",
    accepted: byBob,
    edit: alsoChanging((company) =>
      company.system("okta", { connection: { orgUrl: "https://eve.example", customer: "my_customer" } }),
    ),
    rule: "missing system",
  },
];

function withSales(): ModelBuilder {
  return aCompany().user("ada", { manager: userId("bob"), department: "Sales", ...pinned("ada") });
}

function apart(mode: "approve" | "detect" = "approve"): ModelBuilder {
  return aCompany().keepApart("pay", { one: ["okta/crm"], two: ["okta/wiki"] }, { mode, owners: [team("@acme/dba")] });
}

export const changeBypasses: readonly Bypass[] = [...ownApprovers, ...files, ...escalation, ...guards];
