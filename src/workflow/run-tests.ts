import { runPolicyTests } from "../policy/policy-tests.ts";
import type { LocatedTestResult } from "../report/policy-tests.ts";
import type { Checked } from "./check.ts";

/** Runs every policy test; returns null when the files have errors. */
export function runTests({ resolved, loaded }: Checked): readonly LocatedTestResult[] | null {
  if (resolved === null) return null;
  return runPolicyTests(resolved).map((result) => ({
    ...result,
    line: loaded.locate({ file: result.test.source.file, field: ["tests", result.test.index] }).line ?? 1,
  }));
}
