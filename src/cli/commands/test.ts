import { formatInstant } from "../../model/instant.ts";
import { runPolicyTests } from "../../policy/policy-tests.ts";
import { forTerminal } from "../../report/escape.ts";
import { renderFindings } from "../../report/text/findings.ts";
import type { CliEnvironment } from "../environment.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { checkRoot, formatOf, printJson, type TreeOptions } from "../inputs.ts";

/** `rolecall test`: the policy tests alone, each with its verdict. */
export async function test(options: TreeOptions, environment: CliEnvironment): Promise<ExitCode> {
  const checked = await checkRoot(options, environment);
  if (checked.resolved === null) {
    environment.err(`${renderFindings(checked.findings)}\nThe files have errors, so no test could run.\n`);
    return exitCodes.findings;
  }
  const results = runPolicyTests(checked.resolved.model, checked.resolved.index, checked.at);
  const failed = results.filter(({ passed }) => !passed).length;
  if (formatOf(options) === "json")
    environment.out(
      printJson({
        version: 1,
        at: formatInstant(checked.at),
        tests: results.map(({ test: { name, source, index }, passed, failures }) => ({
          name,
          file: source.file,
          line: checked.loaded.locate({ file: source.file, field: ["tests", index] }).line,
          passed,
          failures,
        })),
        summary: { passed: results.length - failed, failed },
      }),
    );
  else {
    for (const result of results) {
      environment.out(`${result.passed ? "ok    " : "FAILED"}  ${forTerminal(result.test.name)}\n`);
      if (result.passed) continue;
      const { line } = checked.loaded.locate({ file: result.test.source.file, field: ["tests", result.test.index] });
      environment.out(`        ${forTerminal(result.test.source.file)}:${line ?? 1}\n`);
      for (const failure of result.failures) environment.out(`        ${forTerminal(failure)}\n`);
    }
    environment.out(`\n${results.length - failed} of ${results.length} policy tests hold.\n`);
  }
  return failed > 0 ? exitCodes.findings : exitCodes.done;
}
