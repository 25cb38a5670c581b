import { describe, expect, it } from "vitest";
import { answerTo, failureAnswer, answerToInvalidForm } from "../../src/report/request/answer-issue.ts";
import type { Finding } from "../../src/diagnostics/finding.ts";

const marker = "<!-- rolecall:request -->\n\n";
const finding = (message: string): Finding => ({
  code: "lp/too-long",
  severity: "error",
  message,
  remedy: "Ask for less.",
  file: null,
  line: null,
  column: null,
});

describe("the answer to an issue", () => {
  it("starts with its own marker, so that only its comment is found again", () => {
    const answers = [
      answerTo({ kind: "opened", url: "https://forge.example/acme/access/pull/2" }),
      answerTo({ kind: "files-have-errors" }),
      answerTo({ kind: "refused", findings: [] }),
      answerToInvalidForm("x"),
      failureAnswer,
    ];
    for (const answer of answers) expect(answer?.startsWith(marker)).toBe(true);
  });

  it("is empty for a request that was only shown", () => {
    expect(answerTo({ kind: "done" })).toBeNull();
  });

  it("names the form's headings instead of options", () => {
    const answer = answerToInvalidForm(
      "--for: nobody\n--expires x and --for-duration y\n--role z\n--base is none of them\nx--for",
    );
    expect(answer).toContain(
      '- "For whom": nobody\n- "Until" x and "Until" y\n- "What is needed" z\n- `--base` is none',
    );
    expect(answer).toContain("x--for");
  });

  it("shows twenty problems, each shortened, and counts the rest", () => {
    const findings = Array.from({ length: 25 }, (_, at) => finding(`problem ${at} ${"long ".repeat(500)}`));
    const lines = (answerTo({ kind: "refused", findings }) ?? "").split("\n").filter((line) => line.startsWith("- "));
    expect(lines).toHaveLength(21);
    expect(lines.at(-1)).toBe("- … and 5 more");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(370);
  });

  it("stays within GitHub's limit for any text", () => {
    const worst = "\u202e".repeat(2000);
    const answer = answerTo({ kind: "refused", findings: Array.from({ length: 300 }, () => finding(worst)) }) ?? "";
    expect(answer.length).toBeLessThan(65_536);
  });

  it.each([
    "@acme/security",
    "#1",
    "https://evil.example/x",
    "<img src=x>",
    "[x](javascript:y)",
    "<!-- x -->",
    "a`b`c",
  ])("quotes %s so that it does nothing", (words) => {
    for (const answer of [answerToInvalidForm(words), answerTo({ kind: "refused", findings: [finding(words)] }) ?? ""])
      expect(answer.slice(marker.length).replaceAll(/(`+)[^`](?:.*?[^`])?\1(?!`)/g, "")).not.toMatch(
        /[@#<[\]]|https?:/,
      );
  });
});
