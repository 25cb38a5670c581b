import type { Code } from "./code.ts";

/** How much a finding weighs: an error blocks, a warning asks for attention, a note informs. */
export type Severity = "error" | "warning" | "note";

/** A place as code knows it: a file and the path of the field inside its document. Lines are looked up when shown. */
export interface Place {
  readonly file: string;
  /** From the document's root: map keys and list positions; empty means the document itself. */
  readonly field: readonly (string | number)[];
  /** True: point at the field's key instead of its value (for a field that should not be there). */
  readonly atKey?: boolean;
}

/** A place as a person knows it. Lines and columns count from 1; null where the file has no such place. */
export interface SourceSpan {
  readonly file: string | null;
  readonly line: number | null;
  readonly column: number | null;
}

/** One step list from a user to an entitlement, as a finding shows it. */
export interface WitnessPath {
  readonly user: string;
  readonly entitlement: string;
  readonly kind: "grant" | "birthright";
  readonly role?: string;
  readonly file: string;
  readonly line: number;
  readonly through: readonly string[];
}

/** What is wrong, where, and what to do next. Everything Rolecall refuses or warns about is one of these. */
export interface Finding extends SourceSpan {
  readonly code: Code;
  readonly severity: Severity;
  /** Who and what, in the author's words; one sentence or two. */
  readonly message: string;
  /** The next step, ready to be done. */
  readonly remedy: string;
  readonly user?: string | null;
  readonly paths?: readonly WitnessPath[];
  /** The waiver file that answers this finding. */
  readonly waiver?: string | null;
}

/** A finding whose line is not looked up yet: what load's later steps and policy produce. */
export interface UnlocatedFinding extends Omit<Finding, "file" | "line" | "column"> {
  /** Null: the finding stands in no file (for example, a missing folder). */
  readonly place: Place | null;
}
