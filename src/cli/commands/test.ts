import { pageOf } from "../../workflow/explain.ts";
import { formatInstant } from "../../model/instant.ts";
import { renderAnnotations } from "../../report/github/annotations.ts";
import {
  type LocatedTestResult,
  policyTestsJson,
  renderPolicyTests,
  renderPolicyTestsJunit,
  renderPolicyTestsMarkdown,
  testFindings,
} from "../../report/policy-tests.ts";
import { renderSarif } from "../../report/sarif/findings.ts";
import { runTests } from "../../workflow/run-tests.ts";
import type { CliEnvironment } from "../environment.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { reportFileErrors } from "../file-errors.ts";
import { checkRoot, formatOf, printJson, type TreeOptions } from "../inputs.ts";
import { ownVersion } from "../own-version.ts";

/** `rolecall test`: runs only the policy tests and shows each result. */
export async function test(options: TreeOptions, environment: CliEnvironment): Promise<ExitCode> {
  const checked = await checkRoot(options, environment);
  const results = runTests(checked);
  if (results === null) {
    const unknown = "The files have errors, so no test could run.";
    return reportFileErrors(checked, unknown, { isJson: formatOf(options) === "json", environment });
  }
  environment.out(rendered(results, formatInstant(checked.at), formatOf(options)));
  return results.every(({ passed }) => passed) ? exitCodes.done : exitCodes.findings;
}

function rendered(results: readonly LocatedTestResult[], at: string, format: string): string {
  switch (format) {
    case "json":
      return printJson(policyTestsJson(results, at));
    case "github":
      return renderAnnotations(testFindings(results));
    case "sarif":
      return renderSarif(testFindings(results), { version: ownVersion(), pageOf });
    case "junit":
      return renderPolicyTestsJunit(results);
    case "markdown":
      return renderPolicyTestsMarkdown(results);
    default:
      return renderPolicyTests(results);
  }
}
