import { describe, expect, it } from "vitest";
import { codeownersSizeLimit } from "../../src/codeowners/file.ts";
import { matchOwners, ownerLookup, type Ownership } from "../../src/codeowners/match-owners.ts";
import { compilePattern, matchesPath } from "../../src/codeowners/pattern.ts";
import { parseCodeowners } from "../../src/codeowners/syntax.ts";
import { type Random, randomFrom } from "../property/random.ts";

/** A pattern, paths that it matches, and similar paths that it does not match. */
type Row = readonly [pattern: string, matches: readonly string[], misses: readonly string[]];

const table: readonly Row[] = [
  // Anywhere in the repository: no slash at the start or in the middle.
  ["*", ["a", "a/b", ".github/CODEOWNERS", "a/b/c.ts"], []],
  ["**", ["a", "a/b", "a/b/c"], []],
  ["foo", ["foo", "foo/a", "foo/a/b", "a/foo", "a/foo/b", "a/b/foo"], ["food", "afoo", "a/food", "Foo", "fo"]],
  ["foo.ts", ["foo.ts", "a/foo.ts"], ["foo-ts", "fooxts", "foo.tsx"]],
  ["*.ts", ["a.ts", ".ts", "a/b.ts", "a.ts/b"], ["a.tsx", "a.js", "ts"]],
  ["foo*", ["foo", "food", "a/food", "food/a"], ["afoo"]],
  ["*foo", ["foo", "afoo", "a/afoo/b"], ["foob"]],
  ["f*o", ["fo", "foo", "f-o"], ["f", "fob"]],
  ["f?o", ["foo", "a/f-o"], ["fo", "fooo", "f/o"]],
  ["???", ["abc", "x/abc"], ["ab", "abcd"]],
  ["?", ["é", "😀", "a/b"], ["ab"]],
  [".github", [".github/CODEOWNERS", "a/.github"], ["xgithub/CODEOWNERS", "github"]],
  // A slash at the end matches everything below a folder of that name, not a file of that name.
  ["foo/", ["foo/a", "foo/a/b", "a/foo/b"], ["foo", "a/foo", "food/a"]],
  ["*/", ["a/b", "a/b/c"], ["a"]],
  ["foo*/", ["food/a", "a/foo/b"], ["foo", "food"]],
  ["/foo/", ["foo/a", "foo/a/b"], ["foo", "a/foo/b"]],
  ["foo/bar/", ["foo/bar/a", "foo/bar/a/b"], ["foo/bar", "a/foo/bar/b", "foo/a/bar/b"]],
  ["**/", ["a/b", "a/b/c"], ["a"]],
  ["/foo/**/", ["foo/a/b", "foo/a/b/c"], ["foo/a", "foo"]],
  // Anchored to the root by a slash at the start or in the middle.
  ["/foo", ["foo", "foo/a", "foo/a/b"], ["a/foo", "food"]],
  ["/*", ["a", ".a", "a.ts"], ["a/b"]],
  ["/**", ["a", "a/b"], []],
  ["/*.ts", ["a.ts", "a.ts/b"], ["a/b.ts"]],
  ["/foo.ts", ["foo.ts"], ["a/foo.ts"]],
  ["foo/bar", ["foo/bar", "foo/bar/a"], ["a/foo/bar", "foo/a/bar", "foo/barn"]],
  ["/foo/bar", ["foo/bar", "foo/bar/a"], ["a/foo/bar", "foo"]],
  ["foo/bar.ts", ["foo/bar.ts"], ["foo/a/bar.ts", "bar.ts"]],
  ["/access/grants/okta/crm/", ["access/grants/okta/crm/ada.yaml"], ["access/grants/okta/crm-admin/ada.yaml"]],
  ["/access/users/it/ada.yaml", ["access/users/it/ada.yaml"], ["access/users/ada.yaml", "access/users/it/ada-yaml"]],
  // A last step of only `*` does not match below folders; any other last step does.
  ["foo/*", ["foo/a", "foo/a.ts"], ["foo/a/b", "foo", "a/foo/b"]],
  ["/foo/*", ["foo/a"], ["foo/a/b", "foo"]],
  ["/foo/*/", ["foo/a/b", "foo/a/b/c"], ["foo/a", "foo"]],
  ["foo/*.ts", ["foo/a.ts", "foo/a.ts/b"], ["foo/a/b.ts", "foo/a.js"]],
  ["/foo/b*", ["foo/b", "foo/bar", "foo/bar/a"], ["foo/abar"]],
  ["*/foo", ["a/foo", "a/foo/b"], ["foo", "a/b/foo"]],
  ["/*/foo", ["a/foo", "a/foo/b"], ["foo", "a/b/foo"]],
  ["foo/*/bar", ["foo/a/bar", "foo/a/bar/b"], ["foo/bar", "foo/a/b/bar"]],
  ["/foo/*/*", ["foo/a/b"], ["foo/a", "foo/a/b/c"]],
  ["/foo/?/bar", ["foo/a/bar"], ["foo/ab/bar", "foo/bar"]],
  ["/access/grants/*/*/bot.yaml", ["access/grants/okta/crm/bot.yaml"], ["access/grants/okta/bot.yaml"]],
  // `**`: any number of steps.
  ["**/foo", ["foo", "a/foo", "a/b/foo", "a/foo/b"], ["afoo", "food"]],
  ["**/foo/", ["foo/a", "a/foo/b"], ["foo", "a/foo"]],
  ["/**/foo", ["foo", "a/b/foo"], ["afoo"]],
  ["**/foo/bar", ["foo/bar", "a/foo/bar", "a/b/foo/bar/c"], ["foo/a/bar"]],
  ["**/*.ts", ["a.ts", "a/b.ts", "a/b/c.ts"], ["a.js"]],
  ["**/*", ["a", "a/b", "a/b/c"], []],
  ["foo/**", ["foo/a", "foo/a/b"], ["foo", "a/foo/b", "food/a"]],
  ["/foo/**", ["foo/a", "foo/a/b"], ["foo", "a/foo/b"]],
  ["foo/**/bar", ["foo/bar", "foo/a/bar", "foo/a/b/bar", "foo/a/bar/b"], ["a/foo/bar", "foo/abar"]],
  ["foo/**/bar/", ["foo/bar/a", "foo/a/bar/b"], ["foo/bar", "foo/a/bar"]],
  ["foo/**/*.ts", ["foo/a.ts", "foo/a/b.ts"], ["a.ts", "foo/a.js"]],
  ["foo/**/*", ["foo/a", "foo/a/b"], ["foo"]],
  ["/a/**/b/**/c", ["a/b/c", "a/x/b/c", "a/b/x/c", "a/x/b/y/z/c"], ["a/c/b", "a/b", "a/x/c"]],
  ["**/a/**", ["a/b", "x/a/b", "x/a/b/c"], ["a", "x/a"]],
  // Two stars next to other characters are one star.
  ["foo**", ["foo", "food", "food/a"], ["afoo"]],
  ["/foo/a**b", ["foo/ab", "foo/axb"], ["foo/a/b"]],
  // Matching is case-sensitive.
  ["/Foo/", ["Foo/a"], ["foo/a", "FOO/a"]],
  ["*.TS", ["a.TS"], ["a.ts"]],
  // A backslash makes the next character literal.
  ["/foo\\ bar", ["foo bar", "foo bar/a"], ["foo", "bar", "foo\\ bar"]],
  ["foo\\ bar/", ["foo bar/a", "x/foo bar/a"], ["foo bar"]],
  ["/foo\\*", ["foo*"], ["foo", "food"]],
  ["/foo\\?", ["foo?"], ["food"]],
  ["/f\\oo", ["foo"], ["f\\oo"]],
  // Characters that are special in other syntaxes are literal.
  ["/a.b", ["a.b"], ["a-b", "axb"]],
  ["/a+b", ["a+b"], ["aab"]],
  ["/a(b|c)", ["a(b|c)"], ["ab", "ac"]],
  ["/a{b,c}", ["a{b,c}"], ["ab", "ac"]],
  ["/a$", ["a$"], ["a"]],
  ["/^a", ["^a"], ["a"]],
  ["/a!", ["a!"], ["a"]],
  ["/~a", ["~a"], ["a"]],
  // These patterns look like paths and match nothing.
  ["/", [], ["a", "a/b"]],
  ["./foo", [], ["foo", "a/foo"]],
  ["../foo", [], ["foo"]],
];

