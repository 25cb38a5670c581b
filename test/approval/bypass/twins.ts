import { accountId, type PullRequestScenario } from "../../support/github.ts";
import type { ModelBuilder } from "../../support/model.ts";
import { aCompany, type Rules, withRules } from "../company.ts";
import { approvedBy, change } from "./scenario.ts";

/** A grant of the wiki to Ada (low: her manager or the owner), approved by her manager Bob. */
export const grantOfWiki = (company: ModelBuilder) => company.grant("ada", "okta/wiki");
export const byBob = approvedBy(change(grantOfWiki), "bob");
/** Returns an edit after which the same pull request changes something else as well. */
export const alsoChanging =
  (by: (company: ModelBuilder) => ModelBuilder, rules: Rules = {}) =>
  (scenario: PullRequestScenario) => ({ ...scenario, head: withRules(by(grantOfWiki(aCompany())), rules) });
/** A grant of production to Ada (critical: an owner and security, with a comment). */
export const prod = change((company) => company.grant("ada", "okta/prod"));
export const byOlgaAndSue = approvedBy(prod, "olga", "sue");

/** Returns an edit that changes the latest review. */
export const lastReview = (changes: object) => (scenario: PullRequestScenario) => ({
  ...scenario,
  reviews: scenario.reviews.map((review, position) =>
    position === scenario.reviews.length - 1 ? { ...review, ...changes } : review,
  ),
});
/** Returns an edit that changes a user on both sides. */
export const userIn = (id: string, changes: object) => (scenario: PullRequestScenario) => ({
  ...scenario,
  base: withUser(scenario.base, id, changes),
  head: withUser(scenario.head, id, changes),
});

/** Returns the model with a changed user. */
export function withUser(model: PullRequestScenario["base"], id: string, changes: object): PullRequestScenario["base"] {
  const users = [...model.users].map(([key, user]) => [key, key === id ? { ...user, ...changes } : user] as const);
  return { ...model, users: new Map(users) };
}

/** Adds Sue of security as a user of the company. */
export function withSue(company: ReturnType<typeof aCompany>) {
  return withRules(company.user("sue", { github: { login: "sue", id: accountId("sue") } }));
}
