import { UsageError } from "../../diagnostics/user-error.ts";
import { formatInstant, type Instant } from "../../model/instant.ts";
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
import { branchPointOf } from "./branch-point.ts";
import { publishRequest } from "./publish.ts";
import { requestedAccess, type RequestedAccess, Stopped } from "./requested-access.ts";
import { type Verdict, verdictOn } from "./verdict.ts";

export interface RequestPorts extends IssuePorts {
  readonly workspace: Workspace & { readonly git: GitReader & GitWriter };
  /** Returns questions at a terminal; null: there is no terminal. */
  readonly prompts: (() => Promise<Prompts>) | null;
  /** Reads the body of the filled issue form. */
  readonly readIssue: () => Promise<string>;
  /** Writes a file below the workspace's folder. */
  readonly writeFile: (path: string, text: string) => void;
}

/**
 * Generates the file of the requested grant, judges it before anything is written, and commits it on a new branch; pushes it
 * and opens a pull request when the request asks for it. In a folder without git, only the file is written. A request from
 * an issue is answered with a comment.
 * @throws UsageError for an invalid or incomplete request; Stopped when the user cancels
 */
export async function requestAccess(request: AccessRequest, at: Instant, ports: RequestPorts): Promise<RequestOutcome> {
  const { fromIssue, issue } = request;
  if (issue !== undefined && (fromIssue === undefined || request.open !== true))
    throw new UsageError("--issue needs --from-issue and --open: the issue is answered with its pull request");
  const carryOut = async (): Promise<RequestOutcome> =>
    propose(fromIssue === undefined ? request : await optionsFromIssue(request, ports.readIssue), at, ports);
  return issue === undefined ? carryOut() : answeringIssue(issue, carryOut, ports);
}

async function propose(request: AccessRequest, at: Instant, ports: RequestPorts): Promise<RequestOutcome> {
  const { workspace, onEvent } = ports;
  const { git } = workspace;
  const branchPoint = await branchPointOf(request, git);
  const base = await checkWorkspace(workspace, at, branchPoint?.commit);
  if (base.resolved === null) {
    onEvent({ kind: "files-have-errors", findings: base.findings });
    return { kind: "files-have-errors" };
  }
  const requested = await requestedAccess(request, { ...base.resolved, at, git }, ports.prompts);
  const file = grantDocument({
    user: requested.user.id,
    target: requested.option.target,
    reason: requested.reason,
    ticket: requested.ticket,
    ...requested.times,
  });
  const verdict = verdictOn(file, base);
  const text = textOf(requested, file, verdict);
  if (branchPoint !== null && request.dryRun !== true) await refuseDuplicate(text.branch, request, git);
  onEvent({ kind: "judged", requested, file, verdict });
  const why = refusal(verdict, request);
  if (why !== null) {
    onEvent({ kind: "refused", why });
    return { kind: "refused", findings: verdict.findings };
  }
  if (request.dryRun === true) return { kind: "done" };
  if (requested.wasAsked) await confirm(text, ports);
  if (branchPoint !== null)
    return publishRequest({ requested, file, verdict, text }, { branchPoint, request }, { ...ports, git });
  ports.writeFile(file.path, file.text);
  onEvent({ kind: "written", path: file.path });
  return { kind: "done" };
}

/** Returns why the request is refused. A draft may break rules, but an invalid file, such as one with a secret, is never committed. */
function refusal({ hasErrors, isInvalid }: Verdict, { draft }: AccessRequest): "invalid-file" | "rules" | null {
  if (isInvalid) return "invalid-file";
  return hasErrors && draft !== true ? "rules" : null;
}

async function confirm(text: RequestText, { prompts }: RequestPorts): Promise<void> {
  const person = await prompts?.();
  if ((await person?.confirm(`Propose this request? ${text.title}`)) !== true)
    throw new Stopped("the request was cancelled");
}

/** Refuses a request whose branch exists. The author of an issue has no clone, so the branches of the remote decide. */
async function refuseDuplicate(branch: string, { fromIssue, remote }: AccessRequest, git: GitReader): Promise<void> {
  if (fromIssue !== undefined && (await git.hasRemoteBranch(remote ?? "origin", branch)))
    throw new UsageError(
      `this access was already requested on the branch ${branch}. Find its pull request, or delete the branch to request it again.`,
    );
  if (await git.hasBranch(branch))
    throw new UsageError(
      `this access was already requested on the branch ${branch}. To request it again, run: git branch -D ${branch}`,
    );
}

function textOf(
  { user, requestedBy, option, reason, ticket, times }: RequestedAccess,
  file: GrantFile,
  verdict: Verdict,
): RequestText {
  return requestText(
    {
      user: user.id,
      requestedBy,
      target: option.target,
      tier: option.tier,
      path: file.path,
      reason,
      ticket: ticket ?? null,
      renews: option.renews === null ? null : formatInstant(option.renews),
      starts: times.starts ?? null,
      expires: times.expires ?? null,
      findings: findingLines(verdict),
      approvals: approvalLines(verdict.needs ?? []),
      isDraft: verdict.hasErrors,
    },
    forMarkdown,
  );
}
