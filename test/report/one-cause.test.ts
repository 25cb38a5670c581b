import { describe, expect, it } from "vitest";
import { annotateFindings } from "../../src/action/answer.ts";
import type { Finding } from "../../src/diagnostics/finding.ts";
import { findingsSections } from "../../src/report/comment/change-sections.ts";
import { fitSections } from "../../src/report/comment/sections.ts";
import { renderAnnotations } from "../../src/report/github/annotations.ts";
import { validateJson } from "../../src/report/json/validate.ts";
import { renderFindingsMarkdown } from "../../src/report/markdown/findings.ts";
import { renderSarif } from "../../src/report/sarif/findings.ts";
import { renderFindings } from "../../src/report/text/findings.ts";
import { aFinding } from "../support/findings.ts";
import { aTree, userYaml } from "../support/tree.ts";

/** The findings of a company in which the files of `count` users name a manager who does not exist. */
const missingManager = (count: number): readonly Finding[] => {
  const tree = aTree();
  for (let number = 0; number < count; number += 1)
    tree.file(
      `users/u${number}.yaml`,
      userYaml(`u${number}`, `title: Engineer ${number}\n`).replace("manager: none", "manager: grace-hopper"),
    );
  return tree.load().findings;
};
/** A result of SARIF, as far as this test reads it. */
interface Result {
  readonly locations: readonly [{ readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } } }];
}
const shown = (text: string, pattern: RegExp): number => [...text.matchAll(pattern)].length;

describe("a name that is missing in 17 files", () => {
  const findings = missingManager(17);

  it("is one block with the first ten places and one fix in a terminal", () => {
    const text = renderFindings(findings);
    expect(shown(text, /^error: /gm)).toBe(1);
    expect(text).toContain('error: ref/unknown-user  at 17 places\n  Unknown user "grace-hopper"');
    expect(shown(text, /^ {4}access\/users\/u\d+\.yaml:\d+:\d+$/gm)).toBe(10);
    expect(text).toContain("    … and 7 more; --format json lists all of them\n  Fix: Add the user's file");
  });

  it("is one line in Markdown", () => {
    const text = renderFindingsMarkdown(findings);
    expect(text.trimEnd().split("\n")).toHaveLength(1);
    expect(text).toMatch(
      /^- \*\*error\*\* `ref\/unknown-user` at 17 places \((?:`access\/users\/u\d+\.yaml:\d+:\d+`(?:, | )){3}and 14 more\): /,
    );
  });

  it("is one line in the comment on a pull request, and counted as 17 where it does not fit", () => {
    const report = {
      findings: { appeared: findings.map((finding) => ({ finding, was: null })) },
      diff: { findings },
    };
    const sections = findingsSections(report as never, { repositoryUrl: null, commit: null });
    const { markdown } = fitSections(sections, 10_000, ({ length }) => length);
    expect(shown(markdown, /^- \*\*error\*\*/gm)).toBe(1);
    expect(markdown).toContain("`ref/unknown-user` at 17 places (`access/users/u0.yaml:");
    expect(fitSections(sections, 200, ({ length }) => length).omitted).toEqual({ finding: 17 });
  });

  it("is a finding at each place in JSON and a result at each place in SARIF", () => {
    const counts = { users: 17, roles: 0, entitlements: 0, grants: 0 };
    const json = validateJson({ at: 0, findings, loaded: { counts } });
    expect(json).toMatchObject({ findings: { length: 17 }, summary: { errors: 17 } });
    const [run] = JSON.parse(renderSarif(findings, { version: "1", pageOf: () => undefined })).runs;
    const files = (run.results as readonly Result[]).map((result) => result.locations[0].physicalLocation);
    expect(new Set(files.map(({ artifactLocation }) => artifactLocation.uri)).size).toBe(17);
  });

  it("does not hide another error from the annotations, which show ten", () => {
    const other = aFinding({ message: "Another error." });
    expect(renderAnnotations([...findings, other])).toContain("Another error.");
    const annotated: string[] = [];
    const annotate = (_: string, text: string): void => void annotated.push(text);
    annotateFindings({ findings: [...findings, other] }, { annotate } as never);
    expect(annotated.join("\n")).toContain("Another error.");
  });
});

describe("findings of one code", () => {
  it("are separate where they report different names", () => {
    const text = renderFindings([...missingManager(1), ...missingManager(1).map(otherName)]);
    expect(shown(text, /^error: /gm)).toBe(2);
    function otherName(finding: Finding): Finding {
      return { ...finding, file: "access/users/v.yaml", message: 'Unknown user "ada-byron".' };
    }
  });

  it("have one hint for each name, however many places name it", () => {
    const tree = aTree().file("users/grace-hoper.yaml", userYaml("grace-hoper"));
    for (let number = 0; number < 60; number += 1)
      tree.file(`users/u${number}.yaml`, userYaml(`u${number}`).replace("manager: none", "manager: grace-hopper"));
    const messages = new Set(tree.load().findings.map(({ message }) => message));
    expect([...messages]).toEqual(['Unknown user "grace-hopper"; did you mean grace-hoper?']);
  });

  it("do not suggest a baseline where the files have errors, and have no table of one code", () => {
    const text = renderFindings(missingManager(25));
    expect(text).not.toContain("rolecall baseline");
    expect(text).not.toContain("By code");
  });
});
