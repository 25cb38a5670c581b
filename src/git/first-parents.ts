import { OperationalError } from "../diagnostics/user-error.ts";
import type { DatedCommit } from "../ports/git.ts";
import { runGit } from "./run-git.ts";

/** Checks whether a clone is shallow. @throws OperationalError if git fails */
export async function isShallow(root: string): Promise<boolean> {
  const { status, out, err } = await runGit(root, ["rev-parse", "--is-shallow-repository"]);
  if (status !== 0) throw new OperationalError(`git cannot read the repository: ${err}`);
  return out.toString("utf8").trim() !== "false";
}

/** Checks that the clone has the complete history. @throws OperationalError with the command that fetches it */
export async function requireHistory(root: string, question: string): Promise<void> {
  if (await isShallow(root))
    throw new OperationalError(
      `${question}: this clone is shallow. Fetch the complete history (git fetch --unshallow; in a workflow: fetch-depth: 0)`,
    );
}

/** Returns all commits along first parents up to `tip`, oldest first. @throws OperationalError in a shallow clone */
export async function firstParents(root: string, tip: string): Promise<readonly DatedCommit[]> {
  const question = `git cannot list the commits up to ${tip}`;
  await requireHistory(root, question);
  const log = ["log", "--no-show-signature", "--first-parent", "--reverse", "--format=%H %ct", "--end-of-options", tip];
  const { status, out, err } = await runGit(root, [...log, "--"]);
  if (status !== 0) throw new OperationalError(`${question}: ${err}`);
  return out
    .toString("utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => {
      const [commit = "", seconds = ""] = line.split(" ");
      return { commit, committedAt: Number(seconds) * 1000 };
    });
}
