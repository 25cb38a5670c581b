import { describe, expect, it } from "vitest";
import type { Tree } from "../../src/load/tree.ts";
import { checkChange, checkTree } from "../../src/workflow/check.ts";
import { at as instant } from "../support/model.ts";
import { sampleTree } from "./sample-company.ts";

const at = instant("2026-12-01T09:00:00Z");

/** Returns the tree with the user's file terminated. */
function terminated(tree: Tree, path: string): Tree {
  return {
    ...tree,
    entries: tree.entries.map((entry) => {
      if (entry.path !== path) return entry;
      const text = new TextDecoder().decode(entry.bytes).replace(/^status: .*$/m, "status: terminated");
      const bytes = new TextEncoder().encode(text);
      return { ...entry, bytes, size: bytes.length };
    }),
  };
}

describe("the termination of any user of the sample company", () => {
  it("is not blocked by what the user leaves behind", async () => {
    const tree = await sampleTree();
    const base = checkTree(tree, at);
    const blocked = tree.entries
      .filter(({ path }) => path.startsWith("access/users/"))
      .flatMap(({ path }) =>
        checkChange(base, checkTree(terminated(tree, path), at))
          .findings.filter(({ severity }) => severity === "error")
          .map(({ code, message }) => `${path} ${code}: ${message}`),
      );
    expect(blocked).toEqual([]);
  });
});
