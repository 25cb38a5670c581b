import { setTimeout as pause } from "node:timers/promises";
import { OperationalError } from "../diagnostics/user-error.ts";
import { remoteRef } from "./history.ts";
import { runGit } from "./run-git.ts";

/** Milliseconds between attempts of a push, while the remote does not answer. */
const pauses: readonly number[] = [1000, 3000];

interface CommitPush {
  readonly remote: string;
  /** Full name of the ref at the remote. */
  readonly ref: string;
  readonly commit: string;
  /** The tip that the commit follows; null: the remote must not have the ref. */
  readonly parent: string | null;
  readonly settings: readonly string[];
}

/**
 * Pushes a commit to a ref of a remote, fast-forward only. What the remote then has decides the result, so that a lost answer
 * is neither taken for a refusal nor repeated. Returns false if the ref has another tip than the commit's parent.
 * @throws OperationalError with git's message if the push fails, or if its result is unknown
 */
export async function pushCommit(
  root: string,
  { remote, ref, commit, parent, settings }: CommitPush,
): Promise<boolean> {
  for (let attempt = 0; ; attempt += 1) {
    const push = [...settings, "push", "--quiet", "--no-verify", remote, `${commit}:${ref}`];
    const { status, err } = await runGit(root, push);
    if (status === 0) return true;
    const tip = await remoteRef(root, { remote, ref, settings }).catch(() => undefined);
    if (tip === commit) return true;
    if (tip !== undefined && tip !== parent) return false;
    const wait = pauses[attempt];
    if (wait === undefined) throw new OperationalError(`git could not push ${ref} to ${remote}: ${err}`);
    await pause(wait);
  }
}
