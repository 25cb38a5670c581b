/** One small change of a source file, switched on by its id while the tests run. */
export interface Mutant {
  readonly id: string;
  /** Path from the project's root. */
  readonly file: string;
  /** Line and column, from 1. */
  readonly line: number;
  readonly column: number;
  readonly kind: string;
  readonly original: string;
  readonly replacement: string;
}

/** The reach of one mutant: the test files that evaluate it while they load, and the tests that evaluate it, by file. */
export interface Reach {
  readonly loading: readonly string[];
  readonly tests: Readonly<Record<string, readonly number[]>>;
  /** The total number of evaluations, used to detect endless loops. */
  readonly hits: number;
}

export interface Coverage {
  readonly reach: Readonly<Record<string, Reach>>;
  readonly tests: number;
  readonly milliseconds: number;
}

/** `uncovered`: no test evaluates it, so no test was run. An endless mutant, or one that exhausts memory, is `timed out`. */
export type Verdict = "killed" | "timed out" | "survived" | "uncovered";

/** The verdicts of running the tests against a mutant. */
export type RunVerdict = Exclude<Verdict, "uncovered">;

export interface Judged {
  readonly mutant: Mutant;
  readonly verdict: Verdict;
  /** The mutant is evaluated while modules load, so it was tested with newly loaded modules. */
  readonly isStatic: boolean;
}

/** The job of a worker, which writes its answers as JSON lines to `answers`. */
export interface Job {
  readonly root: string;
  readonly testFiles: readonly string[];
  /** Null: run all tests without a mutant and report the reach of each mutant. */
  readonly mutants: readonly MutantTask[] | null;
  /** The instrumented sources, by path from the root. */
  readonly instrumented: string;
  readonly answers: string;
  /** Modules that keep results between tests; each exports `forget`. A result of a mutant must not reach another one. */
  readonly caches: readonly string[];
}

export interface MutantTask {
  readonly id: string;
  readonly file: string;
  readonly reach: Reach;
}

export type Answer =
  | { readonly kind: "started"; readonly id: string }
  | { readonly kind: "judged"; readonly id: string; readonly verdict: RunVerdict }
  | { readonly kind: "covered"; readonly coverage: Coverage }
  | { readonly kind: "broken"; readonly reason: string }
  | { readonly kind: "finished" };
