import { UsageError } from "../../diagnostics/user-error.ts";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { GithubOptions } from "../../github/client.ts";
import { forMarkdown } from "../../report/escape.ts";
import { renderFindings } from "../../report/text/findings.ts";
import { grantDocument, type GrantFile } from "../../request/grant-document.ts";
import { type RequestText, requestText } from "../../request/request-text.ts";
import type { CliEnvironment } from "../environment.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { commitOnNewBranch, hasBranch, hasRemoteBranch, pushBranch } from "../../git/write-branch.ts";
import { checkRoot, instantOf } from "../inputs.ts";
import { answeringIssue } from "../../workflow/request/answer-issue.ts";
import { optionsFromIssue } from "../../workflow/request/from-issue.ts";
import { type Ground, groundOf } from "../../workflow/request/ground.ts";
import type { RequestOptions } from "../../workflow/request/options.ts";
import { codeOf, type Outcome } from "../../workflow/request/outcome.ts";
import { type Prompts, terminalPrompts } from "../../workflow/request/prompts.ts";
import { githubAccess, openRequest, reviewersOf } from "../../workflow/request/publish.ts";
import { approvalLines, findingLines, renderRequest } from "../../workflow/request/render.ts";
import { type Verdict, verdictOn } from "../../workflow/request/verdict.ts";
import { Stopped, type RequestedAccess, askForAccess } from "../../workflow/request/requested-access.ts";

export type { RequestOptions } from "../../workflow/request/options.ts";

/** What tests put in the place of the terminal and of GitHub's pace. */
export interface RequestEdges {
  readonly prompts?: () => Promise<Prompts>;
  readonly pauses?: GithubOptions["pauses"];
}

/**
 * `rolecall request`: what is asked for becomes a grant's file, is judged before anything is written, and is committed on a
 * branch of its own; pushed and opened as a pull request where that is wanted. In a folder without git the file is written.
 */
export async function request(
  options: RequestOptions,
  environment: CliEnvironment,
  edges: RequestEdges = {},
): Promise<ExitCode> {
  try {
    const { fromIssue, issue } = options;
    if (issue !== undefined && (fromIssue === undefined || options.open !== true))
      throw new UsageError("--issue is answered with the pull request of its form: it needs --from-issue and --open");
    const carryOut = async (): Promise<Outcome> =>
      requested(
        fromIssue === undefined ? options : await optionsFromIssue({ ...options, fromIssue }, environment),
        environment,
        edges,
      );
    return codeOf(await (issue === undefined ? carryOut() : answeringIssue(issue, carryOut, environment)));
  } catch (problem) {
    if (!(problem instanceof Stopped)) throw problem;
    environment.err("Nothing was written.\n");
    return exitCodes.interrupted;
  }
}

async function requested(options: RequestOptions, environment: CliEnvironment, edges: RequestEdges): Promise<Outcome> {
  const root = resolve(environment.cwd, options.root);
  const ground = await groundOf(root, options, environment);
  const base = await checkRoot(
    ground === null ? options : { root: options.root, commit: ground.commit },
    environment,
    instantOf(options, environment),
  );
  if (base.resolved === null) {
    environment.err(`${renderFindings(base.findings)}\nThe files have errors, so nothing can be asked for.\n`);
    return { kind: "files-have-errors" };
  }
  const requested = await askForAccess(
    options,
    { ...base.resolved, at: base.at, root },
    prompter(options, environment, edges),
  );
  const file = grantDocument({
    user: requested.user.id,
    target: requested.option.target,
    reason: requested.reason,
    ticket: requested.ticket,
    ...requested.times,
  });
  const verdict = verdictOn(file, base);
  const text = textOf(requested, file, verdict);
  if (ground !== null && options.dryRun !== true) await refuseAskedAlready(root, text.branch, options);
  environment.out(renderRequest(requested, file, verdict));
  const no = refusal(verdict, options);
  if (no !== undefined) {
    environment.err(`Nothing was written: ${no}\n`);
    return { kind: "refused", findings: verdict.findings };
  }
  if (options.dryRun === true) return { kind: "done" };
  if (requested.wasAsked) await confirmed(text, edges);
  if (ground !== null)
    return publish({ requested, file, verdict, text }, { root, ground, options }, { environment, edges });
  writeInFolder(root, file, environment);
  return { kind: "done" };
}

