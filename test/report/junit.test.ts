import type { Code } from "../../src/diagnostics/code.ts";
import { SaxesParser } from "saxes";
import { expect, it } from "vitest";
import { renderFindingsJunit } from "../../src/report/junit/findings.ts";
import { aFinding, hostileTexts } from "../support/findings.ts";

interface Element {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/** Returns the elements of a document. Throws if the document is not well-formed. */
function elementsOf(xml: string): readonly Element[] {
  const elements: Element[] = [];
  const parser = new SaxesParser();
  parser.on("opentag", ({ name, attributes }) => elements.push({ name, attributes }));
  parser.on("error", (error) => {
    throw error;
  });
  parser.write(xml).close();
  return elements;
}

const names = (xml: string): readonly string[] => elementsOf(xml).map(({ name }) => name);

it("renders one passed case without findings", () => {
  expect(names(renderFindingsJunit([]))).toEqual(["testsuites", "testsuite", "testcase"]);
});

it("renders an error as a failure and a warning as a case with output", () => {
  const xml = renderFindingsJunit([aFinding(), aFinding({ severity: "warning" })]);
  expect(names(xml)).toEqual(["testsuites", "testsuite", "testcase", "failure", "testcase", "system-out"]);
  expect(elementsOf(xml)[0]?.attributes).toMatchObject({ tests: "2", failures: "1" });
});

it.each(hostileTexts)("renders one case with %j in every text", (text) => {
  const xml = renderFindingsJunit([aFinding({ message: text, remedy: text, code: text as Code, file: text })]);
  expect(names(xml)).toEqual(["testsuites", "testsuite", "testcase", "failure"]);
});
