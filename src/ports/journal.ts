import { OperationalError } from "../diagnostics/user-error.ts";
import type { OutcomeCounts, OutcomeKind } from "../model/outcome.ts";

interface EvidenceAccount {
  /** Immutable; the login is only for display. */
  readonly id: number;
  readonly login: string;
}

/** One required approval and its approved stages. */
export interface EvidenceNeed {
  readonly id: string;
  readonly why: string;
  readonly approved: boolean;
  readonly stages: readonly {
    readonly names: readonly string[];
    readonly isFallback: boolean;
    readonly servedBy: {
      readonly review: number;
      readonly by: EvidenceAccount;
      readonly user: string | null;
      readonly commit: string;
      readonly at: string;
      readonly comment: string;
    } | null;
  }[];
}

/** The approvals of a merged change, for audits. */
export interface ApprovalEvidence {
  readonly pullRequest: number;
  readonly author: EvidenceAccount;
  readonly reviewedHead: string;
  readonly merged: string | null;
  /** The commit whose policies, owners and teams determined the approvers. */
  readonly policy: string;
  readonly digest: string;
  readonly approved: boolean;
  readonly needs: readonly EvidenceNeed[];
  readonly notCounted: readonly {
    readonly review: number;
    readonly by: EvidenceAccount;
    readonly rule: string;
    /** Null: the review does not count. */
    readonly need: string | null;
  }[];
  readonly problems: readonly string[];
}

/** One record. `intent` is written before the write is sent, `result` after its outcome is known (I35). */
export type JournalRecord =
  | {
      readonly kind: "run-started";
      readonly at: string;
      readonly run: string;
      readonly digest: string;
      readonly head: string | null;
      readonly operations: number;
    }
  | {
      readonly kind: "intent";
      readonly at: string;
      readonly run: string;
      readonly operation: string;
      readonly write: Readonly<Record<string, unknown>>;
    }
  | {
      readonly kind: "result";
      readonly at: string;
      readonly run: string;
      readonly operation: string;
      readonly outcome: OutcomeKind;
      readonly detail: string | null;
    }
  | ({ readonly kind: "run-ended"; readonly at: string; readonly run: string } & OutcomeCounts)
  /** Written before the first intent of the run that applies the change. */
  | {
      readonly kind: "evidence";
      readonly at: string;
      readonly run: string;
      readonly evidence: ApprovalEvidence;
    }
  /** An unattended run accepted this commit. Written before the first intent of the run. */
  | {
      readonly kind: "commit-accepted";
      readonly at: string;
      readonly run: string;
      readonly branch: string;
      readonly commit: string;
      /** The base of the comparison: the last converged commit. */
      readonly base: string;
    }
  /** The result of an unattended run for the commit. */
  | {
      readonly kind: "commit-settled";
      readonly at: string;
      readonly run: string;
      readonly branch: string;
      readonly commit: string;
      /** The instant at which the files were evaluated. */
      readonly instant: string;
      /** True: the providers match the commit, and no operation was withheld or failed. */
      readonly converged: boolean;
      /** The withheld operations. */
      readonly withheld: readonly { readonly operation: string; readonly reason: string }[];
    };

/** The journal cannot be read, verified or written. */
export class JournalError extends OperationalError {
  override readonly name = "JournalError";
}

/**
 * The append-only record of intents and results. `append` returns after the record is stored durably. Otherwise it throws a
 * `JournalError`, and no further write may be sent (fault 29).
 */
export interface Journal {
  append(record: JournalRecord): Promise<void>;
}

/** The storage of a journal. Both methods throw a `JournalError` if the journal is not valid. */
export interface JournalStore {
  /** Returns all records, oldest first; null: the journal does not exist. */
  read(): readonly JournalRecord[] | null;
  /** Opens the journal for appending, or creates it. */
  open(): Journal;
}
