import { RefusedError } from "../../diagnostics/user-error.ts";
import { freezeBranchName } from "../../ports/branches.ts";
import type { GitReader, GitWriter } from "../../ports/git.ts";

const freezeRef = `refs/heads/${freezeBranchName}`;

/** A freeze of the unattended runs. Both texts are free for the author of the commit to choose. */
export interface Freeze {
  /** `Name <address>`; null: the commit cannot be read. */
  readonly author: string | null;
  readonly reason: string | null;
}

export type FreezeReader = Pick<GitReader, "hasRemoteRef" | "remoteCommit">;

/** Returns the freeze that a remote has; null: runs are not frozen. @throws OperationalError if the remote does not respond */
export async function freezeOf(remote: string, git: FreezeReader): Promise<Freeze | null> {
  if (!(await git.hasRemoteRef(remote, freezeRef))) return null;
  const note = await git.remoteCommit(remote, freezeRef);
  return { author: note?.author ?? null, reason: note === null ? null : clipped(note.subject) };
}

/** Returns the error of a run that a freeze stops. */
export function frozen(remote: string, freeze: Freeze): RefusedError {
  return new RefusedError(
    "unattended/frozen",
    `Runs are frozen: ${remote} has the branch ${freezeBranchName}.${reasonText(freeze)}`,
    "Remove the branch when runs are safe again: rolecall unfreeze",
  );
}

/** Returns who gave which reason, as a sentence after another one; empty: the commit cannot be read. */
export const reasonText = ({ author, reason }: Freeze): string =>
  author === null || reason === null ? "" : ` ${author} gave the reason: ${reason}.`;

export interface FreezeRequest {
  readonly remote: string;
  /** One line. */
  readonly reason: string;
}

/** Freezes the unattended runs. Returns false, and the freeze that is in place, if they are frozen already. */
export async function freezeRuns(
  { remote, reason }: FreezeRequest,
  git: FreezeReader & Pick<GitWriter, "pushNote">,
): Promise<{ readonly isNew: boolean; readonly freeze: Freeze }> {
  const isNew = await git.pushNote({ remote, branch: freezeBranchName, message: reason });
  // The remote's answer shows the freeze that a run reads.
  return { isNew, freeze: (await freezeOf(remote, git)) ?? { author: null, reason: null } };
}

/** Ends the freeze of the unattended runs. Returns the freeze that was in place; null: there was none. */
export async function unfreezeRuns(
  remote: string,
  git: FreezeReader & Pick<GitWriter, "deleteRemoteBranch">,
): Promise<Freeze | null> {
  const freeze = await freezeOf(remote, git);
  if (freeze === null) return null;
  return (await git.deleteRemoteBranch({ remote, branch: freezeBranchName })) ? freeze : null;
}

/** The longest reason that is shown. Unit: characters. */
export const longestReason = 200;

const clipped = (text: string): string =>
  text.length > longestReason ? `${text.slice(0, longestReason)}…` : text.replace(/\.$/, "");
