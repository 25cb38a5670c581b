import { UsageError } from "../../diagnostics/user-error.ts";
import type { Instant } from "../../model/instant.ts";
import type { GitReader, GitWriter } from "../../ports/git.ts";
import type { Prompts } from "../../ports/prompts.ts";
import type { Workspace } from "../../ports/workspace.ts";
import { forMarkdown } from "../../report/escape.ts";
import type { RequestOutcome } from "../../report/request/outcome.ts";
import { approvalLines, findingLines } from "../../report/request/render-request.ts";
import { grantDocument, type GrantFile } from "../../request/grant-document.ts";
import { type RequestText, requestText } from "../../request/request-text.ts";
import { checkWorkspace } from "../read-tree.ts";
import type { AccessRequest } from "./access-request.ts";
import { answeringIssue, type IssuePorts } from "./answer-issue.ts";
import { optionsFromIssue } from "./from-issue.ts";
import { groundOf } from "./ground.ts";
import { publishRequest } from "./publish.ts";
import { askForAccess, type RequestedAccess, Stopped } from "./requested-access.ts";
import { type Verdict, verdictOn } from "./verdict.ts";

export interface RequestPorts extends IssuePorts {
  readonly workspace: Workspace & { readonly git: GitReader & GitWriter };
  /** Questions at a terminal; null: nobody can be asked. */
  readonly prompts: (() => Promise<Prompts>) | null;
  /** Reads the body of the filled issue form. */
  readonly readIssue: () => Promise<string>;
  /** Writes a file below the workspace's folder. */
  readonly writeFile: (path: string, text: string) => void;
}

/**
 * What is asked for becomes a grant's file, is judged before anything is written, and is committed on a branch of its own;
 * pushed and opened as a pull request where that is wanted. In a folder without git the file is written. A request that came
 * by an issue is answered there.
 * @throws UsageError for what is wrong, or is missing where nobody can be asked; Stopped where the person gives up
 */
export async function requestAccess(request: AccessRequest, at: Instant, ports: RequestPorts): Promise<RequestOutcome> {
  const { fromIssue, issue } = request;
  if (issue !== undefined && (fromIssue === undefined || request.open !== true))
    throw new UsageError("--issue is answered with the pull request of its form: it needs --from-issue and --open");
  const carryOut = async (): Promise<RequestOutcome> =>
    propose(fromIssue === undefined ? request : await optionsFromIssue(request, ports.readIssue), at, ports);
  return issue === undefined ? carryOut() : answeringIssue(issue, carryOut, ports);
}

async function propose(request: AccessRequest, at: Instant, ports: RequestPorts): Promise<RequestOutcome> {
  const { workspace, onEvent } = ports;
  const { git } = workspace;
  const ground = await groundOf(request, git);
  const base = await checkWorkspace(workspace, at, ground?.commit);
  if (base.resolved === null) {
    onEvent({ kind: "files-have-errors", findings: base.findings });
    return { kind: "files-have-errors" };
  }
  const requested = await askForAccess(request, { ...base.resolved, at, git }, ports.prompts);
  const file = grantDocument({
    user: requested.user.id,
    target: requested.option.target,
    reason: requested.reason,
    ticket: requested.ticket,
    ...requested.times,
  });
  const verdict = verdictOn(file, base);
  const text = textOf(requested, file, verdict);
  if (ground !== null && request.dryRun !== true) await refuseAskedAlready(text.branch, request, git);
  onEvent({ kind: "judged", requested, file, verdict });
  const why = refusal(verdict, request);
  if (why !== null) {
    onEvent({ kind: "refused", why });
    return { kind: "refused", findings: verdict.findings };
  }
  if (request.dryRun === true) return { kind: "done" };
  if (requested.wasAsked) await confirm(text, ports);
  if (ground !== null)
    return publishRequest({ requested, file, verdict, text }, { ground, request }, { ...ports, git });
  ports.writeFile(file.path, file.text);
  onEvent({ kind: "written", path: file.path });
  return { kind: "done" };
}

/** A draft is for what the rules refuse; a file that is wrong in itself, such as one with a secret, gets into no commit. */
function refusal({ hasErrors, isUnfit }: Verdict, { draft }: AccessRequest): "unfit" | "rules" | null {
  if (isUnfit) return "unfit";
  return hasErrors && draft !== true ? "rules" : null;
}

async function confirm(text: RequestText, { prompts }: RequestPorts): Promise<void> {
  const person = await prompts?.();
  if ((await person?.confirm(`${text.title}: go on?`)) !== true) throw new Stopped("the request was given up");
}

/** Whoever asks by an issue has no clone: there, what the remote has says what was asked for already. */
async function refuseAskedAlready(branch: string, { fromIssue, remote }: AccessRequest, git: GitReader): Promise<void> {
  if (fromIssue !== undefined && (await git.hasRemoteBranch(remote ?? "origin", branch)))
    throw new UsageError(
      `this was asked for already: the branch ${branch} has it. Look for its pull request; to ask anew, that branch has to be deleted first.`,
    );
  if (await git.hasBranch(branch))
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
