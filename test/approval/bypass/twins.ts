import { accountId, type PullRequestStory } from "../../support/github.ts";
import { aCompany, withRules } from "../company.ts";
import { approvedBy, change } from "./scenario.ts";

/** Ada is given the wiki (low: her manager or the owner), and Bob, her manager, approves. */
const wiki = change((company) => company.grant("ada", "okta/wiki"));
export const byBob = approvedBy(wiki, "bob");
/** Ada is given production (critical: an owner and security, with a comment). */
export const prod = change((company) => company.grant("ada", "okta/prod"));
export const byOlgaAndSue = approvedBy(prod, "olga", "sue");

/** The latest review of a story is another. */
export const lastReview = (changes: object) => (story: PullRequestStory) => ({
  ...story,
  reviews: story.reviews.map((review, position) =>
    position === story.reviews.length - 1 ? { ...review, ...changes } : review,
  ),
});
/** A user of both sides is another. */
export const userIn = (id: string, changes: object) => (story: PullRequestStory) => ({
  ...story,
  base: withUser(story.base, id, changes),
  head: withUser(story.head, id, changes),
});

function withUser(model: PullRequestStory["base"], id: string, changes: object): PullRequestStory["base"] {
  const users = [...model.users].map(([key, user]) => [key, key === id ? { ...user, ...changes } : user] as const);
  return { ...model, users: new Map(users) };
}

/** Sue of security is a user of the company as well. */
export function withSue(company: ReturnType<typeof aCompany>) {
  return withRules(company.user("sue", { github: { login: "sue", id: accountId("sue") } }));
}
