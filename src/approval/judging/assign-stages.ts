import type { Approver, Need, Stage } from "../need.ts";
import { matchPeople } from "./matching.ts";

/** A stage in this pull request with the accounts that can serve it. */
export interface StageAssignment {
  readonly stage: Stage;
  readonly approvers: readonly Approver[];
  readonly isFallback: boolean;
  /** Accounts that may serve the stage, without conflicted ones; ascending. */
  readonly accounts: readonly number[];
  /** Teams whose members were not read. Unknown is not empty, so these teams do not cause a fallback. */
  readonly unknownTeams: readonly string[];
  /** Texts of commits that exclude those who could serve it; empty where an approver is left. */
  readonly emptiedBy: readonly string[];
}

export interface StageFacts {
  readonly teams: ReadonlyMap<number, readonly number[]>;
  /** Whether the account could approve this need, if no commit's text named it. */
  readonly mayApprove: (account: number) => boolean;
  /** The commit's text that alone excludes the account; null where nothing does. */
  readonly claimAgainst: (account: number) => string | null;
}

/**
 * Returns the need's stages with the accounts that can serve them. If all approvers of a stage are conflicted or needed
 * for another stage, the fallback's approvers may serve it as well. A stage that these cannot serve either stays open.
 * Claims in a commit's text exclude accounts afterwards, so that they never bring the fallback in.
 */
export function assignmentsOfStages(need: Need, facts: StageFacts): readonly StageAssignment[] {
  const assignments: StageAssignment[] = [];
  for (const stage of need.stages) {
    const assignment = assignmentOfStage(stage, stage.approvers, facts);
    const others = assignments.filter(isClosed);
    const finds = !isClosed(assignment) || served([...others, assignment]) > served(others);
    assignments.push(
      finds
        ? assignment
        : { ...assignmentOfStage(stage, [...stage.approvers, ...need.fallback], facts), isFallback: true },
    );
  }
  return withoutClaimed(assignments, facts);
}

function withoutClaimed(
  assignments: readonly StageAssignment[],
  { claimAgainst }: StageFacts,
): readonly StageAssignment[] {
  const left = assignments.map(({ accounts }) => accounts.filter((account) => claimAgainst(account) === null));
  const could = matchPeople(assignments.map(({ accounts }) => accounts));
  const can = matchPeople(left);
  return assignments.map((assignment, position) => {
    const isEmptied = isClosed(assignment) && can[position] === null && could[position] !== null;
    return {
      ...assignment,
      accounts: left[position] ?? [],
      emptiedBy: isEmptied ? [...new Set(assignment.accounts.flatMap((account) => claimAgainst(account) ?? []))] : [],
    };
  });
}

/** Returns the number of stages that could be served if all approvers approved. */
const served = (assignments: readonly StageAssignment[]): number =>
  matchPeople(assignments.map(({ accounts }) => accounts)).filter((person) => person !== null).length;

const isClosed = ({ unknownTeams }: StageAssignment): boolean => unknownTeams.length === 0;

function assignmentOfStage(
  stage: Stage,
  approvers: readonly Approver[],
  { teams, mayApprove }: StageFacts,
): StageAssignment {
  const accounts = new Set<number>();
  const unknownTeams: string[] = [];
  for (const approver of approvers) {
    const members = approver.kind === "user" ? [approver.account] : teams.get(approver.id);
    if (members === undefined) unknownTeams.push(approver.kind === "team" ? approver.team : approver.user);
    for (const account of members ?? []) if (mayApprove(account)) accounts.add(account);
  }
  return {
    stage,
    approvers: [...new Map(approvers.map((approver) => [keyOf(approver), approver])).values()],
    isFallback: stage.isFallback,
    accounts: [...accounts].sort((left, right) => left - right),
    unknownTeams: [...new Set(unknownTeams)],
    emptiedBy: [],
  };
}

const keyOf = (approver: Approver): string =>
  approver.kind === "user" ? `user ${approver.account}` : `team ${approver.id}`;
