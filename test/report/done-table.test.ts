import { describe, expect, it } from "vitest";
import type { ApplyEntry } from "../../src/apply/apply-report.ts";
import { doneTable } from "../../src/report/after-merge/done-table.ts";
import { hostileTexts } from "../support/findings.ts";
import { activeWords, nodesOf, readMarkdown, skeletonOf } from "../support/markdown.ts";
import { anOperation } from "../support/operation.ts";
import { ref, userId } from "../support/model.ts";

const nothing = {
  contained: [],
  alreadyContained: [],
  inDoubt: [],
  held: [],
  failed: [],
  notDue: 0,
  guards: [],
  entries: [],
  unrecorded: null,
};

function entry(text: string, outcome: ApplyEntry["outcome"] = { kind: "done" }): ApplyEntry {
  const operation = { ...anOperation("membership.add"), user: userId(text), entitlement: ref(text), id: text };
  return { operation: operation as ApplyEntry["operation"], outcome, at: "2026-11-28T09:00:07Z" };
}

const tableOf = (entries: readonly ApplyEntry[], text = "ada"): string =>
  doneTable({
    run: "run-7",
    report: { run: "run-7", entries, stopped: null },
    containment: nothing,
    names: {
      people: new Map([[userId(text), `${text} Lovelace`]]),
      titles: new Map([[ref(text), `${text} title`]]),
      timezone: "Europe/Berlin",
    },
  });

describe("what a run did", () => {
  it("is who, what, when, and the operation in the journal", () => {
    const table = tableOf([entry("ada")]);
    expect(table).toContain("under the run `run-7`.");
    expect(table).toMatch(
      /^\| ada Lovelace<br>`ada` \| ada title<br>`add .*` \| 28 Nov 2026, 10:00 `Europe\/Berlin` \| `ada` \|$/m,
    );
  });

  it("does not name what was not done", () => {
    expect(tableOf([entry("ada", { kind: "failed", reason: "refused" })])).toBe("");
  });

  it("counts the operations that have no room", () => {
    expect(tableOf(Array.from({ length: 45 }, () => entry("ada")))).toContain("… and 5 more.");
  });

  it.each(hostileTexts)("contains nothing active that people wrote: %j", (text) => {
    const tree = readMarkdown(tableOf([entry(text)], text));
    expect(skeletonOf(tree)).toBe(skeletonOf(readMarkdown(tableOf([entry("words")], "words"))));
    expect(activeWords(tree)).toEqual([]);
    expect(nodesOf(tree).filter(({ type }) => type === "link" || type === "image")).toEqual([]);
  });
});
