import { formatInstant } from "../../model/instant.ts";
import type { Finding } from "../../diagnostics/finding.ts";
import { type LocatedTestResult, runTests } from "../../workflow/run-tests.ts";
import { renderAnnotations } from "../../report/github/annotations.ts";
import { type JunitCase, renderJunit } from "../../report/junit/xml.ts";
import { renderFindingsMarkdown } from "../../report/markdown/findings.ts";
import { renderSarif } from "../../report/sarif/findings.ts";
import { forTerminal } from "../../report/escape.ts";
import { renderFindings } from "../../report/text/findings.ts";
import type { CliEnvironment } from "../environment.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { ownVersion } from "../own-version.ts";
import { checkRoot, formatOf, printJson, type TreeOptions } from "../inputs.ts";

/** `rolecall test`: the policy tests alone, each with its verdict. */
export async function test(options: TreeOptions, environment: CliEnvironment): Promise<ExitCode> {
  const checked = await checkRoot(options, environment);
  const results = runTests(checked);
  if (results === null) {
    environment.err(`${renderFindings(checked.findings)}\nThe files have errors, so no test could run.\n`);
    return exitCodes.findings;
  }
  const at = formatInstant(checked.at);
  const failed = results.filter(({ passed }) => !passed).length;
  environment.out(rendered(results, { at, failed, format: formatOf(options) }));
  return failed > 0 ? exitCodes.findings : exitCodes.done;
}

interface Rendering {
  readonly at: string;
  readonly failed: number;
  readonly format: string;
}

function rendered(results: readonly LocatedTestResult[], { at, failed, format }: Rendering): string {
  const failures = results.filter(({ passed }) => !passed).map(findingOf);
  switch (format) {
    case "json":
      return printJson({
        version: 1,
        at,
        tests: results.map(({ test: { name, source }, line, passed, failures: why }) => ({
          name,
          file: source.file,
          line,
          passed,
          failures: why,
        })),
        summary: { passed: results.length - failed, failed },
      });
    case "github":
      return renderAnnotations(failures);
    case "sarif":
      return renderSarif(failures, ownVersion());
    case "junit":
      return renderJunit("rolecall test", results.map(caseOf));
    case "markdown":
      return `${renderFindingsMarkdown(failures)}\n${countText(results, failed)}\n`;
    default:
      return `${results.map(textOf).join("")}\n${countText(results, failed)}\n`;
  }
}

const countText = (results: readonly LocatedTestResult[], failed: number): string =>
  `${results.length - failed} of ${results.length} policy tests hold.`;

function textOf({ test: { name, source }, line, passed, failures }: LocatedTestResult): string {
  const head = `${passed ? "ok    " : "FAILED"}  ${forTerminal(name)}\n`;
  if (passed) return head;
  return `${head}        ${forTerminal(source.file)}:${line}\n${failures.map((why) => `        ${forTerminal(why)}\n`).join("")}`;
}

function findingOf({ test: { name, source }, line, failures }: LocatedTestResult): Finding {
  return {
    code: "test/failed",
    severity: "error",
    message: `The test "${name}" failed: ${failures.join("; ")}.`,
    remedy: "Change the access that breaks the test, or the test where the rule itself has changed.",
    file: source.file,
    line,
    column: 1,
  };
}

function caseOf({ test: { name, source }, passed, failures }: LocatedTestResult): JunitCase {
  const text = failures.join("\n");
  return {
    group: source.file,
    name,
    failure: passed ? null : { kind: "test/failed", message: failures[0] ?? "", text },
    note: null,
  };
}
