import { describe, expect, it } from "vitest";
import { firstDifference, lintCodeowners } from "../../src/codeowners/lint-codeowners.ts";

const good = "* @acme/security\n/access/users/ @bea\n";
const lint = (text: string | null, paths: readonly string[] = [], expected: string | null = null) =>
  lintCodeowners({ text, paths, expected });
const codesOf = (findings: ReturnType<typeof lint>) => findings.map(({ code, line }) => [code, line]);

describe("checking CODEOWNERS", () => {
  it("finds nothing in the generated file", () => {
    expect(lint(good, ["access/users/ada.yaml", "schemas/user.schema.json", ".github/workflows/ci.yml"], good)).toEqual(
      [],
    );
  });

  it("reports a missing file", () => {
    expect(codesOf(lint(null, ["CODEOWNERS"], good))).toEqual([
      ["codeowners/missing", null],
      ["codeowners/second-file", null],
    ]);
  });

  it("reports the first different line and the expected text", () => {
    const [finding] = lint("* @acme/security\n/access/users/ @mallory\n", [], good);
    expect(finding).toMatchObject({
      code: "codeowners/differs",
      severity: "error",
      file: ".github/CODEOWNERS",
      line: 2,
      column: 1,
      message:
        'The file differs from the text generated from access/: line 2 is "/access/users/ @mallory", expected "/access/users/ @bea".',
      remedy: "Run rolecall codeowners --write to generate the file again.",
    });
  });

  it("reports a difference of one byte: a different line end, a missing one, a byte order mark", () => {
    for (const text of [good.replace("\n", "\r\n"), good.slice(0, -1), `${good}\n`, `\ufeff${good}`, `${good} `])
      expect(lint(text, [], good).map(({ code }) => code)).toContain("codeowners/differs");
  });

  it.each([
    ["a\nb\n", "a\nc\n", { line: 2, found: "b", expectedLine: "c" }],
    ["a\n", "a\nc\n", { line: 2, found: "", expectedLine: "c" }],
    ["a", "a\nc", { line: 2, found: null, expectedLine: "c" }],
    ["a\nb\nc", "a\nb", { line: 3, found: "c", expectedLine: null }],
    ["", "a", { line: 1, found: "", expectedLine: "a" }],
  ])("finds the first different line of %j and %j", (text, expected, difference) => {
    expect(firstDifference(text, expected)).toEqual(difference);
  });

  it("rejects access files without an owner, including CODEOWNERS itself", () => {
    const paths = ["src/a.ts", "access/rolecall.yaml", "schemas/a.json", ".github/workflows/ci.yml", "accessories/a"];
    const findings = lint("/src/ @ada\n", paths);
    expect(findings).toHaveLength(1);
    expect(findings[0]?.message).toBe(
      'No line gives ".github/CODEOWNERS", "access/rolecall.yaml", "schemas/a.json" and 1 more an owner.',
    );
    expect(findings[0]).toMatchObject({ code: "codeowners/unowned-path", line: null });
  });

  it("rejects a file that does not own itself", () => {
    const findings = lint("* @ada\n/.github/CODEOWNERS\n");
    expect(codesOf(findings)).toEqual([
      ["codeowners/ownerless-line", 2],
      ["codeowners/unowned-path", 2],
    ]);
  });

  it("names each line that leaves paths without an owner once, for any number of paths", () => {
    const paths = Array.from({ length: 50 }, (_, index) => `access/users/u${index}.yaml`);
    const findings = lint("* @ada\n/access/users/\n", paths).filter(({ code }) => code === "codeowners/unowned-path");
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ line: 2 });
    expect(findings[0]?.message).toMatch(/ and 47 more without an owner\.$/);
  });

  it.each([
    ["!/docs/ @ada", 1],
    ["  !/docs/ @ada", 3],
    ["/docs/[a-z] @ada", 1],
    ["/docs/\\[a @ada", 1],
    ["/docs/a] @ada", 1],
    ["\\#docs @ada", 1],
    ["/docs/#a @ada", 1],
    ["/docs/*** @ada", 1],
    ["/docs//a @ada", 1],
    ["/docs\\/a @ada", 1],
    ["/docs\\", 1],
    ["/docs\\\\\\", 1],
    ["/docs/\u0000 @ada", 7],
    ["# comment \r* @mallory", 11],
    ["/docs/ @ada\u00a0@bea", 12],
    ["\ufeff* @ada", 1],
  ])("reports syntax that GitHub does not support: %j", (line, column) => {
    const findings = lint(`* @acme/security\n${line}\n`);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ code: "codeowners/unsupported-syntax", line: 2, column });
  });

  it.each([
    ["/docs/ ada", 8],
    ["/docs/ @ada @", 13],
    ["/docs/ @ada, @bea", 8],
    ["/docs/ @ada#x", 8],
    ["/docs/ @acme/", 8],
    ["/docs/ @acme/a/b", 8],
    ["/docs/ @-ada", 8],
    ["/docs/ ada@acme", 8],
  ])("reports an invalid owner: %j", (line, column) => {
    const findings = lint(`* @acme/security\n${line}\n`);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ code: "codeowners/invalid-owner", line: 2, column });
  });

  it.each(["@ada", "@ada-lovelace", "@ada_acme", "@acme/security", "@acme/s.e-c_1", "ada@acme.example"])(
    "accepts %s as an owner",
    (owner) => {
      expect(lint(`* ${owner}\n`)).toEqual([]);
    },
  );

  it("lists findings by line", () => {
    expect(codesOf(lint("* @ada\n/a\n!b @ada\n* @ada\n/c x\n"))).toEqual([
      ["codeowners/ownerless-line", 2],
      ["codeowners/unsupported-syntax", 3],
      ["codeowners/duplicate-pattern", 4],
      ["codeowners/invalid-owner", 5],
    ]);
  });
});
