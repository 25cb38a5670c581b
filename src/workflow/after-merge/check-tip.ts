import { RefusedError } from "../../diagnostics/user-error.ts";
import type { GithubReader } from "../../ports/github.ts";
import type { GitReader, LineCommit } from "../../ports/git.ts";
import type { EarlierRuns } from "./earlier-runs.ts";

/** Set on the remote, outside the tree: every unattended run stops, and no commit sets or lifts it. */
export const freezeRef = "refs/rolecall/freeze";

export interface Tip {
  readonly branch: string;
  readonly remote: string;
  readonly commit: string;
}

/**
 * Whether the commit is the tip of the protected branch now, and nobody froze the runs. Asked before planning, and again
 * before the first write.
 * @throws RefusedError; GitHub or remote that cannot be asked is an error of its own, never "yes"
 */
export async function checkTip(
  { branch, remote, commit }: Tip,
  { reader, git }: { readonly reader: Pick<GithubReader, "branch">; readonly git: Pick<GitReader, "hasRemoteRef"> },
): Promise<void> {
  const tip = await reader.branch(branch);
  if (tip.commit !== commit)
    throw new RefusedError(
      "unattended/not-the-tip",
      `${commit} is not the tip of ${branch}, which is ${tip.commit}.`,
      "Start the run again from the tip; a run of an older commit is never carried out.",
    );
  if (!tip.isProtected)
    throw new RefusedError(
      "unattended/not-protected",
      `The forge lets people push to ${branch} without a pull request.`,
      "Protect the branch: rolecall doctor names the settings.",
    );
  if (await git.hasRemoteRef(remote, freezeRef))
    throw new RefusedError(
      "unattended/frozen",
      `Runs are frozen: ${freezeRef} is set on ${remote}.`,
      `Take it off once it is safe: git push ${remote} :${freezeRef}`,
    );
}

/** The last commit that converged, and everything merged since. */
export interface Since {
  readonly base: string;
  readonly line: readonly LineCommit[];
}

/**
 * The commits since the last one that converged. `lastApplied` counts only while no journal names a base.
 * @throws RefusedError where the branch does not descend from what was applied (threats G12, G14)
 */
export async function sinceConverged(
  commit: string,
  { earlier, lastApplied }: { readonly earlier: EarlierRuns; readonly lastApplied: string | null },
  git: Pick<GitReader, "mergeBaseOf" | "lineSince">,
): Promise<Since> {
  const base = earlier.converged?.commit ?? earlier.acceptedBase ?? lastApplied;
  if (base === null)
    throw new RefusedError(
      "unattended/no-start",
      "There is no journal of an earlier run, so what is already approved and applied is not known.",
      "Name the commit that the providers already follow with --last-applied, once; or check --journal.",
    );
  // Asking git first keeps a commit that is gone apart from an error of git.
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
    `${commit} does not descend from ${applied}, which was applied last: the branch was rewritten, or the run is of an older commit.`,
    "Find out who rewrote the branch and bring the applied commit back; a clone must hold the whole history (fetch-depth: 0).",
  );
}
