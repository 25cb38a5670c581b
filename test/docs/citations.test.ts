import { describe, expect, it } from "vitest";
import { citationsOf, withoutComments } from "./citations.ts";
import { anchorsOf } from "./markdown-page.ts";
import { exists, fileAt, filesBelow, type RepositoryFile } from "./repository-files.ts";

/** All files that can cite, without generated files and the examples of this folder. */
const citing: readonly RepositoryFile[] = [
  ...["README.md", "CHANGELOG.md", "package.json", "vitest.config.ts"].map(fileAt),
  ...filesBelow("src", ".ts", ".md"),
  ...filesBelow("test", ".ts", ".mjs", ".md", ".txt"),
  ...filesBelow("access", ".md", ".yaml"),
  ...filesBelow("schemas", ".json", ".md"),
  ...filesBelow(".github", ".md", ".yml", ".yaml"),
  ...filesBelow(".ci", ".mjs", ".md"),
  ...filesBelow("docs", ".md"),
].filter(({ path }) => !/\.generated\.|\/dist\/|^test\/docs\//.test(path));

const anchors = new Set(
  [fileAt("docs/invariants.md"), fileAt("docs/threat-model.md")].flatMap((page) => [...anchorsOf(page)]),
);

/** Returns whether docs/ has the entry that a citation names. */
function resolves(entry: string): boolean {
  const [, page = "", section, word] = /^([\w-]+\.md)(?: (\d+)|, (\w+))?$/.exec(entry) ?? [];
  if (page === "")
    return entry.startsWith("decisions/")
      ? filesBelow("docs/decisions", ".md").some(({ path }) => path.startsWith(`docs/${entry}`))
      : anchors.has(entry);
  if (!exists(`docs/${page}`)) return false;
  const { text } = fileAt(`docs/${page}`);
  if (section !== undefined) return new RegExp(`^## ${section}\\. `, "m").test(text);
  return word === undefined || text.toLowerCase().includes(word.toLowerCase());
}

const unresolved = (files: readonly RepositoryFile[]): readonly string[] =>
  files.flatMap((file) =>
    citationsOf(file)
      .filter(({ entry }) => !resolves(entry))
      .map(({ file: path, line, text, entry }) => `${path}:${line}: ${text} (${entry})`),
  );

describe("a cited number", () => {
  it("names an entry of docs/ in every file", () => {
    expect(unresolved(citing)).toEqual([]);
  });

  it("is found in comments, titles and prose", () => {
    const entries = citing.flatMap(citationsOf).map(({ entry }) => entry);
    for (const entry of [
      "i23",
      "c6",
      "fault-29",
      "input-63",
      "workflow-rule-14",
      "engine.md 5",
      "formats.md",
      "rules.md",
    ])
      expect(entries).toContain(entry);
  });

  it("is reported with file and line if docs/ does not have the entry", () => {
    const text = [
      "/** Keeps the order (I24, I99); threats G2 and G88. */",
      "// engine.md 12, formats.md and missing fault 31,",
      "// which workflow rule 21 and invariant 40 forbid: see provider-apis.md and decisions/9999-none.",
      'it("refuses it (P88)", () => {});',
    ].join("\n");
    expect(unresolved([{ path: "src/example.ts", text }])).toEqual([
      "src/example.ts:1: I99 (i99)",
      "src/example.ts:1: G88 (g88)",
      "src/example.ts:2: fault 31 (fault-31)",
      "src/example.ts:2: engine.md 12 (engine.md 12)",
      "src/example.ts:3: invariant 40 (i40)",
      "src/example.ts:3: workflow rule 21 (workflow-rule-21)",
      "src/example.ts:3: provider-apis.md (provider-apis.md)",
      "src/example.ts:3: decisions/9999-none (decisions/9999-none)",
      "src/example.ts:4: P88 (p88)",
    ]);
    expect(unresolved([{ path: "test/load/example.test.ts", text: 'it("81: one more", () => {});' }])).toEqual([
      'test/load/example.test.ts:1: it("81: (input-81)',
    ]);
  });
});

/** The doctor's JSON output has the rule of a setting as a field; its text output omits it. */
const isRuleField = (line: string): boolean => /\brule(?::| =) "(?:threat|workflow rule) \w+"/.test(line);

/** Returns the citations of a source file outside its comments. */
const citedInText = ({ path, text }: RepositoryFile): readonly string[] => {
  const lines = withoutComments(text).split("\n");
  const kept = lines.map((line) => (isRuleField(line) ? "" : line)).join("\n");
  return citationsOf({ path, text: kept }).map(({ line, text: cited }) => `${path}:${line}: ${cited}`);
};

describe("a text for users", () => {
  it("does not cite internal numbers or pages of docs/", () => {
    const sources = filesBelow("src", ".ts").filter(({ path }) => !path.includes(".generated."));
    expect(sources.flatMap(citedInText)).toEqual([]);
  });

  it("does not cite them in a golden message", () => {
    expect(filesBelow("test/golden/messages", ".txt").flatMap(citationsOf)).toEqual([]);
  });

  it("is distinguished from a comment", () => {
    const text = [
      "/** Same bytes (I23). */",
      'const message = "Not the tip (invariant 2).";',
      'const glob = "access/**/*.yaml"; // threat G2',
      'const link = "https://example.com/a"; const next = `See engine.md 5.`;',
    ].join("\n");
    expect(citedInText({ path: "src/example.ts", text })).toEqual([
      "src/example.ts:2: invariant 2",
      "src/example.ts:4: engine.md 5",
    ]);
  });
});
