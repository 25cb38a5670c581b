import type { System } from "../../../src/model/documents.ts";
import { pinned, type PullRequestScenario } from "../../support/github.ts";
import { type ModelBuilder, duration, person, selector, team, userId } from "../../support/model.ts";
import { aCompany, withRules } from "../company.ts";
import type { Bypass } from "./scenario.ts";
import { alsoChanging, byBob, grantOfWiki } from "./twins.ts";

const november = Date.parse("2026-11-30T00:00:00Z");
const next = Date.parse("2027-12-01T00:00:00Z");

/** Both sides have `before`; the head also has the grant of the wiki, and after the edit `after`. */
function beyond(
  name: string,
  rule: string,
  [before, after]: readonly [(company: ModelBuilder) => ModelBuilder, (company: ModelBuilder) => ModelBuilder],
): Bypass {
  const withHead = (by: (company: ModelBuilder) => ModelBuilder): PullRequestScenario => ({
    ...byBob,
    base: withRules(before(aCompany())),
    head: withRules(grantOfWiki(by(aCompany()))),
  });
  return { name, rule, accepted: withHead(before), edit: (scenario) => ({ ...scenario, head: withHead(after).head }) };
}

const nell = (changes: object) => (company: ModelBuilder) =>
  company.user("nell", { manager: userId("olga"), ...pinned("nell"), ...changes });
const eve = (target: string, changes: object) => (company: ModelBuilder) => company.grant("eve", target, changes);

/** A grant is renamed, extended or begun sooner in the same change. */
const grants: readonly Bypass[] = [
  beyond("the file of a grant is renamed to another user", "missing grant", [
    (company) => company.grant("hal", "okta/crm"),
    (company) => company.grant("eve", "okta/crm"),
  ]),
  beyond("the file of a grant is renamed to another entitlement", "missing grant", [
    (company) => company.grant("eve", "okta/crm"),
    (company) => company.grant("eve", "okta/prod"),
  ]),
  beyond("the file of a grant is renamed from an entitlement to a role", "missing grant", [
    (company) => company.grant("eve", "okta/crm"),
    (company) => company.grant("eve", "role:sales"),
  ]),
  beyond("the end of another grant is put off", "missing grant", [
    eve("okta/prod", { expires: november }),
    eve("okta/prod", { expires: november + 1 }),
  ]),
  beyond("the end of another grant is removed", "missing grant", [
    eve("okta/crm", { expires: november }),
    eve("okta/crm", { expires: null }),
  ]),
  beyond("the start of another grant is moved forward", "missing grant", [
    eve("okta/crm", { starts: next }),
    eve("okta/crm", { starts: november }),
  ]),
  beyond("an eligible grant becomes a standing one", "missing grant", [
    eve("okta/prod", { eligible: true }),
    eve("okta/prod", { eligible: false }),
  ]),
];

/** The lifecycle of a user whose manager did not approve. */
const lifecycle: readonly Bypass[] = [
  beyond("the end of a user's employment is put off", "missing user", [nell({ end: november }), nell({ end: next })]),
  beyond("the end of a user's employment is removed", "missing user", [nell({ end: november }), nell({ end: null })]),
  beyond("a terminated user returns", "missing user", [nell({ status: "terminated" }), nell({})]),
  beyond("a user on leave returns", "missing user", [nell({ status: "on-leave" }), nell({})]),
  beyond("a user starts sooner", "missing user", [nell({ start: next }), nell({ start: november })]),
  beyond("a legal hold is lifted", "missing identity", [nell({ legalHold: true }), nell({ legalHold: false })]),
  beyond("a service account becomes a person", "missing identity", [
    (company) => company,
    (company) => company.user("robin", { kind: "employee", owners: [userId("ada")], ...pinned("robin") }),
  ]),
];

const okta = (changes: Partial<System>) => (company: ModelBuilder) => company.system("okta", changes);
const unchanged = okta({});

/** How a system is run. */
const systems: readonly Bypass[] = [
  beyond("a system is only observed", "missing system", [unchanged, okta({ mode: "observe" })]),
  beyond("a system's guard is raised", "missing system", [
    unchanged,
    (company) => {
      const { guards } = company.build().systems.get("okta" as never)!;
      return company.system("okta", { guards: { ...guards, removals: { ...guards.removals, count: 9999 } } });
    },
  ]),
  beyond("more drift is repaired", "missing system", [unchanged, okta({ repair: ["membership.add"] as never })]),
  beyond("a leaver's account is not contained", "missing system", [
    unchanged,
    (company) => {
      const { account } = company.build().systems.get("okta" as never)!;
      return company.system("okta", {
        account: { ...account!, onTerminate: { ...account!.onTerminate, now: "none" as never } },
      });
    },
  ]),
  beyond("accounts are matched by another attribute", "missing system", [
    unchanged,
    (company) => {
      const { account } = company.build().systems.get("okta" as never)!;
      return company.system("okta", { account: { ...account!, join: "email" } });
    },
  ]),
  beyond("a system has other owners", "missing system", [unchanged, okta({ owners: [person("eve")] })]),
];

