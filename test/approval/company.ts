import type { AccessModel, Approvals, Organization, Tier } from "../../src/model/documents.ts";
import type { Need } from "../../src/approval/need.ts";
import { nameOfApprover } from "../../src/approval/need.ts";
import { needsBetween, pinned } from "../support/github.ts";
import { aModel, at, type ModelBuilder, person, selector, team, userId } from "../support/model.ts";

export const security = 4567;
export const dba = 4568;

/** The members of the teams, by login. */
export const teams: Record<number, readonly string[]> = { [security]: ["sue", "sam"], [dba]: ["dora", "dan"] };

/**
 * Returns the company of the tests. Ada reports to Bob. Olga owns the entitlements and roles. Sue and Sam are security,
 * Dora and Dan the database team. Eve can open pull requests but is not an approver. Zoe is not pinned. Hal is on
 * leave. Robin is a service account of Ada.
 */
export function aCompany(): ModelBuilder {
  return aModel()
    .user("ada", { manager: userId("bob"), ...pinned("ada") })
    .user("bob", { manager: userId("olga"), ...pinned("bob") })
    .user("olga", { ...pinned("olga") })
    .user("eve", { manager: userId("bob"), ...pinned("eve") })
    .user("zoe", { manager: userId("bob"), github: { login: "zoe", id: null } })
    .user("hal", { status: "on-leave", ...pinned("hal") })
    .user("robin", { kind: "service", owners: [userId("ada")], ...pinned("robin") })
    .entitlement("okta/wiki", { tier: "low", owners: [person("olga")] })
    .entitlement("okta/crm", { tier: "medium", owners: [person("olga")] })
    .entitlement("okta/erp", { tier: "high", owners: [person("olga")] })
    .entitlement("okta/prod", { tier: "critical", owners: [person("olga"), team("@acme/dba")] })
    .entitlement("okta/dba", { tier: "medium", owners: [person("olga")] })
    .role("sales", ["okta/crm"], { owners: [person("olga")], birthright: selector({ department: "Sales" }) })
    .role("oncall", ["okta/wiki"], { owners: [person("olga")] });
}

export interface Rules {
  readonly organization?: Partial<Organization>;
  readonly approvals?: Partial<Approvals>;
}

/** Returns the company's files with the stages that formats.md shows. */
export function withRules(company: ModelBuilder, { organization = {}, approvals = {} }: Rules = {}): AccessModel {
  const model = company.build();
  const tier = (name: Tier, require: Approvals["removals"], comment: boolean) => ({
    ...model.approvals.tiers[name],
    require,
    comment,
  });
  return {
    ...model,
    organization: {
      ...model.organization,
      teams: new Map([
        ["@acme/security", security],
        ["@acme/dba", dba],
      ]),
      ...organization,
    },
    approvals: {
      ...model.approvals,
      tiers: {
        low: tier("low", [["manager", "owner"]], false),
        medium: tier("medium", [["manager"], ["owner"]], false),
        high: tier("high", [["manager"], ["owner"], ["@acme/security"]], true),
        critical: tier("critical", [["owner"], ["@acme/security"]], true),
      },
      removals: [],
      fallback: ["@acme/security"],
      ...approvals,
    },
  };
}

/**
 * Returns `what subject: stage
 * stage`, a stage as its approvers, with `?` for a fallback.
 */
export function needText(need: Need): string {
  const stages = need.stages.map(
    ({ approvers, isFallback }) => `${approvers.map(nameOfApprover).join(",") || "nobody"}${isFallback ? "?" : ""}`,
  );
  return `${need.what} ${need.subject}: ${stages.join(" | ") || "-"}`;
}

export const tomorrow = at("2026-11-22T09:00:00Z");

/** Returns the needs of a change of the company, as text. */
export function wanted(
  change: (company: ModelBuilder) => ModelBuilder,
  files: readonly string[] = [],
  from: AccessModel = withRules(aCompany()),
): readonly string[] {
  return needsBetween(from, withRules(change(aCompany())), files).map(needText);
}
