import type { UserId } from "../../model/documents.ts";
import type { GithubReview } from "../../ports/github.ts";
import { nameOfApprover, type Need } from "../need.ts";
import type { NeedVerdict, RefusedReview, ServedBy } from "../verdict.ts";
import { nameOfAccount } from "./conflicts.ts";
import { matchPeople } from "./matching.ts";
import { type StageAssignment, type StageFacts, assignmentsOfStages } from "./assign-stages.ts";

export interface NeedFacts extends StageFacts {
  /** Approvals of the change to be merged by accounts that may approve, one for each account. */
  readonly counting: readonly GithubReview[];
  /** Requests for changes, one for each account whose latest decision it is. */
  readonly objecting: readonly GithubReview[];
  /** Accounts of the change's beneficiaries, in addition to those of the need. */
  readonly beneficiaries: ReadonlySet<number>;
  readonly userOf: (account: number) => UserId | null;
}

/**
 * Judges whether the reviews serve every stage of a need, each stage by a different person. A stage stays open while one of its
 * approvers requests changes: no other approval replaces that person's answer.
 */
export function judgeNeed(need: Need, facts: NeedFacts): NeedVerdict {
  const benefits = new Set([...need.beneficiaryAccounts, ...facts.beneficiaries]);
  const leaving = new Set(need.leavingAccounts);
  const mayApprove = (account: number): boolean =>
    facts.mayApprove(account) && !benefits.has(account) && !leaving.has(account);
  const assignments = assignmentsOfStages(need, { ...facts, mayApprove });
  const usable = new Map<number, GithubReview>();
  const refused: RefusedReview[] = [];
  for (const review of facts.counting) {
    const refusal = refusalFor(review, need, { assignments, benefits, leaving });
    if (refusal === undefined) usable.set(review.by.id, review);
    else refused.push(refusal);
  }
  const matching = matchPeople(assignments.map(({ accounts }) => accounts.filter((account) => usable.has(account))));
  const stages = assignments.map((assignment, position) => {
    const account = matching[position] ?? null;
    const review = account === null ? undefined : usable.get(account);
    const objecting = objectionsTo(assignment, { ...facts, mayApprove });
    return {
      stage: assignment.stage,
      approvers: assignment.approvers,
      isFallback: assignment.isFallback,
      servedBy: review === undefined || objecting.length > 0 ? null : servedBy(review, facts),
      missing: objecting.length > 0 ? heldText(objecting) : review === undefined ? missingIn(assignment, facts) : null,
      isStuck: objecting.length === 0 && review === undefined && isStuck(assignment, facts),
    };
  });
  const approved = stages.every((stage) => stage.servedBy !== null);
  if (!approved) {
    const matched = new Set(matching);
    for (const review of usable.values())
      if (!matched.has(review.by.id))
        refused.push(
          refusalOf(review, "approval/one-stage-each", "can serve only a stage that another approval already serves"),
        );
  }
  return { need, approved, stages, refused };
}

/**
 * Returns the requests for changes by approvers of the stage. A text in a commit does not remove them, because its author could
 * name the reviewer. People who could not approve the need do not hold it. While the members of a team are not read, each user
 * may be one of them.
 */
function objectionsTo(
  { approvers, unknownTeams }: StageAssignment,
  { objecting, teams, mayApprove, userOf }: NeedFacts,
): readonly GithubReview[] {
  if (objecting.length === 0) return [];
  const accounts = new Set(
    approvers.flatMap((approver) => (approver.kind === "user" ? [approver.account] : (teams.get(approver.id) ?? []))),
  );
  const mayBeMember = (account: number): boolean => unknownTeams.length > 0 && userOf(account) !== null;
  return objecting.filter(({ by }) => (accounts.has(by.id) || mayBeMember(by.id)) && mayApprove(by.id));
}

function heldText(objecting: readonly GithubReview[]): string {
  const names = objecting.map(({ by }) => nameOfAccount(by)).join(" and ");
  return `Held: ${names} requested changes. Make the changes and ask for a new review, or have the review dismissed.`;
}

function refusalFor(
  review: GithubReview,
  need: Need,
  {
    assignments,
    benefits,
    leaving,
  }: {
    readonly assignments: readonly StageAssignment[];
    readonly benefits: ReadonlySet<number>;
    readonly leaving: ReadonlySet<number>;
  },
): RefusedReview | undefined {
  if (need.stages.length === 0) return undefined;
  if (benefits.has(review.by.id)) return refusalOf(review, "approval/beneficiary", "benefits from the change");
  if (leaving.has(review.by.id)) return refusalOf(review, "approval/leaving", "leaves with this change");
  if (!assignments.some(({ accounts }) => accounts.includes(review.by.id)))
    return refusalOf(review, "approval/not-eligible", "is not an approver of this change");
  if (need.comment && !/[\p{L}\p{N}]/u.test(review.body))
    return refusalOf(review, "approval/no-comment", "approved without a comment, but the policy requires one");
  return undefined;
}

function refusalOf({ id, by }: GithubReview, rule: RefusedReview["rule"], what: string): RefusedReview {
  return { review: id, by, rule, message: `${nameOfAccount(by)} ${what}.` };
}

function servedBy({ id, by, commit, at, body }: GithubReview, { userOf }: NeedFacts): ServedBy {
  return { review: id, by, user: userOf(by.id), commit, at, comment: body };
}

/** Returns whether the stage waits for more than a review. Team members are read only if an approval could count. */
function isStuck({ accounts, unknownTeams, emptiedBy }: StageAssignment, { counting }: NeedFacts): boolean {
  if (emptiedBy.length > 0) return true;
  return unknownTeams.length > 0 ? counting.length > 0 : accounts.length === 0;
}

function missingIn({ approvers, accounts, unknownTeams, emptiedBy }: StageAssignment, { counting }: NeedFacts): string {
  if (emptiedBy.length > 0)
    return `The text of a commit excludes everybody who could approve this (${approvers.map(nameOfApprover).join(", ")}): ${emptiedBy.join("; ")}. The fallback does not approve in their place. If the text is wrong, rewrite the commit without it. If it is right, let those it names push the commit themselves.`;
  // Team members are read only if an approval could count, so their absence is not a failure here.
  if (unknownTeams.length > 0 && counting.length === 0) return "No approval from these approvers yet.";
  if (unknownTeams.length > 0) return `The members of ${unknownTeams.join(", ")} could not be read.`;
  const names = approvers.map(nameOfApprover).join(", ");
  return accounts.length === 0
    ? `No eligible approver remains${names === "" ? "" : ` (${names})`}. Add a person to the team, or to \`fallback\`.`
    : `Waiting for: ${approvers.map(nameOfApprover).join(" or ")}.`;
}
