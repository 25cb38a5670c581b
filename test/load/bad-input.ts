import { expect, it } from "vitest";
import type { Loaded } from "../../src/load/load-model.ts";
import { pageOf } from "../../src/workflow/explain.ts";
import type { TreeBuilder } from "../support/tree.ts";

/** One malformed input: what it is, the tree that holds it, and `code file:line:column` of what must be said. */
export interface BadInput {
  readonly what: string;
  readonly tree: () => TreeBuilder;
  readonly says: string;
  /** A word the message or the remedy has to hold. */
  readonly word?: string;
  /** For findings that leave the model standing. */
  readonly severity?: "warning";
}

export const spots = (loaded: Loaded): readonly string[] =>
  loaded.findings.map(({ code, file, line, column }) => `${code} ${file ?? "-"}:${line ?? "-"}:${column ?? "-"}`);

/** Each case is told apart, at its place, with a next step; and the whole model is refused (I29, I30). */
export function refuses(cases: readonly BadInput[]): void {
  it.each(cases.map((each) => [each.what, each] as const))("%s", (_what, { tree, says, word, severity }) => {
    const loaded = tree().load();
    expect(spots(loaded)).toContain(says);
    const finding = loaded.findings[spots(loaded).indexOf(says)];
    expect(finding?.severity).toBe(severity ?? "error");
    expect(finding?.remedy).not.toBe("");
    expect(finding?.message).not.toBe("");
    expect(pageOf(finding?.code ?? ""), "the code has a page").toBeDefined();
    if (word !== undefined) expect(`${finding?.message} ${finding?.remedy}`).toContain(word);
    expect(loaded.model === null).toBe(severity === undefined);
  });
}
