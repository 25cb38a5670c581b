import { UsageError } from "../../diagnostics/user-error.ts";
import { formatInstant, type Instant } from "../../model/instant.ts";
import type { Grant } from "../../model/documents.ts";
import type { Workspace } from "../../ports/workspace.ts";
import type { RequestOutcome } from "../../report/request/outcome.ts";
import type { GrantFile } from "../../request/grant-document.ts";
import { requestability } from "../../request/requestable.ts";
import { type Checked, checkTree } from "../check.ts";
import { checkWorkspace } from "../read-tree.ts";
import type { AccessRequest } from "./access-request.ts";
import { type BranchPoint, branchPointOf } from "./branch-point.ts";
import { proposalText } from "./proposal-text.ts";
import { type PublishPorts, pushRequest } from "./publish.ts";
import { refusal, verdictOn } from "./verdict.ts";
import { requesterOf } from "./who.ts";

export interface PreparedPorts extends Omit<PublishPorts, "git"> {
  readonly workspace: Workspace & Pick<PublishPorts, "git">;
}

/**
 * Publishes a request that was committed on a branch earlier: judges its file against the present base, pushes the branch
 * and opens the pull request.
 * @throws UsageError where the branch does not exist, or is not a request for one grant
 */
export async function publishPrepared(
  branch: string,
  request: AccessRequest,
  { at, ports }: { readonly at: Instant; readonly ports: PreparedPorts },
): Promise<RequestOutcome> {
  const { workspace, onEvent, opener } = ports;
  const { git } = workspace;
  const branchPoint = await branchPointOf({ ...request, open: true }, git);
  if (branchPoint === null || !(await git.hasBranch(branch)))
    throw new UsageError(`--publish ${branch}: this repository does not have the branch`);
  const base = await checkWorkspace(workspace, at, branchPoint.commit);
  if (base.resolved === null) {
    onEvent({ kind: "files-have-errors", findings: base.findings });
    return { kind: "files-have-errors" };
  }
  const { file, grant } = await requestedOn(branch, branchPoint, { at, ports });
  const context = { ...base.resolved, at };
  const { user: requester, requestedBy } = await requesterOf(request, { git, model: context.model, at });
  const user = context.model.users.get(grant.user);
  if (user === undefined) throw new UsageError(`--publish ${branch}: unknown user ${grant.user}`);
  const answer = requestability(grant.target, user, context);
  if (answer.kind === "refused") throw new UsageError(answer.why);
  const { reason, ticket, starts, expires } = grant;
  const requested = {
    user,
    requester,
    requestedBy,
    option: answer.option,
    reason: reason ?? "",
    ticket: ticket ?? undefined,
    times: {
      ...(starts === null ? {} : { starts: formatInstant(starts) }),
      ...(expires === null ? {} : { expires: formatInstant(expires) }),
    },
    wasAsked: false,
  };
  const verdict = verdictOn(file, base);
  onEvent({ kind: "judged", requested, file, verdict });
  const why = refusal(verdict, request);
  if (why !== null) {
    onEvent({ kind: "refused", why });
    return { kind: "refused", findings: verdict.findings };
  }
  // Missing settings for the pull request are reported before anything is pushed.
  const open = opener();
  const prepared = { branch, base: branchPoint.branch, remote: await branchPoint.remote(), requested, verdict };
  return pushRequest({ ...prepared, text: proposalText(requested, file, verdict) }, { git, open, onEvent });
}

/** Returns the one grant that a branch adds or changes, with its file. */
async function requestedOn(
  branch: string,
  { commit, prefix }: BranchPoint,
  { at, ports }: { readonly at: Instant; readonly ports: PreparedPorts },
): Promise<{ readonly file: GrantFile; readonly grant: Grant }> {
  const { git } = ports.workspace;
  const head = await git.resolveCommit(`refs/heads/${branch}`);
  const since = (await git.mergeBaseOf(commit, head)) ?? commit;
  const [path = "", ...others] = await git.changedFiles({ base: since, head });
  const tree = await git.readTree(head);
  const checked: Checked = checkTree(tree, at);
  const grant = checked.resolved?.model.grants.find(({ source }) => `${prefix}${source.file}` === path);
  const bytes = tree.entries.find((entry) => `${prefix}${entry.path}` === path)?.bytes;
  if (grant === undefined || bytes === undefined || others.length > 0)
    throw new UsageError(`--publish ${branch}: expected a branch that changes the file of one grant and nothing else`);
  return { file: { path: grant.source.file, text: new TextDecoder().decode(bytes) }, grant };
}
