import type { Approver, Need, Stage } from "../need.ts";
import { matchPeople } from "./matching.ts";

/** A stage in this pull request: who can serve it, by account. */
export interface StageAssignment {
  readonly stage: Stage;
  readonly approvers: readonly Approver[];
  readonly isFallback: boolean;
  /** Accounts that may serve it, conflicted ones left out; ascending. */
  readonly accounts: readonly number[];
  /** Teams whose members were not read: unknown is not nobody, so nothing falls back for their sake. */
  readonly unknownTeams: readonly string[];
}

export interface StageFacts {
  readonly teams: ReadonlyMap<number, readonly number[]>;
  /** Whether the account can approve this need at all. */
  readonly mayApprove: (account: number) => boolean;
}

/**
 * The need's stages with the people who can serve them. Where everybody a stage names is conflicted, or is needed for
 * another stage, the fallback's approvers may serve it as well; a stage that even they cannot serve stays open.
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
  return assignments;
}

/** How many of the stages everybody together could serve, if they all approved. */
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
  };
}

const keyOf = (approver: Approver): string =>
  approver.kind === "user" ? `user ${approver.account}` : `team ${approver.id}`;
