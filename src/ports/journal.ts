import { OperationalError } from "../diagnostics/user-error.ts";
import type { OutcomeCounts, OutcomeKind } from "../model/outcome.ts";

interface EvidenceAccount {
  /** Immutable; the login beside it is for reading. */
  readonly id: number;
  readonly login: string;
}

/** One thing that wanted approval, and who served which of its stages. */
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

/** By whose approval a change was merged: what an auditor asks for years later. */
export interface ApprovalEvidence {
  readonly pullRequest: number;
  readonly author: EvidenceAccount;
  readonly reviewedHead: string;
  readonly merged: string | null;
  /** The commit whose policies, owners and teams decided who approves. */
  readonly policy: string;
  readonly digest: string;
  readonly approved: boolean;
  readonly needs: readonly EvidenceNeed[];
  readonly notCounted: readonly {
    readonly review: number;
    readonly by: EvidenceAccount;
    readonly rule: string;
    /** Null: it counts for nothing. */
    readonly need: string | null;
  }[];
  readonly problems: readonly string[];
}

/** What one record says. `intent` stands before the write is sent, `result` after its outcome is known (I35). */
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
  /** Stands before the first intent of the run that carries the change out. */
  | {
      readonly kind: "evidence";
      readonly at: string;
      readonly run: string;
      readonly evidence: ApprovalEvidence;
    }
  /** An unattended run found this commit fit to carry out; stands before the run's first intent. */
  | {
      readonly kind: "commit-accepted";
      readonly at: string;
      readonly run: string;
      readonly branch: string;
      readonly commit: string;
      /** What it is compared with: the last commit that converged. */
      readonly base: string;
    }
  /** How far an unattended run got with the commit. */
  | {
      readonly kind: "commit-settled";
      readonly at: string;
      readonly run: string;
      readonly branch: string;
      readonly commit: string;
      /** The instant that the files were judged at. */
      readonly instant: string;
      /** True: the providers follow the commit, and nothing that it asks for was withheld or failed. */
      readonly converged: boolean;
      /** What was withheld, by operation. */
      readonly withheld: readonly { readonly operation: string; readonly reason: string }[];
    };

/** The journal cannot be read, trusted or written. */
export class JournalError extends OperationalError {
  override readonly name = "JournalError";
}

/**
 * The append-only record of what was meant and what was done. `append` comes back when the record is safe on its medium;
 * it throws a `JournalError` when it is not, and then no further write may be sent (fault 29).
 */
export interface Journal {
  append(record: JournalRecord): Promise<void>;
}

/** The place of a journal. Both throw a `JournalError` when the journal is not to be trusted. */
export interface JournalStore {
  /** Every record, oldest first; null: there is no journal. */
  read(): readonly JournalRecord[] | null;
  /** Continues the journal, or makes a new one. */
  open(): Journal;
}
