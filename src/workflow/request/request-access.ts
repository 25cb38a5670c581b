import { UsageError } from "../../diagnostics/user-error.ts";
import type { Instant } from "../../model/instant.ts";
import type { GitReader, GitWriter } from "../../ports/git.ts";
import type { Prompts } from "../../ports/prompts.ts";
import type { Workspace } from "../../ports/workspace.ts";
import type { RequestOutcome } from "../../report/request/outcome.ts";
import { grantDocument, type GrantFile } from "../../request/grant-document.ts";
import type { RequestText } from "../../request/request-text.ts";
import type { Checked } from "../check.ts";
import { checkWorkspace } from "../read-tree.ts";
import type { AccessRequest } from "./access-request.ts";
import { answeringIssue, type IssuePorts } from "./answer-issue.ts";
import { optionsFromIssue } from "./from-issue.ts";
import { type BranchPoint, branchPointOf } from "./branch-point.ts";
import { proposalText } from "./proposal-text.ts";
import { publishPrepared } from "./publish-prepared.ts";
import { publishRequest } from "./publish.ts";
import { type Questions, requestedAccess, type RequestedAccess, Stopped } from "./requested-access.ts";
import { refusal, verdictOn } from "./verdict.ts";

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
  if (request.publish !== undefined) return publishPrepared(request.publish, request, { at, ports });
  const carryOut = async (): Promise<RequestOutcome> =>
    propose(fromIssue === undefined ? request : await optionsFromIssue(request, ports.readIssue), at, ports);
  return issue === undefined ? carryOut() : answeringIssue(issue, carryOut, ports);
}

/** Proposes a request. What the user answered is reported where the request fails. */
async function propose(request: AccessRequest, at: Instant, ports: RequestPorts): Promise<RequestOutcome> {
  let answers: Partial<AccessRequest> = {};
  let isAsked = false;
  const { prompts } = ports;
  const asking: Asking = {
    ...ports,
    prompts:
      prompts === null
        ? null
        : () => {
            isAsked = true;
            return prompts();
          },
    keep: (answer) => void (answers = { ...answers, ...answer }),
  };
  const kept = (): void => {
    if (isAsked && Object.keys(answers).length > 0)
      ports.onEvent({ kind: "kept", request: { ...request, ...answers } });
  };
  try {
    const outcome = await proposed(request, at, asking);
    if (outcome.kind === "refused") kept();
    return outcome;
  } catch (problem) {
    kept();
    throw problem;
  }
}

type Asking = RequestPorts & Pick<Questions, "keep">;

async function proposed(request: AccessRequest, at: Instant, ports: Asking): Promise<RequestOutcome> {
  const { workspace, onEvent } = ports;
  const { git } = workspace;
  const branchPoint = await branchPointOf(request, git);
  const base = await checkWorkspace(workspace, at, branchPoint?.commit);
  if (base.resolved === null) {
    onEvent({ kind: "files-have-errors", findings: base.findings });
    return { kind: "files-have-errors" };
  }
  const requested = await requestedAccess(
    request,
    { ...base.resolved, at, git },
    { ...ports, ticketProblem: (access) => ticketProblem({ ...access, times: {} }, base, workspace) },
  );
  const file = fileOf(requested, workspace);
  const verdict = verdictOn(file, base);
  const text = proposalText(requested, file, verdict);
  if (branchPoint !== null && request.dryRun !== true) await refuseDuplicate(text.branch, request, git);
  onEvent({ kind: "judged", requested, file, verdict });
  const why = refusal(verdict, request);
  if (why !== null) {
    onEvent({ kind: "refused", why });
    return { kind: "refused", findings: verdict.findings };
  }
  if (request.dryRun === true) return { kind: "done" };
  if (requested.wasAsked) {
    onEvent({ kind: "about-to", steps: stepsOf(request, { file, text, branchPoint }) });
    await confirm(text, ports);
  }
  if (branchPoint !== null)
    return publishRequest({ requested, file, verdict, text }, { branchPoint, request }, { ...ports, git });
  ports.writeFile(file.path, file.text);
  onEvent({ kind: "written", path: file.path });
  return { kind: "done" };
}

type FileFields = Pick<RequestedAccess, "user" | "option" | "reason" | "ticket" | "times">;

type Schemas = Pick<RequestPorts["workspace"], "hasSchema">;

const fileOf = ({ user, option, reason, ticket, times }: FileFields, { hasSchema }: Schemas): GrantFile =>
  grantDocument({ user: user.id, target: option.target, reason, ticket, ...times }, hasSchema("grant"));

/** Returns the error of the rules about the ticket; undefined: they accept it, at most with a warning. */
function ticketProblem(fields: FileFields, base: Checked, schemas: Schemas): string | undefined {
  const { findings } = verdictOn(fileOf(fields, schemas), base);
  return findings.find(({ code, severity }) => code === "lp/ticket-format" && severity === "error")?.message;
}

interface Intended {
  readonly file: GrantFile;
  readonly text: RequestText;
  readonly branchPoint: BranchPoint | null;
}

/** Returns what the request will do, in its order. */
function stepsOf({ open, push }: AccessRequest, { file, text, branchPoint }: Intended): readonly string[] {
  if (branchPoint === null) return [`Write ${file.path}. This folder is not in a git repository.`];
  const isPushed = open === true || push === true;
  return [
    `Commit ${file.path} on the new branch ${text.branch}. The working folder does not change.`,
    isPushed ? "Push the branch." : "Nothing is pushed: --open pushes the branch and opens the pull request.",
    ...(open === true ? [`Open a pull request into ${branchPoint.branch}: ${text.title}`] : []),
  ];
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
      `this access was already requested on the branch ${branch}. To publish that request, run: rolecall request --publish ${branch}. To request it again, run: git branch -D ${branch}`,
    );
}