/** A draft is for what the rules refuse; a file that is wrong in itself, such as one with a secret, gets into no commit. */
function refusal({ hasErrors, isUnfit }: Verdict, { draft }: RequestOptions): string | undefined {
  if (isUnfit) return "the file would be wrong.";
  if (!hasErrors || draft === true) return undefined;
  return "the rules say no. With --draft it is proposed all the same, for discussion.";
}

/** Null: nobody can be asked. */
function prompter({ input }: RequestOptions, environment: CliEnvironment, { prompts }: RequestEdges) {
  return environment.isInteractive && input !== false ? (prompts ?? terminalPrompts) : null;
}

async function confirmed(text: RequestText, { prompts }: RequestEdges): Promise<void> {
  const { confirm } = await (prompts ?? terminalPrompts)();
  if ((await confirm(`${text.title}: go on?`)) !== true) throw new Stopped("the request was given up");
}

/** Whoever asks by an issue has no clone: there, what the remote has says what was asked for already. */
async function refuseAskedAlready(root: string, branch: string, { fromIssue, remote }: RequestOptions): Promise<void> {
  if (fromIssue !== undefined && (await hasRemoteBranch(root, remote ?? "origin", branch)))
    throw new UsageError(
      `this was asked for already: the branch ${branch} has it. Look for its pull request; to ask anew, that branch has to be deleted first.`,
    );
  if (await hasBranch(root, branch))
    throw new UsageError(`this was asked for already on the branch ${branch}. To ask anew: git branch -D ${branch}`);
}

function textOf(
  { user, asked, option, reason, ticket, times }: RequestedAccess,
  file: GrantFile,
  verdict: Verdict,
): RequestText {
  return requestText(
    {
      user: user.id,
      asked,
      target: option.target,
      tier: option.tier,
      path: file.path,
      reason,
      ticket: ticket ?? null,
      starts: times.starts ?? null,
      expires: times.expires ?? null,
      findings: findingLines(verdict),
      approvals: approvalLines(verdict.needs ?? []),
      isDraft: verdict.hasErrors,
    },
    forMarkdown,
  );
}

function writeInFolder(root: string, { path, text }: GrantFile, environment: CliEnvironment): void {
  const file = join(root, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  environment.err(`${path} is written. This folder is in no git repository: bring the file to review by hand.\n`);
}

interface Ready {
  readonly requested: RequestedAccess;
  readonly file: GrantFile;
  readonly verdict: Verdict;
  readonly text: RequestText;
}

async function publish(
  { requested, file, verdict, text }: Ready,
  { root, ground, options }: { readonly root: string; readonly ground: Ground; readonly options: RequestOptions },
  { environment, edges }: { readonly environment: CliEnvironment; readonly edges: RequestEdges },
): Promise<Outcome> {
  const access = options.open === true ? githubAccess(environment) : null;
  const isPushed = access !== null || options.push === true;
  const { branch, commitMessage: message } = text;
  const remote = isPushed ? await ground.remote() : "origin";
  const commit = await commitOnNewBranch(root, {
    parent: ground.commit,
    branch,
    path: `${ground.prefix}${file.path}`,
    text: file.text,
    message,
  });
  environment.out(`\nCommitted on the branch ${branch} (${commit.slice(0, 12)}); the working folder is as it was.\n`);
  if (!isPushed) {
    environment.err(`Next: git push ${remote} ${branch}, and open a pull request; --open does both.\n`);
    return { kind: "done" };
  }
  await pushBranch(root, { remote, branch, env: environment.env });
  environment.out(`Pushed to ${remote}.\n`);
  if (access === null) {
    environment.err(`Next: open a pull request for ${branch}; --open does that too.\n`);
    return { kind: "done" };
  }
  const { title, body, labels } = text;
  const reviewers = reviewersOf(verdict.needs ?? [], requested.requester.github?.id ?? null);
  const url = await openRequest(
    access,
    { branch, base: ground.branch, title, body, labels, ...reviewers },
    { clock: environment.clock, pauses: edges.pauses ?? environment.githubPauses },
  );
  environment.out(`Pull request: ${url}\n`);
  return { kind: "opened", url };
}
