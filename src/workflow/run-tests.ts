import { type PolicyTestResult, runPolicyTests } from "../policy/policy-tests.ts";
import type { Checked } from "./check.ts";

/** A policy test's verdict, and the line that the test stands at. */
export type LocatedTestResult = PolicyTestResult & { readonly line: number };

/** Runs every policy test; null: the files have errors, so that no test could run. */
export function runTests({ resolved, loaded, at }: Checked): readonly LocatedTestResult[] | null {
  if (resolved === null) return null;
  return runPolicyTests(resolved.model, resolved.index, at).map((result) => ({
    ...result,
    line: loaded.locate({ file: result.test.source.file, field: ["tests", result.test.index] }).line ?? 1,
  }));
}
