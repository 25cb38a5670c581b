import { expect, it } from "vitest";
import type { Loaded } from "../../src/load/load-model.ts";
import { pageOf } from "../../src/workflow/explain.ts";
import type { TreeBuilder } from "../support/tree.ts";

/** One malformed input: its name, the tree that contains it, and `code file:line:column` of the expected finding. */
export interface BadInput {
  readonly input: string;
  readonly tree: () => TreeBuilder;
  readonly reports: string;
  /** A text that the message or the remedy must contain. */
  readonly contains?: string;
  /** Set for findings that do not invalidate the model. */
  readonly severity?: "warning";
}

export const spots = (loaded: Loaded): readonly string[] =>
  loaded.findings.map(({ code, file, line, column }) => `${code} ${file ?? "-"}:${line ?? "-"}:${column ?? "-"}`);

/** Checks that each input is reported at its place, with a remedy, and that an error leaves no model (I29, I30). */
export function refuses(cases: readonly BadInput[]): void {
  it.each(cases.map((each) => [each.input, each] as const))("%s", (_input, { tree, reports, contains, severity }) => {
    const loaded = tree().load();
    expect(spots(loaded)).toContain(reports);
    const finding = loaded.findings[spots(loaded).indexOf(reports)];
    expect(finding?.severity).toBe(severity ?? "error");
    expect(finding?.remedy).not.toBe("");
    expect(finding?.message).not.toBe("");
    expect(pageOf(finding?.code ?? ""), "the code has a page").toBeDefined();
    if (contains !== undefined) expect(`${finding?.message} ${finding?.remedy}`).toContain(contains);
    expect(loaded.model === null).toBe(severity === undefined);
  });
}
