import { writeFileSync } from "node:fs";
import { resolve } from "node:path";
import {
  type Commented,
  commentOnPullRequest,
  type CommentPorts,
  describeChange,
} from "../../workflow/review/comment.ts";
import type { CliEnvironment } from "../environment.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { type PullRequestOptions, pullRequestRequest, reviewSources } from "../pull-request-options.ts";
import { warningOf } from "../warning.ts";
import { readSavedPlan } from "../saved-plan.ts";
import { connectGithub, hasGithubToken, repositoryUrlOf } from "../wiring/github.ts";

export interface CommentOptions extends PullRequestOptions {
  /** The file of a plan that `rolecall plan --out` wrote for the same change. */
  readonly plan?: string;
  /** The job summary's file. It gets the same verdict with more details. */
  readonly summary?: string;
}

const codes: Readonly<Record<Commented["kind"], ExitCode>> = {
  described: exitCodes.done,
  "other-plan": exitCodes.refused,
  "files-have-errors": exitCodes.findings,
  conflict: exitCodes.refused,
};

/**
 * `rolecall comment`: publishes one comment and one check on a pull request. Without a token, or for a fork, whose token
 * cannot write, only the job summary gets the verdict. Returns 0 when the verdict is published, 3 when the files have
 * errors, and 4 when the saved plan belongs to another change.
 */
export async function comment(options: CommentOptions, environment: CliEnvironment): Promise<ExitCode> {
  const { cwd, out } = environment;
  const saved = options.plan === undefined ? null : readSavedPlan(resolve(cwd, options.plan));
  const request = { saved, repositoryUrl: repositoryUrlOf(environment) };
  const { commits, journal } = reviewSources(options, environment);
  const ports: CommentPorts & { readonly journal: typeof journal } = {
    commits,
    journal,
    summarize: (text) => {
      if (options.summary === undefined) out(text);
      else writeFileSync(resolve(cwd, options.summary), text);
    },
  };
  const commented = hasGithubToken(environment)
    ? await onGithub(options, { request, ports }, environment)
    : await describeChange({ ...request, ...commitsNamed(options) }, ports);
  out(`${commented.title}\n`);
  return codes[commented.kind];
}

async function onGithub(
  options: CommentOptions,
  {
    request,
    ports,
  }: {
    readonly request: Parameters<typeof describeChange>[0];
    readonly ports: CommentPorts & Pick<ReturnType<typeof reviewSources>, "journal">;
  },
  environment: CliEnvironment,
): Promise<Commented> {
  const { reader, writer } = await connectGithub(environment);
  return commentOnPullRequest(
    { ...request, ...pullRequestRequest(options) },
    { ...ports, reader, writer, warn: warningOf(environment) },
  );
}

const commitsNamed = ({ base, head }: CommentOptions) => ({
  ...(base === undefined ? {} : { base }),
  ...(head === undefined ? {} : { head }),
});
