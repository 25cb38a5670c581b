import { describe, expect, it } from "vitest";
import type { GrantTerms } from "../../../src/load/grant-terms.ts";
import { beginOf } from "../../../src/workflow/past/grant-starts.ts";

const always: GrantTerms = { starts: null, expires: null, eligible: false };
const version = (mergedAt: number, terms: Partial<GrantTerms> | null = {}) => ({
  mergedAt,
  terms: terms === null ? null : { ...always, ...terms },
});

describe("the begin of a grant", () => {
  it.each([
    ["its merge", [version(1)], 1],
    ["its merge, also after an edit", [version(1), version(3, { expires: 9 })], 1],
    ["the merge that brought it back", [version(1), version(2, null), version(3)], 3],
    ["the extension, where it had expired before", [version(1, { expires: 2 }), version(3, { expires: 9 })], 3],
    ["its merge, where the extension came in time", [version(1, { expires: 3 }), version(3, { expires: 9 })], 1],
    ["the merge that made it active", [version(1, { eligible: true }), version(3)], 3],
    ["the merge that removed a start in the future", [version(1, { starts: 9 }), version(3)], 3],
    ["the start that was written before", [version(1, { starts: 2 }), version(3)], 2],
    ["the first merge of the same instant", [version(1), version(1, { expires: 9 })], 1],
  ])("is %s", (_, versions, begin) => {
    expect(beginOf(versions)).toBe(begin);
  });

  it("is unknown for a grant that gives nothing", () => {
    expect(beginOf([])).toBeNull();
    expect(beginOf([version(1), version(2, null)])).toBeNull();
    expect(beginOf([version(1), version(2, { eligible: true })])).toBeNull();
    expect(beginOf([version(5, { expires: 5 })])).toBeNull();
  });
});
