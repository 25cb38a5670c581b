import type { AccessModel } from "../../model/documents.ts";
import type { Instant } from "../../model/instant.ts";
import type { GithubAccount, GithubReview } from "../../ports/github.ts";
import { isActive } from "../approvers.ts";
import type { CommitMeaning } from "../commit-meaning.ts";
import type { ApprovalRule, RefusedReview } from "../verdict.ts";
import { type Conflict, nameOfAccount, usersByAccount } from "./conflicts.ts";
import { appendTo } from "../../support/multi-map.ts";

export interface ReviewFacts {
  readonly reviews: readonly GithubReview[];
  readonly base: AccessModel;
  readonly at: Instant | null;
  readonly conflicts: ReadonlyMap<number, Conflict>;
  /** Members of the teams that the base commit lists, by account id. */
  readonly members: ReadonlySet<number>;
  readonly digest: string;
  readonly meanings: ReadonlyMap<string, CommitMeaning>;
}

export interface SortedReviews {
  /** Each person's latest decision, where it is an approval of what will be merged; by account id. */
  readonly counting: readonly GithubReview[];
  readonly refused: readonly RefusedReview[];
}

/** Tells the reviews that may count from those that count for nothing, each with the rule it hits. */
export function sortReviews(facts: ReviewFacts): SortedReviews {
  const counting: GithubReview[] = [];
  const refused: RefusedReview[] = [];
  const judgeAccount = accountJudge(facts);
  for (const { latest, earlier } of decisions(facts.reviews)) {
    const refusal = judgeAccount(latest.by) ?? judgeReview(latest, facts);
    if (refusal === undefined) counting.push(latest);
    else refused.push({ review: latest.id, by: latest.by, ...refusal });
    for (const { id, by } of earlier) {
      const message = `${nameOfAccount(by)} decided again later, and the latest decision is the one that counts.`;
      refused.push({ review: id, by, rule: "approval/superseded", message });
    }
  }
  return {
    counting: counting.sort((left, right) => left.by.id - right.by.id),
    refused: refused.sort((left, right) => left.review - right.review),
  };
}

interface Decision {
  readonly latest: GithubReview;
  /** Approvals that the latest decision replaces. */
  readonly earlier: readonly GithubReview[];
}

/** Comments and drafts decide nothing and undo nothing. */
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

/** Whether the account may approve anything here: a person's own, known by its immutable id, with no hand in the change. */
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
    if (account.kind === "bot") return { rule: "approval/bot", message: `${name} is no person.` };
    if (user?.kind === "service")
      return { rule: "approval/bot", message: `${name} is the account of the service account ${user.id}, no person.` };
    const claim = claimed.get(account.login.toLowerCase());
    if (user === undefined && claim?.account === null)
      return {
        rule: "approval/unpinned",
        message: `${name} has the login of ${claim.user}, whose file does not pin it by \`github.id\` yet.`,
      };
    if (user === undefined && claim !== undefined)
      return {
        rule: "approval/other-account",
        message: `${name} has the login of ${claim.user} and is another account: a login can be taken over.`,
      };
    if (user === undefined && !facts.members.has(account.id))
      return {
        rule: "approval/unknown-account",
        message: `${name} belongs to no user and to no team that the base commit knows.`,
      };
    const conflict = facts.conflicts.get(account.id);
    if (conflict !== undefined)
      return { rule: conflict.rule, message: `${name} ${conflict.message}; nobody approves their own change.` };
    if (user !== undefined && !isActive(user, facts.at))
      return { rule: "approval/inactive", message: `${name} is ${user.id}, who is not active.` };
    return undefined;
  };
}

/** Whether it is an approval of what will be merged. */
function judgeReview({ by, state, commit }: GithubReview, { digest, meanings }: ReviewFacts): Refusal | undefined {
  const name = nameOfAccount(by);
  if (state === "changes-requested")
    return { rule: "approval/changes-requested", message: `${name} asked for changes.` };
  if (state === "dismissed") return { rule: "approval/dismissed", message: `The review of ${name} was dismissed.` };
  const seen: CommitMeaning = meanings.get(commit) ?? { kind: "unreadable" };
  if (seen.kind === "unreadable")
    return {
      rule: "approval/unknown-commit",
      message: `${name} reviewed the commit ${commit.slice(0, 12)}; what it meant could not be worked out.`,
    };
  if (seen.kind === "other-content" || seen.digest !== digest)
    return {
      rule: "approval/stale",
      message: `${name} reviewed the commit ${commit.slice(0, 12)}, which meant something else than what would be merged.`,
    };
  return undefined;
}
