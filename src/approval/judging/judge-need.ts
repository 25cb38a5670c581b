import type { UserId } from "../../model/documents.ts";
import type { GithubReview } from "../../ports/github.ts";
import { nameOfApprover, type Need } from "../need.ts";
import type { NeedVerdict, RefusedReview, ServedBy } from "../verdict.ts";
import { nameOfAccount } from "./conflicts.ts";
import { matchPeople } from "./matching.ts";
import { type StageAssignment, type StageFacts, assignmentsOfStages } from "./assign-stages.ts";

export interface NeedFacts extends StageFacts {
  /** Approvals of what will be merged, by people who may approve; one for each account. */
  readonly counting: readonly GithubReview[];
  /** Accounts of the change's beneficiaries, besides those that the need names. */
  readonly beneficiaries: ReadonlySet<number>;
  readonly userOf: (account: number) => UserId | null;
}

/** Whether the reviews serve every stage of a need, each stage by another person. */
export function judgeNeed(need: Need, facts: NeedFacts): NeedVerdict {
  const benefits = new Set([...need.beneficiaryAccounts, ...facts.beneficiaries]);
  const mayApprove = (account: number): boolean => facts.mayApprove(account) && !benefits.has(account);
  const assignments = assignmentsOfStages(need, { teams: facts.teams, mayApprove });
  const usable = new Map<number, GithubReview>();
  const refused: RefusedReview[] = [];
  for (const review of facts.counting) {
    const refusal = refusalFor(review, need, { assignments, benefits });
    if (refusal === undefined) usable.set(review.by.id, review);
    else refused.push(refusal);
  }
  const matching = matchPeople(assignments.map(({ accounts }) => accounts.filter((account) => usable.has(account))));
  const stages = assignments.map((assignment, position) => {
    const account = matching[position] ?? null;
    const review = account === null ? undefined : usable.get(account);
    return {
      stage: assignment.stage,
      approvers: assignment.approvers,
      isFallback: assignment.isFallback,
      servedBy: review === undefined ? null : servedBy(review, facts),
      missing: review === undefined ? missingIn(assignment, facts) : null,
    };
  });
  const approved = stages.every((stage) => stage.servedBy !== null);
  if (!approved) {
    const matched = new Set(matching);
    for (const review of usable.values())
      if (!matched.has(review.by.id))
        refused.push(
          refusalOf(review, "approval/one-stage-each", "could serve a stage that another approval serves already"),
        );
  }
  return { need, approved, stages, refused };
}

function refusalFor(
  review: GithubReview,
  need: Need,
  {
    assignments,
    benefits,
  }: { readonly assignments: readonly StageAssignment[]; readonly benefits: ReadonlySet<number> },
): RefusedReview | undefined {
  if (need.stages.length === 0) return undefined;
  if (benefits.has(review.by.id)) return refusalOf(review, "approval/beneficiary", "benefits from it");
  if (!assignments.some(({ accounts }) => accounts.includes(review.by.id)))
    return refusalOf(review, "approval/not-eligible", "is none of its approvers");
  if (need.comment && !/[\p{L}\p{N}]/u.test(review.body))
    return refusalOf(review, "approval/no-comment", "approved without a word, and the policy asks to say why");
  return undefined;
}

function refusalOf({ id, by }: GithubReview, rule: RefusedReview["rule"], what: string): RefusedReview {
  return { review: id, by, rule, message: `${nameOfAccount(by)} ${what}.` };
}

function servedBy({ id, by, commit, at, body }: GithubReview, { userOf }: NeedFacts): ServedBy {
  return { review: id, by, user: userOf(by.id), commit, at, comment: body };
}

function missingIn({ approvers, accounts, unknownTeams }: StageAssignment, { counting }: NeedFacts): string {
  // Without an approval that could count nobody asked who is in a team, so that nothing is said of reading it.
  if (unknownTeams.length > 0 && counting.length === 0) return "No approval of theirs yet.";
  if (unknownTeams.length > 0) return `The members of ${unknownTeams.join(", ")} could not be read.`;
  const names = approvers.map(nameOfApprover).join(", ");
  return accounts.length === 0
    ? `Nobody is left who could approve${names === "" ? "" : ` (${names})`}; add a person to the team, or to \`fallback\`.`
    : `Wants an approval by ${approvers.length === 1 ? names : `one of ${names}`}.`;
}
