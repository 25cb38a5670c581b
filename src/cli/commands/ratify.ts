import { forTerminal } from "../../report/escape.ts";
import { renderUnapproved } from "../../report/approvals/unapproved.ts";
import { ratify as ratifyCommits } from "../../workflow/ratify.ts";
import type { CliEnvironment } from "../environment.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { reviewSources } from "../pull-request-options.ts";
import { warningOf } from "../warning.ts";
import { connectGithub } from "../wiring/github.ts";
import { pullRequestOpener } from "../wiring/pull-request-opener.ts";
import { workspaceOf } from "../wiring/workspace.ts";

export interface RatifyOptions {
  readonly root: string;
  readonly at?: string;
  readonly branch?: string;
  readonly remote?: string;
  readonly dryRun?: boolean;
}

/**
 * `rolecall ratify`: lists the commits of the protected branch that are not approved, and opens a pull request whose approvals
 * cover them. Returns 0 when there is none or the pull request is open, and 4 with `--dry-run` while there are any.
 */
export async function ratify(options: RatifyOptions, environment: CliEnvironment): Promise<ExitCode> {
  const { branch, remote = "origin", dryRun = false } = options;
  const { reader } = await connectGithub(environment);
  const { unapproved, url } = await ratifyCommits(
    { remote, dryRun, ...(branch === undefined ? {} : { branch }) },
    {
      ...reviewSources(options, environment),
      git: workspaceOf(options.root, environment).git,
      reader,
      warn: warningOf(environment),
      opener: () => pullRequestOpener(environment, environment.githubPauses),
    },
  );
  if (unapproved.commits.length === 0) {
    environment.out(`Every commit on ${forTerminal(unapproved.branch)} is approved.\n`);
    return exitCodes.done;
  }
  environment.out(renderUnapproved(unapproved));
  if (url === null) return exitCodes.refused;
  environment.out(`Pull request: ${forTerminal(url)}\n`);
  return exitCodes.done;
}
