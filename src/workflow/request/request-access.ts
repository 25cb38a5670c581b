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
  /** Questions at a terminal; null: there is no terminal. */
  readonly prompts: (() => Promise<Prompts>) | null;
  /** Reads the body of the filled issue form. */
  readonly readIssue: () => Promise<string>;
  /** Writes a file below the workspace's folder. */
  readonly writeFile: (path: string, text: string) => void;
}

/**
 * Turns a request into a grant's file, judges it before anything is written, and commits it on a branch of its own; pushes it
 * and opens a pull request where the request asks for that. In a folder without git the file is written. A request from an
 * issue is answered there.
 * @throws UsageError for a request that is wrong or not complete; Stopped where the user cancels
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

/** The author of an issue has no clone: then the branches of the remote show what was requested already. */
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
