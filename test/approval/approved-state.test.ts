import { describe, expect, it } from "vitest";
import { approvedState } from "../../src/approval/approved-state.ts";

/** Judges a line of trees, one letter for each commit after `start`; a verdict is looked up by `from>commit`. */
async function stateOf(trees: string, approvals: readonly string[]) {
  const line = trees.split("").map((tree, index) => ({ commit: `c${index + 1}`, parent: `c${index}`, tree }));
  const { commit, judged, unapproved } = await approvedState(
    { start: "c0", startTree: "a", line },
    async (from, one) => ({ approved: approvals.includes(`${from}>${one.commit}`) }),
  );
  return {
    commit,
    judged: judged.map(({ from, commit: to }) => `${from}>${to}`),
    unapproved: unapproved.map((one) => one.commit),
  };
}

describe("the approved state of a line", () => {
  it("is the tip where every commit is approved", async () => {
    expect(await stateOf("bc", ["c0>c1", "c1>c2"])).toEqual({
      commit: "c2",
      judged: ["c0>c1", "c1>c2"],
      unapproved: [],
    });
  });

  it("stays before an unapproved commit, and a later approval of the commit's own difference does not pass it", async () => {
    expect(await stateOf("bcd", ["c0>c1", "c2>c3"])).toEqual({
      commit: "c1",
      judged: ["c0>c1", "c1>c2", "c1>c3"],
      unapproved: ["c2", "c3"],
    });
  });

  it("passes an unapproved commit with an approval of the difference from the approved state", async () => {
    expect((await stateOf("bcd", ["c0>c1", "c1>c3"])).commit).toBe("c3");
  });

  it("counts the commits of a rebase merge as one unit: the last one has the approval", async () => {
    expect(await stateOf("bcd", ["c0>c3"])).toMatchObject({ commit: "c3", unapproved: [] });
  });

  it("passes a commit that restores the approved files, without a judgement", async () => {
    expect(await stateOf("ba", [])).toEqual({ commit: "c2", judged: ["c0>c1"], unapproved: [] });
  });

  it("is the start of an empty line", async () => {
    expect(await stateOf("", [])).toEqual({ commit: "c0", judged: [], unapproved: [] });
  });
});
