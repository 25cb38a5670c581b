import type { Code } from "../../src/diagnostics/code.ts";
import { expect, it } from "vitest";
import { renderAnnotations } from "../../src/report/github/annotations.ts";
import { aFinding, hostileTexts } from "../support/findings.ts";

const linesOf = (text: string): readonly string[] => text.split("\n").filter((line) => line !== "");

it("renders a finding as one command at its file and line", () => {
  expect(renderAnnotations([aFinding()])).toBe(
    "::error file=access/grants/okta/crm/ada-lovelace.yaml,line=2,col=1,title=lp/no-reason::The grant of okta/crm to ada-lovelace has no reason.%0AFix: Write what it is for in `reason:`.\n",
  );
});

it("renders nothing without findings", () => {
  expect(renderAnnotations([])).toBe("");
});

it("shows ten findings of a kind and counts the rest", () => {
  const lines = linesOf(renderAnnotations(Array.from({ length: 12 }, () => aFinding())));
  expect(lines.filter((line) => line.startsWith("::error "))).toHaveLength(10);
  expect(lines.at(-1)).toContain("2 more of severity error");
});

it.each(hostileTexts)("prevents %j from starting a command or another property", (text) => {
  const lines = linesOf(
    renderAnnotations([aFinding({ message: text, remedy: text, file: `access/${text}`, code: text as Code })]),
  );
  expect(lines).toHaveLength(1);
  expect(
    lines[0]
      ?.match(/^::error ([^:]*)::/)?.[1]
      ?.split(",")
      .map((pair) => pair.split("=")[0]),
  ).toEqual(["file", "line", "col", "title"]);
  // eslint-disable-next-line no-control-regex
  expect(lines[0]).not.toMatch(/[\u0000-\u001f\u202e]/);
});
