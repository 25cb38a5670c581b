import { describe, expect, it } from "vitest";
import { stoppedHead } from "../../src/report/after-merge/merged-head.ts";
import { commentBudget, commentMarker, verdictEnd, withHead } from "../../src/report/comment/comment-head.ts";

describe("the head of the comment after the merge", () => {
  const content = "\n| Who |\n|---|\n| `ada` |\n";
  const body = `${commentMarker}\n**Waiting**: 1.\n\n**Next:** x.\n${verdictEnd}${content}`;

  it("replaces the verdict and the next step, and keeps the content", () => {
    expect(withHead(body, "**Merged.**\n")).toBe(`${commentMarker}\n**Merged.**\n${verdictEnd}${content}`);
  });

  it("is replaced again", () => {
    expect(withHead(withHead(body, "**Merged, not applied yet.**\n") ?? "", "**Merged and applied**\n")).toBe(
      `${commentMarker}\n**Merged and applied**\n${verdictEnd}${content}`,
    );
  });

  it.each([
    ["has no end of a head", `${commentMarker}\n**Waiting**`],
    ["begins with another marker", `<!-- other -->\n${verdictEnd}`],
    ["would become too long", `${body}${"x".repeat(commentBudget - body.length)}`],
  ])("stays as it is where the comment %s", (_, text) => {
    expect(withHead(text, `${"y".repeat(100)}\n`)).toBeNull();
  });

  it("names the reason of a stop with its next step, without effect of what people wrote", () => {
    expect(stoppedHead("a".repeat(40), { code: "unattended/frozen", remedy: "Ask @acme/security." })).toBe(
      "**Merged, not applied yet.** Merged as `aaaaaaaaaaaa`. The run stopped: `unattended/frozen`.\n\n**Next:** Ask `@acme/security`.\n",
    );
  });
});
