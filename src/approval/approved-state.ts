import type { LineCommit } from "../ports/git.ts";

/** How the difference between the approved state and a commit of the line was judged. */
export interface LineVerdict {
  readonly approved: boolean;
}

/** One commit of the line and the verdict on the difference between the approved state before it and the commit. */
export interface JudgedCommit<Verdict extends LineVerdict> {
  readonly commit: string;
  /** The approved state that the difference was judged from. */
  readonly from: string;
  readonly verdict: Verdict;
}

export interface ApprovedState<Verdict extends LineVerdict> {
  /** The newest commit up to which everything is approved. */
  readonly commit: string;
  /** Every judged commit, oldest first. Commits without a difference are not judged. */
  readonly judged: readonly JudgedCommit<Verdict>[];
  /** The commits after the approved state, oldest first. */
  readonly unapproved: readonly LineCommit[];
}

/** An approved commit, and the commits of the first-parent line after it, oldest first. */
export interface ApprovedLine {
  readonly start: string;
  /** The tree of the start: equal trees are equal files. */
  readonly startTree: string;
  readonly line: readonly LineCommit[];
}

/**
 * Finds the approved state of a line (engine.md 6): the newest commit up to which everything is approved. Each commit is
 * judged on the difference between the approved state so far and the commit. So the approvals of a pull request cover
 * what stood unapproved on the line before it, and the commits of a rebase merge count as one unit. A commit whose tree
 * equals the approved state's is approved: nothing of the commits in between is left.
 * @param judge judges the difference between an approved commit and a later one
 */
export async function approvedState<Verdict extends LineVerdict>(
  { start, startTree, line }: ApprovedLine,
  judge: (from: string, one: LineCommit) => Promise<Verdict>,
): Promise<ApprovedState<Verdict>> {
  let commit = start;
  let tree = startTree;
  let position = 0;
  const judged: JudgedCommit<Verdict>[] = [];
  for (const [index, one] of line.entries()) {
    const isSame = one.tree === tree;
    const verdict = isSame ? null : await judge(commit, one);
    if (verdict !== null) judged.push({ commit: one.commit, from: commit, verdict });
    if (verdict !== null && !verdict.approved) continue;
    commit = one.commit;
    tree = one.tree;
    position = index + 1;
  }
  return { commit, judged, unapproved: line.slice(position) };
}
