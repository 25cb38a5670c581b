import { freezeBranchName } from "../../ports/branches.ts";
import { UsageError } from "../../diagnostics/user-error.ts";
import { forTerminal } from "../../report/escape.ts";
import { invisibleCharacters } from "../../support/invisible-characters.ts";
import { freezeRuns, longestReason, reasonText, unfreezeRuns } from "../../workflow/after-merge/freeze.ts";
import type { CliEnvironment } from "../environment.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { workspaceOf } from "../wiring/workspace.ts";

export interface FreezeOptions {
  readonly root: string;
  readonly remote: string;
  /** Of `freeze` alone. */
  readonly reason?: string;
}

/** `rolecall freeze`: stops the unattended runs by a branch of the remote. Returns 4 if they are frozen already. */
export async function freeze(options: FreezeOptions, environment: CliEnvironment): Promise<ExitCode> {
  const { remote } = options;
  const { git } = workspaceOf(options.root, environment);
  const { isNew, freeze } = await freezeRuns({ remote, reason: reasonIn(options) }, git);
  const why = reasonText(freeze);
  if (!isNew) {
    environment.err(forTerminal(`Runs are frozen already.${why} Nothing was changed.`) + "\n");
    return exitCodes.refused;
  }
  environment.out(
    `${[
      `Frozen: ${remote} has the branch ${freezeBranchName} now.${why}`,
      "It stops every unattended run of this repository before its next check. A run that is sending its writes finishes; cancel it in GitHub if it must not. It does not stop a person who runs rolecall apply.",
      "To end it: rolecall unfreeze",
    ]
      .map(forTerminal)
      .join("\n")}\n`,
  );
  return exitCodes.done;
}

/** `rolecall unfreeze`: lets the unattended runs start again. Returns 4 if they are not frozen. */
export async function unfreeze({ root, remote }: FreezeOptions, environment: CliEnvironment): Promise<ExitCode> {
  const ended = await unfreezeRuns(remote, workspaceOf(root, environment).git);
  if (ended === null) {
    environment.err(
      forTerminal(`Runs are not frozen: ${remote} has no branch ${freezeBranchName}. Nothing was changed.`) + "\n",
    );
    return exitCodes.refused;
  }
  environment.out(
    `${[
      `Unfrozen: the branch ${freezeBranchName} was deleted at ${remote}.${reasonText(ended)}`,
      "Unattended runs start again, at the latest with the next scheduled one. It applies what was merged during the freeze.",
    ]
      .map(forTerminal)
      .join("\n")}\n`,
  );
  return exitCodes.done;
}

function reasonIn({ reason = "" }: FreezeOptions): string {
  const text = reason.trim();
  if (text === "") throw new UsageError('freeze needs a reason. Add --reason "<text>".');
  if (text.length > longestReason)
    throw new UsageError(`The reason is too long: expected at most ${longestReason} characters, got ${text.length}.`);
  if (new RegExp(`[\\p{Cc}\\u2028\\u2029${invisibleCharacters}]`, "u").test(text))
    throw new UsageError("The reason contains a line break or an invisible character. Write it as one line of text.");
  return text;
}
