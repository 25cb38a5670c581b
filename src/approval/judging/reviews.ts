import type { AccessModel } from "../../model/documents.ts";
import type { Instant } from "../../model/instant.ts";
import type { GithubAccount, GithubReview } from "../../ports/github.ts";
import { isActive } from "../approvers.ts";
import type { CommitMeaning } from "../commit-meaning.ts";
import type { ApprovalRule, RefusedReview } from "../verdict.ts";
import { type Conflict, nameOfAccount, usersByAccount } from "./conflicts.ts";
import { userText } from "../../model/user-text.ts";
import { appendTo } from "../../support/multi-map.ts";

export interface ReviewFacts {
  readonly reviews: readonly GithubReview[];
  readonly base: AccessModel;
  readonly at: Instant | null;
  readonly conflicts: ReadonlyMap<number, Conflict>;
  /** Account ids of the members of the teams that the base commit lists. */
  readonly members: ReadonlySet<number>;
  readonly digest: string;
  readonly meanings: ReadonlyMap<string, CommitMeaning>;
}

export interface SortedReviews {
  /** Each person's latest decision, if it approves the change to be merged; by account id. */
  readonly counting: readonly GithubReview[];
  /** Each person's latest decision, if it requests changes, whichever commit it was given for; by account id. */
  readonly objecting: readonly GithubReview[];
  readonly refused: readonly RefusedReview[];
}

/** Separates the reviews that may count from those that do not, each with the rule that it violates. */
export function sortReviews(facts: ReviewFacts): SortedReviews {
  const counting: GithubReview[] = [];
  const objecting: GithubReview[] = [];
  const refused: RefusedReview[] = [];
  const judgeAccount = accountJudge(facts);
  for (const { latest, earlier } of decisions(facts.reviews)) {
    const refusal = judgeAccount(latest.by) ?? judgeReview(latest, facts);
    if (latest.state === "changes-requested") objecting.push(latest);
    if (refusal === undefined) counting.push(latest);
    else refused.push({ review: latest.id, by: latest.by, ...refusal });
    for (const { id, by } of earlier) {
      const message = `${nameOfAccount(by)} has a later review: only the latest review of each person counts.`;
      refused.push({ review: id, by, rule: "approval/superseded", message });
    }
  }
  return {
    counting: counting.sort((left, right) => left.by.id - right.by.id),
    objecting: objecting.sort((left, right) => left.by.id - right.by.id),
    refused: refused.sort((left, right) => left.review - right.review),
  };
}

interface Decision {
  readonly latest: GithubReview;
  /** Approvals that the latest decision replaces. */
  readonly earlier: readonly GithubReview[];
}

/** Returns each account's decisions. Comments and drafts neither approve nor undo an approval. */
function decisions(reviews: readonly GithubReview[]): readonly Decision[] {
  const byAccount = new Map<number, GithubReview[]>();
  for (const review of reviews) {
    if (review.state === "commented" || review.state === "pending") continue;
    appendTo(byAccount, review.by.id, review);
  }
  return [...byAccount.values()].flatMap((own) => {
    const ordered = [...own].sort((left, right) => Date.parse(left.at) - Date.parse(right.at) || left.id - right.id);
    const latest = ordered.at(-1);
    if (latest === undefined) return [];
    return [{ latest, earlier: ordered.slice(0, -1).filter(({ state }) => state === "approved") }];
  });
}

type Refusal = { readonly rule: ApprovalRule; readonly message: string };

/**
 * Returns a function that refuses accounts that may not approve here: only a person's own account, known by its
 * immutable id and without a contribution to the change, may.
 */
function accountJudge(facts: ReviewFacts): (account: GithubAccount) => Refusal | undefined {
  const users = usersByAccount(facts.base);
  const claimed = new Map(
    [...facts.base.users.values()].flatMap(({ id, github }) =>
      github === null ? [] : [[github.login.toLowerCase(), { user: id, account: github.id }] as const],
    ),
  );
  return (account) => {
    const name = nameOfAccount(account);
    const user = users.get(account.id);
    if (account.kind === "bot") return { rule: "approval/bot", message: `${name} is a bot account, not a person.` };
    if (user?.kind === "service")
      return {
        rule: "approval/bot",
        message: `${name} is the account of the service account ${user.id}, not a person.`,
      };
    const claim = claimed.get(account.login.toLowerCase());
    if (user === undefined && claim?.account === null)
      return {
        rule: "approval/unpinned",
        message: `${name} has the login of ${claim.user}, whose file does not pin it with \`github.id\`.`,
      };
    if (user === undefined && claim !== undefined)
      return {
        rule: "approval/other-account",
        message: `${name} has the login of ${claim.user} but a different account id: a login can be reused by another person.`,
      };
    if (user === undefined && !facts.members.has(account.id))
      return {
        rule: "approval/unknown-account",
        message: `${name} does not match any user or listed team in the base commit.`,
      };
    const conflict = facts.conflicts.get(account.id);
    if (conflict !== undefined)
      return {
        rule: conflict.rule,
        message: `${name} ${conflict.message}: contributors cannot approve their own change.`,
      };
    if (user !== undefined && !isActive(user, facts.at))
      return { rule: "approval/inactive", message: `${name} is the account of ${userText(user)}, who is not active.` };
    return undefined;
  };
}

/** Returns why the review is not an approval of the change to be merged; undefined if it is. */
function judgeReview({ by, state, commit }: GithubReview, { digest, meanings }: ReviewFacts): Refusal | undefined {
  const name = nameOfAccount(by);
  if (state === "changes-requested")
    return { rule: "approval/changes-requested", message: `${name} requested changes.` };
  if (state === "dismissed") return { rule: "approval/dismissed", message: `The review of ${name} was dismissed.` };
  const seen: CommitMeaning = meanings.get(commit) ?? { kind: "unreadable" };
  if (seen.kind === "unreadable")
    return {
      rule: "approval/unknown-commit",
      message: `${name} reviewed commit ${commit.slice(0, 12)}, whose access changes could not be determined.`,
    };
  if (seen.kind === "other-content" || seen.digest !== digest)
    return {
      rule: "approval/stale",
      message: `${name} reviewed commit ${commit.slice(0, 12)}, but the access changes have changed since.`,
    };
  return undefined;
}
