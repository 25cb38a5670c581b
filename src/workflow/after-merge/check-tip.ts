import { RefusedError } from "../../diagnostics/user-error.ts";
import type { GithubReader } from "../../ports/github.ts";
import type { GitReader, LineCommit } from "../../ports/git.ts";
import type { EarlierRuns } from "./earlier-runs.ts";
import { freezeOf, type FreezeReader, frozen } from "./freeze.ts";

export interface Tip {
  readonly branch: string;
  readonly remote: string;
  readonly commit: string;
}

/**
 * Checks that the commit is the tip of the protected branch. Called before planning, and again before the first write.
 * @throws RefusedError when a check fails; another error when GitHub cannot be read
 */
export async function checkTip(
  { branch, commit }: Pick<Tip, "branch" | "commit">,
  reader: Pick<GithubReader, "branch">,
): Promise<void> {
  const tip = await reader.branch(branch);
  if (tip.commit !== commit)
    throw new RefusedError(
      "unattended/not-the-tip",
      `${commit} is not the tip of ${branch}, which is ${tip.commit}.`,
      "Start the run again from the tip: an older commit is never applied.",
    );
  if (!tip.isProtected)
    throw new RefusedError(
      "unattended/not-protected",
      `GitHub allows pushes to ${branch} without a pull request.`,
      "Protect the branch: rolecall doctor names the settings.",
    );
}

/**
 * Returns why runs are frozen; null: they are not. A freeze stops everything but containment.
 * @throws another error when the remote cannot be read
 */
export async function freezeOn(remote: string, git: FreezeReader): Promise<RefusedError | null> {
  const freeze = await freezeOf(remote, git);
  return freeze === null ? null : frozen(remote, freeze);
}

/** The last commit that converged, and the commits merged since. */
export interface Since {
  readonly base: string;
  readonly line: readonly LineCommit[];
}

/**
 * Returns the commits since the last one that converged; since genesis if no record names one.
 * @throws RefusedError when the branch does not descend from the applied commit (threats G12, G14)
 */
export async function sinceConverged(
  commit: string,
  { earlier, genesis }: { readonly earlier: EarlierRuns; readonly genesis: string },
  git: Pick<GitReader, "mergeBaseOf" | "lineSince">,
): Promise<Since> {
  const base = earlier.converged?.commit ?? earlier.acceptedBase ?? genesis;
  // The merge base distinguishes a missing commit from an error of git.
  const isKnown = (await git.mergeBaseOf(base, commit)) === base;
  const line = isKnown ? await git.lineSince(base, commit) : null;
  if (line === null) throw brokenHistory(base, commit);
  const { accepted } = earlier;
  if (accepted !== null && accepted !== base && !line.some((one) => one.commit === accepted))
    throw brokenHistory(accepted, commit);
  return { base, line };
}

function brokenHistory(applied: string, commit: string): RefusedError {
  return new RefusedError(
    "unattended/broken-history",
    `${commit} does not descend from ${applied}, which was applied last: the branch was rewritten, or the run uses an older commit.`,
    "Find out who rewrote the branch and restore the applied commit. The clone needs the complete history (fetch-depth: 0).",
  );
}