/** What an entitlement or a role is. */
const catalogue: readonly Bypass[] = [
  beyond("an entitlement may be held for longer", "missing entitlement", [
    (company) => company,
    (company) =>
      company.entitlement("okta/crm", { tier: "medium", owners: [person("olga")], maxDuration: duration("P9Y") }),
  ]),
  beyond("an entitlement may stand", "missing entitlement", [
    (company) => company,
    (company) => company.entitlement("okta/erp", { tier: "high", owners: [person("olga")], standing: true }),
  ]),
  beyond("an entitlement is taken out of a rule by its tag", "missing entitlement", [
    (company) => company.entitlement("okta/crm", { tier: "medium", owners: [person("olga")], tags: ["payments"] }),
    (company) => company.entitlement("okta/crm", { tier: "medium", owners: [person("olga")], tags: [] }),
  ]),
  beyond("an entitlement is replaced by one under another name with the same group", "missing entitlement", [
    (company) => company,
    (company) =>
      company.entitlement("okta/other", {
        owners: [person("eve")],
        target: { kind: "group", name: "prod", role: "member" },
      }),
  ]),
  beyond("a role is given to contractors as well", "missing role", [
    (company) => company.role("oncall", ["okta/wiki"], { owners: [person("olga")], allowKinds: ["employee"] }),
    (company) => company.role("oncall", ["okta/wiki"], { owners: [person("olga")], allowKinds: null }),
  ]),
  beyond("a role becomes a birthright role", "missing role", [
    (company) => company,
    (company) =>
      company.role("oncall", ["okta/wiki"], {
        owners: [person("olga")],
        birthright: selector({ department: "Engineering" }),
      }),
  ]),
  beyond("a birthright role is given to another department", "missing role", [
    (company) => company,
    (company) =>
      company.role("sales", ["okta/crm"], {
        owners: [person("olga")],
        birthright: selector({ department: "Engineering" }),
      }),
  ]),
  beyond("a role includes another role", "missing role", [
    (company) => company,
    (company) => company.role("oncall", ["okta/wiki"], { owners: [person("olga")], includes: ["sales" as never] }),
  ]),
];

/** What the policies ask for. */
const policies: readonly Bypass[] = [
  beyond("a rule on separation of duties is removed", "missing policy", [
    (company) => company.keepApart("pay", { one: ["okta/crm"], two: ["okta/erp"] }),
    (company) => company,
  ]),
  beyond("a rule on separation of duties has other owners", "missing policy", [
    (company) => company.keepApart("pay", { one: ["okta/crm"], two: ["okta/erp"] }),
    (company) => company.keepApart("pay", { one: ["okta/crm"], two: ["okta/erp"] }, { owners: [person("eve")] }),
  ]),
  beyond("a least-privilege rule is turned off", "missing policy", [
    (company) => company,
    (company) => company.setting("lp/too-long", { severity: "none" }),
  ]),
  beyond("a finding is added to the baseline", "missing policy", [
    (company) => company.accepted("lp/no-reason", "access/grants/okta/wiki/eve.yaml", { owner: team("@acme/dba") }),
    (company) =>
      company
        .accepted("lp/no-reason", "access/grants/okta/wiki/eve.yaml", { owner: team("@acme/dba") })
        .accepted("sod/pay", "access/grants/okta/crm/ada.yaml", { owner: team("@acme/dba") }),
  ]),
];

const key = "MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=";

/** The settings of the organization. */
const organization: readonly Bypass[] = [
  {
    name: "a key of the journal is added",
    accepted: byBob,
    edit: alsoChanging((company) => company, { organization: { journalKeys: [key] } }),
    rule: "missing organization",
  },
  {
    name: "a domain of the organization is added",
    accepted: byBob,
    edit: alsoChanging((company) => company, { organization: { domains: ["acme.example", "eve.example"] } }),
    rule: "missing organization",
  },
  {
    name: "a group may have members of another domain",
    accepted: byBob,
    edit: alsoChanging((company) => company, { organization: { externalDomains: ["eve.example"] } }),
    rule: "missing organization",
  },
  {
    name: "removals need no approval any longer",
    accepted: byBob,
    edit: (scenario) => ({
      ...alsoChanging((company) => company)(scenario),
      base: withRules(aCompany(), { approvals: { removals: [["owner"]] } }),
    }),
    rule: "missing policy",
  },
];

export const settingBypasses: readonly Bypass[] = [
  ...grants,
  ...lifecycle,
  ...systems,
  ...catalogue,
  ...policies,
  ...organization,
];