describe("a pattern", () => {
  it.each(table)("%s matches as GitHub documents", (pattern, matches, misses) => {
    const text = `${pattern} @acme/security\n`;
    expect(parseCodeowners(text).problems).toEqual([]);
    const states = (paths: readonly string[]) => paths.map((path) => [path, matchOwners(text, path).state]);
    expect(states(matches)).toEqual(matches.map((path) => [path, "owned"]));
    expect(states(misses)).toEqual(misses.map((path) => [path, "unmatched"]));
  });

  it("with many stars is matched without trying every combination", () => {
    const text = `/${"a*".repeat(3_000)}b @ada\n/${"**/a/".repeat(3_000)}b @ada\n`;
    expect(matchOwners(text, "a".repeat(6_000))).toEqual({ state: "unmatched" });
    expect(matchOwners(text, "a/".repeat(3_000))).toEqual({ state: "unmatched" });
  });
});

const owned = (line: number, ...owners: readonly string[]): Ownership => ({ state: "owned", owners, line });

describe("the owners of a path", () => {
  it("are those of the last matching line only", () => {
    const text = "* @ada\n/docs/ @bea @acme/writers\n*.md @cleo\n";
    expect(matchOwners(text, "src/a.ts")).toEqual(owned(1, "@ada"));
    expect(matchOwners(text, "docs/a.txt")).toEqual(owned(2, "@bea", "@acme/writers"));
    expect(matchOwners(text, "docs/a.md")).toEqual(owned(3, "@cleo"));
  });

  it("are those of a general line that comes last", () => {
    expect(matchOwners("/docs/ @bea\n* @ada\n", "docs/a")).toEqual(owned(2, "@ada"));
    expect(matchOwners("*.md @cleo\n/docs/ @bea\n", "docs/a.md")).toEqual(owned(2, "@bea"));
  });

  it("are empty if the last matching line has no owner", () => {
    const text = "* @ada\n/docs/\n";
    expect(matchOwners(text, "docs/a")).toEqual({ state: "unowned", line: 2 });
    expect(matchOwners(text, "a")).toEqual(owned(1, "@ada"));
  });

  it("are unknown if no line matches", () => {
    expect(matchOwners("/docs/ @ada\n", "src/a")).toEqual({ state: "unmatched" });
    expect(matchOwners("", "src/a")).toEqual({ state: "unmatched" });
  });

  it("are those of a folder line only below the folder", () => {
    const text = "/docs @ada\n/docs/ @bea\n";
    expect(matchOwners(text, "docs")).toEqual(owned(1, "@ada"));
    expect(matchOwners(text, "docs/a")).toEqual(owned(2, "@bea"));
  });

  it("are found with comments, blank lines, tabs and Windows line ends", () => {
    const text = "# * @nobody\r\n\r\n  \t\r\n\t*\t@ada\t @bea # and @cleo\r\n/a @ada#x\n";
    expect(matchOwners(text, "a")).toEqual(owned(4, "@ada", "@bea"));
  });

  it("are empty for a line with a comment and no owner", () => {
    expect(matchOwners("* @ada\n/a # @ada\n", "a")).toEqual({ state: "unowned", line: 2 });
  });

  it("are empty in a file that is too large for GitHub", () => {
    const line = "* @ada\n";
    const padding = (bytes: number) => `#${"x".repeat(bytes - line.length - 2)}\n`;
    expect(matchOwners(padding(codeownersSizeLimit - 1) + line, "a")).toMatchObject({ state: "owned" });
    expect(matchOwners(padding(codeownersSizeLimit) + line, "a")).toEqual({ state: "unmatched" });
    expect(matchOwners(`#${"é".repeat(codeownersSizeLimit / 2)}\n${line}`, "a")).toEqual({ state: "unmatched" });
  });

  it.each([1, 2, 3, 4, 5, 6])("are the same by lookup and by trying every line (seed %i)", (seed) => {
    const random = randomFrom(seed);
    for (let round = 0; round < 200; round += 1) {
      const text = Array.from(
        { length: 12 },
        () => `${randomPattern(random)}${random.chance(0.25) ? "" : " @ada"}`,
      ).join("\n");
      const lookup = ownerLookup(text);
      for (let tried = 0; tried < 10; tried += 1) {
        const path = Array.from({ length: 1 + random.below(4) }, () => random.one(names)).join("/");
        expect(lookup(path), `seed ${seed}: ${path} by\n${text}`).toEqual(tryEveryLine(text, path));
      }
    }
  });
});

const names = ["a", "b", "c", "ab"];
const steps = [...names, ...names, "*", "**", "a*", "?"];

function randomPattern(random: Random): string {
  const inner = Array.from({ length: 1 + random.below(3) }, () => random.one(steps)).join("/");
  return `${random.chance(0.5) ? "/" : ""}${inner}${random.chance(0.3) ? "/" : ""}`;
}

function tryEveryLine(text: string, path: string): Ownership {
  const rule = parseCodeowners(text).rules.findLast(({ pattern }) =>
    matchesPath(compilePattern(pattern), path.split("/")),
  );
  if (rule === undefined) return { state: "unmatched" };
  const { owners, line } = rule;
  return owners.length > 0 ? { state: "owned", owners, line } : { state: "unowned", line };
}
