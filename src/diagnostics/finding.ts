import type { Code } from "./code.ts";

/** The severity of a finding: an error blocks, a warning needs attention, a note informs. */
export type Severity = "error" | "warning" | "note";

/** A place in a document: a file and the path of a field. The line is looked up when the finding is shown. */
export interface Place {
  readonly file: string;
  /** Map keys and list positions from the document's root; empty: the document itself. */
  readonly field: readonly (string | number)[];
  /** True: points at the field's key instead of its value (for a field that is not allowed). */
  readonly atKey?: boolean;
}

/** A place as it is shown. Lines and columns count from 1; null where the file has no such place. */
export interface SourceSpan {
  readonly file: string | null;
  readonly line: number | null;
  readonly column: number | null;
}

/** One path from a user to an entitlement, as a finding shows it. */
export interface WitnessPath {
  readonly user: string;
  readonly entitlement: string;
  readonly kind: "grant" | "birthright";
  readonly role?: string;
  readonly file: string;
  readonly line: number;
  readonly through: readonly string[];
}

/** A problem with its place and its fix. Everything that Rolecall refuses or warns about is a finding. */
export interface Finding extends SourceSpan {
  readonly code: Code;
  readonly severity: Severity;
  /** The subject and the problem, in one or two sentences. */
  readonly message: string;
  /** The fix, in the imperative. */
  readonly remedy: string;
  readonly user?: string | null;
  /**
   * What the finding is about, beside its code, file and user: entitlements with their tier, accounts, roles, dates. A baseline
   * entry names them, so that it never accepts more than was there at adoption. Order does not matter.
   */
  readonly witness?: readonly string[];
  readonly paths?: readonly WitnessPath[];
  /** True: the baseline accepts this finding for now. */
  readonly accepted?: boolean;
  /** The waiver file that covers this finding. */
  readonly waiver?: string | null;
}

/** A finding whose line is not looked up yet. Policy and the later steps of load return these. */
export interface UnlocatedFinding extends Omit<Finding, "file" | "line" | "column"> {
  /** Null: the finding is in no file (for example, a missing folder). */
  readonly place: Place | null;
}
