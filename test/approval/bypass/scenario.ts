import type { ApprovalVerdict } from "../../../src/approval/verdict.ts";
import { aPullRequest, judge, type PullRequestScenario, reviewed, rulesIn } from "../../support/github.ts";
import type { ModelBuilder } from "../../support/model.ts";
import { aCompany, type Rules, teams, withRules } from "../company.ts";

/** One bypass of review: an approved pull request, and the one edit after which it must not be approved. */
export interface Bypass {
  readonly name: string;
  readonly accepted: PullRequestScenario;
  readonly edit: (scenario: PullRequestScenario) => PullRequestScenario;
  /** The violated rule: an `approval/…`, or `missing WHAT` where the change needs another approver. */
  readonly rule: string;
}

export interface Change {
  readonly author?: string;
  readonly rules?: Rules;
  readonly headRules?: Rules;
  readonly files?: readonly string[];
  readonly company?: () => ModelBuilder;
}

/** Returns a pull request of Eve that changes the company. */
export function change(by: (company: ModelBuilder) => ModelBuilder, options: Change = {}): PullRequestScenario {
  const { author = "eve", rules = {}, headRules = rules, files = [], company = aCompany } = options;
  return aPullRequest(withRules(company(), rules), withRules(by(company()), headRules), { author, teams, files });
}

/** Returns the pull request approved by these people, in this order. */
export function approvedBy(scenario: PullRequestScenario, ...logins: readonly string[]): PullRequestScenario {
  return logins.reduce((current, login) => reviewed(current, login), scenario);
}

/** Returns a verdict's rules, and `missing WHAT` of each need that is not approved. */
export function hits(verdict: ApprovalVerdict): readonly string[] {
  const missing = verdict.needs.filter(({ approved }) => !approved).map(({ need }) => `missing ${need.what}`);
  return [...rulesIn(verdict), ...new Set(missing)];
}

export { judge };
