import { OperationalError } from "../diagnostics/user-error.ts";
import type { AccountState } from "../model/account-state.ts";
import type { OutcomeCounts, OutcomeKind } from "../model/outcome.ts";
import type { Clock } from "./clock.ts";

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

/** Who says to have started a run by hand. Each value is a claim of the machine that the run was on; null: not set. */
export interface OperatorClaims {
  readonly gitName: string | null;
  readonly gitEmail: string | null;
  readonly osUser: string | null;
  readonly githubActor: string | null;
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
  /** Who started a run by hand. Written before the run's first record. */
  | ({ readonly kind: "operator"; readonly at: string; readonly run: string } & OperatorClaims)
  | {
      readonly kind: "intent";
      readonly at: string;
      readonly run: string;
      readonly operation: string;
      readonly write: Readonly<Record<string, unknown>>;
      /** The system and the user of the operation. Absent in records of earlier versions, and for groups. */
      readonly system?: string;
      readonly user?: string;
      /** The entitlement of the operation. Absent in records of earlier versions, and where there is none. */
      readonly entitlement?: string;
    }
  | {
      readonly kind: "result";
      readonly at: string;
      readonly run: string;
      readonly operation: string;
      readonly outcome: OutcomeKind;
      readonly detail: string | null;
      /** The account that the operation created, by its immutable id. */
      readonly created?: { readonly system: string; readonly user: string; readonly account: string };
    }
  /** Proof that a user who must be kept out cannot sign in: every account found was read back and is closed. */
  | {
      readonly kind: "contained";
      readonly at: string;
      readonly run: string;
      readonly system: string;
      readonly user: string;
      /** Empty: no account of the user was found. */
      readonly accounts: readonly { readonly id: string; readonly state: AccountState }[];
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
      /** The newest commit up to which everything is approved: the run works from it. */
      readonly approved: string;
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
    }
  /** The run may write until `end`. A run that continues its lease repeats the epoch with a later end. */
  | {
      readonly kind: "lease";
      readonly at: string;
      readonly run: string;
      /** One more than the epoch of the lease before. */
      readonly epoch: number;
      readonly end: string;
    }
  | { readonly kind: "lease-released"; readonly at: string; readonly run: string; readonly epoch: number }
  /** The first record of a signed journal: which repository and branch it belongs to. */
  | ({ readonly kind: "journal-started" } & JournalOrigin)
  /** Covers every record before it. `key` is the fingerprint of the public key. */
  | { readonly kind: "signature"; readonly key: string; readonly signature: string }
  /** The records with these numbers were not signed when a later run began. No run believes them. */
  | { readonly kind: "disowned"; readonly from: number; readonly to: number };

/** Which history a signed journal belongs to. */
export interface JournalOrigin {
  /** The first commit that declares a journal key. */
  readonly genesis: string;
  readonly branch: string;
}

/** Signs the journal of an unattended run. */
export interface JournalSigner {
  /** SPKI in base64, as rolecall.yaml lists it. */
  readonly publicKey: string;
  /** Returns the Ed25519 signature of a text in base64. */
  readonly sign: (text: string) => string;
}

/** What the journal is verified against. */
export interface JournalTrust {
  /** Every key whose signature counts: SPKI in base64. */
  readonly publicKeys: readonly string[];
  /** What is null is not known, and not compared. */
  readonly origin: { readonly genesis: string; readonly branch: string | null } | null;
}

/**
 * Why a journal is not to be trusted.
 * - `broken`: a line is not valid, or does not continue the line before it
 * - `stranger`: records that no listed key signed, and that no crash leaves
 * - `replayed`: the journal of another repository or branch
 * - `emptied`, `cut`, `forked`: an earlier version had records that this one does not have
 */
export type JournalProblemKind = "broken" | "stranger" | "replayed" | "emptied" | "cut" | "forked";

export interface JournalProblem {
  readonly kind: JournalProblemKind;
  /** From 1; null: the problem is not in one line. */
  readonly line: number | null;
  /** A sentence. */
  readonly message: string;
}

/** A verified journal. */
export interface JournalReading {
  /** Records that a listed key signed, oldest first. */
  readonly believed: readonly JournalRecord[];
  /** The number of records, and the hash of the last one. */
  readonly end: { readonly records: number; readonly hash: string };
  /** Unsigned records at the end, by line: a crash leaves such records. No run believes them. Null: there are none. */
  readonly unsigned: { readonly from: number; readonly to: number } | null;
  readonly problem: JournalProblem | null;
  /** True: there is no journal. An empty one is not missing. */
  readonly isMissing: boolean;
  /** The last lease among the believed records; null: no run has taken one. */
  readonly lease: Lease | null;
}

/** The right of one run to write. */
export interface Lease {
  readonly run: string;
  readonly epoch: number;
  /** RFC 3339. */
  readonly end: string;
  readonly isReleased: boolean;
}

/** The journal cannot be read, verified or written. */
export class JournalError extends OperationalError {
  override readonly name: string = "JournalError";
}

/**
 * Another run may write, so this one may not.
 * - `held`: another run holds the lease
 * - `moved`: another run has written to the journal since this run read it
 * - `ended`: the lease of this run has ended or is about to end
 */
export class LeaseError extends JournalError {
  override readonly name = "LeaseError";
  readonly why: "held" | "moved" | "ended";
  constructor(why: LeaseError["why"], message: string) {
    super(message);
    this.why = why;
  }
}

/**
 * The append-only record of intents and results. A method returns after its records are stored durably. Otherwise it throws a
 * `JournalError`, and no further write may be sent (fault 29).
 */
export interface Journal {
  /** How many intents to store together before the first of their writes is sent. */
  readonly intentsAtOnce: number;
  /** Appends a record. A journal that stores records in batches keeps it until the next batch. */
  append(record: JournalRecord): Promise<void>;
  /** Appends records in one write. A signed journal adds a signature over everything so far. */
  seal(records: readonly JournalRecord[]): Promise<void>;
  /** Returns if a write may be sent now. Called before each write. @throws LeaseError if another run may write */
  checkLease(): Promise<void>;
  /** Appends the last records, and releases the lease. */
  close(records: readonly JournalRecord[]): Promise<void>;
}

/** What a signed journal needs to continue. */
export interface JournalSigning {
  readonly signer: JournalSigner;
  readonly origin: JournalOrigin;
}

/** What a run opens a journal with. */
export interface JournalOpening {
  /** Null: the journal stays unsigned. */
  readonly signing: JournalSigning | null;
  readonly run: string;
  readonly clock: Clock;
}

/** The storage of a journal. Every method throws a `JournalError` if the journal is not valid. */
export interface JournalStore {
  /** Returns all records, oldest first; null: the journal does not exist. */
  read(): Promise<readonly JournalRecord[] | null>;
  /** Returns the records that a run may believe, and what is wrong with the journal. */
  verified(trust: JournalTrust): Promise<JournalReading>;
  /** Opens the journal for appending, or creates it. @throws LeaseError if another run may write */
  open(opening: JournalOpening): Promise<Journal>;
}
