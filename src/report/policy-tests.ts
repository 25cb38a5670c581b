import type { Finding } from "../diagnostics/finding.ts";
import type { PolicyTestResult } from "../policy/policy-tests.ts";
import { forTerminal } from "./escape.ts";
import { type JunitCase, renderJunit } from "./junit/xml.ts";
import { renderFindingsMarkdown } from "./markdown/findings.ts";

/** The result of a policy test with the line of the test. */
export type LocatedTestResult = PolicyTestResult & { readonly line: number };

type Results = readonly LocatedTestResult[];

/** Returns the text for a terminal. */
export function renderPolicyTests(results: Results): string {
  return `${results.map(textOf).join("")}\n${countText(results)}\n`;
}

/** Returns Markdown, in which everything that people wrote is inert. */
export function renderPolicyTestsMarkdown(results: Results): string {
  return `${renderFindingsMarkdown(testFindings(results))}\n${countText(results)}\n`;
}

/** Returns a JUnit report. */
export function renderPolicyTestsJunit(results: Results): string {
  return renderJunit("rolecall test", results.map(caseOf));
}

/** Returns the answer in the form of formats.md. */
export function policyTestsJson(results: Results, at: string) {
  const passed = countPassed(results);
  return {
    version: 1,
    at,
    tests: results.map(({ test: { name, source }, line, passed: isPassed, failures }) => ({
      name,
      file: source.file,
      line,
      passed: isPassed,
      failures,
    })),
    summary: { passed, failed: results.length - passed },
  };
}

/** Returns a finding for each test that failed. */
export function testFindings(results: Results): readonly Finding[] {
  return results.filter(({ passed }) => !passed).map(findingOf);
}

const countPassed = (results: Results): number => results.filter(({ passed }) => passed).length;

const countText = (results: Results): string => `${countPassed(results)} of ${results.length} policy tests passed.`;

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
    remedy: "Change the access that fails the test, or change the test if the requirement changed.",
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
