import type { UserId } from "../model/documents.ts";

/** Somebody who may serve a stage, by an id that cannot be taken over: a person's account, or a team (threat G10). */
export type Approver =
  | { readonly kind: "user"; readonly user: UserId; readonly account: number; readonly login: string }
  | { readonly kind: "team"; readonly team: string; readonly id: number };

/** One of its approvers has to approve. Stages of one need are served by different people. */
export interface Stage {
  /** As the policy writes them: `manager`, `owner`, a user's id, a team. */
  readonly names: readonly string[];
  readonly approvers: readonly Approver[];
  /** True: the names lead to nobody who could approve, so the policy's fallback stands in. */
  readonly isFallback: boolean;
  /** Why a name leads to nobody, one sentence each. */
  readonly unavailable: readonly string[];
}

export type NeedKind =
  | "grant"
  | "removal"
  | "user"
  | "identity"
  | "role"
  | "entitlement"
  | "approval-power"
  | "separation-of-duties"
  | "waiver"
  | "adoption"
  | "override"
  | "policy"
  | "system"
  | "organization"
  | "file"
  | "code"
  | "unexplained";

/** One thing in a change that wants approval, and who can give it; worked out from the base commit alone. */
export interface Need {
  /** `what:subject`, unique in one change. */
  readonly id: string;
  readonly what: NeedKind;
  /** What it is about, in the files' own names: `okta/prod-db-admin for ada-lovelace`. */
  readonly subject: string;
  /** Who gets something from it: they, and whoever owns them where they are machines, cannot approve it. */
  readonly beneficiaries: readonly UserId[];
  /** The beneficiaries' accounts at GitHub, and those of the people who own them, as either side of the change says. */
  readonly beneficiaryAccounts: readonly number[];
  /** Empty: the policy asks for nothing more than GitHub does for the file. */
  readonly stages: readonly Stage[];
  /** Whether each approval has to say why. */
  readonly comment: boolean;
  /** Stands in for a stage whose approvers all turn out to be conflicted. */
  readonly fallback: readonly Approver[];
  readonly why: { readonly text: string; readonly file: string | null; readonly line: number | null };
}

/** An approver by the name that policies use. */
export function nameOfApprover(approver: Approver): string {
  return approver.kind === "team" ? approver.team : approver.user;
}

/** The ids of the teams that can matter to these needs, ascending: only their members have to be read. */
export function teamIdsOf(needs: readonly Need[]): readonly number[] {
  const approvers = needs
    .filter(({ stages }) => stages.length > 0)
    .flatMap((need) => [...need.stages.flatMap((stage) => stage.approvers), ...need.fallback]);
  const ids = approvers.flatMap((approver) => (approver.kind === "team" ? [approver.id] : []));
  return [...new Set(ids)].sort((left, right) => left - right);
}
