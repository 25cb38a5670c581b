/** One small change of a source file, switched on by its id while the tests run. */
export interface Mutant {
  readonly id: string;
  /** Path from the project's root. */
  readonly file: string;
  /** Both from 1. */
  readonly line: number;
  readonly column: number;
  readonly kind: string;
  readonly original: string;
  readonly replacement: string;
}

/** What one mutant reaches: the test files that evaluate it while they load, and the tests, by file, that evaluate it. */
export interface Reach {
  readonly loading: readonly string[];
  readonly tests: Readonly<Record<string, readonly number[]>>;
  /** How often it was evaluated in all; the measure for a loop that never ends. */
  readonly hits: number;
}

export interface Coverage {
  readonly reach: Readonly<Record<string, Reach>>;
  readonly tests: number;
  readonly milliseconds: number;
}

/** `uncovered`: no test evaluates it, so nothing was run. A mutant that never ends, or exhausts the memory, is `timed out`. */
export type Verdict = "killed" | "timed out" | "survived" | "uncovered";

/** What running the tests against a mutant can say. */
export type RunVerdict = Exclude<Verdict, "uncovered">;

export interface Judged {
  readonly mutant: Mutant;
  readonly verdict: Verdict;
  /** It is evaluated while modules load, so it was judged on modules loaded anew. */
  readonly isStatic: boolean;
}

/** What a worker is asked to do; it answers with one JSON line after another in `answers`. */
export interface Job {
  readonly root: string;
  readonly testFiles: readonly string[];
  /** Null: run every test without a mutant and say what each mutant reaches. */
  readonly mutants: readonly MutantTask[] | null;
  /** The instrumented sources, by path from the root. */
  readonly instrumented: string;
  readonly answers: string;
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
