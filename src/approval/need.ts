import type { EntitlementRef, UserId } from "../model/documents.ts";

/**
 * A person or team that may serve a stage, by an id that cannot be taken over: the person's account id or the team id
 * (threat G10).
 */
export type Approver =
  | { readonly kind: "user"; readonly user: UserId; readonly account: number; readonly login: string }
  | { readonly kind: "team"; readonly team: string; readonly id: number };

/** One of the stage's approvers has to approve. Different people serve the stages of one need. */
export interface Stage {
  /** The names as in the policy: `manager`, `owner`, a user's id, a team. */
  readonly names: readonly string[];
  readonly approvers: readonly Approver[];
  /** True: the names lead to no possible approver, so the policy's fallback replaces them. */
  readonly isFallback: boolean;
  /** Why a name leads to no approver, one sentence each. */
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

/** What a need is about, so that a report can show it next to the access or the document that it approves. */
export interface NeedAbout {
  /** Null: not one user. */
  readonly user: UserId | null;
  /** The entitlements to which it approves access; empty: it does not approve certain access. */
  readonly entitlements: readonly EntitlementRef[];
  /** The document, named as in model changes; null: it is about access or a file alone. */
  readonly document: { readonly kind: string; readonly id: string } | null;
}

/** One part of a change that needs approval, with its approvers, from the base commit alone. */
export interface Need {
  /** `what:subject`, unique within one change. */
  readonly id: string;
  readonly what: NeedKind;
  /** The subject, named as in the files: `okta/prod-db-admin for ada-lovelace`. */
  readonly subject: string;
  readonly about: NeedAbout;
  /** The beneficiaries. They, and the owners of service accounts among them, cannot approve. */
  readonly beneficiaries: readonly UserId[];
  /**
   * The GitHub accounts of the beneficiaries and of the owners of service accounts among them, from both sides of the
   * change.
   */
  readonly beneficiaryAccounts: readonly number[];
  /** The GitHub accounts of the users whom the same change terminates. They cannot approve. */
  readonly leavingAccounts: readonly number[];
  /** Empty: the policy requires nothing beyond GitHub's own rules for the file. */
  readonly stages: readonly Stage[];
  /** Whether each approval needs a comment. */
  readonly comment: boolean;
  /** The approvers for a stage whose own approvers are all conflicted. */
  readonly fallback: readonly Approver[];
  readonly why: { readonly text: string; readonly file: string | null; readonly line: number | null };
}

/** Returns an approver's name as policies use it. */
export function nameOfApprover(approver: Approver): string {
  return approver.kind === "team" ? approver.team : approver.user;
}

/** Returns the ids of the teams that these needs depend on, ascending. Only their members have to be read. */
export function teamIdsOf(needs: readonly Need[]): readonly number[] {
  const approvers = needs
    .filter(({ stages }) => stages.length > 0)
    .flatMap((need) => [...need.stages.flatMap((stage) => stage.approvers), ...need.fallback]);
  const ids = approvers.flatMap((approver) => (approver.kind === "team" ? [approver.id] : []));
  return [...new Set(ids)].sort((left, right) => left - right);
}
