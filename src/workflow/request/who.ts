import { UsageError } from "../../diagnostics/user-error.ts";
import type { AccessModel, User, UserId } from "../../model/documents.ts";
import type { Instant } from "../../model/instant.ts";
import { stateOf } from "../../model/lifecycle.ts";
import { nameHintText } from "../../model/name-hint.ts";
import { userByAccount, userByAddress } from "../../model/find-user.ts";
import type { RequestedBy } from "../../request/request-text.ts";
import type { GitReader } from "../../ports/git.ts";
import type { AccessRequest } from "./access-request.ts";

export interface Requester {
  readonly user: User;
  readonly requestedBy: RequestedBy;
}

/**
 * Returns the requester: the author of the issue, else `--user`, else the owner of git's configured address. Only the first is
 * verified; in each case other users approve the request.
 * @throws UsageError when no user is found, or the user is not active
 */
export async function requesterOf(
  options: AccessRequest,
  { git, model, at }: { readonly git: Pick<GitReader, "setting">; readonly model: AccessModel; readonly at: Instant },
): Promise<Requester> {
  const requester = options.fromIssue === undefined ? await byCommand(options, git, model) : byIssue(options, model);
  if (stateOf(requester.user, at) !== "active")
    throw new UsageError(`the requester ${requester.user.id} is not active and cannot request access`);
  return requester;
}

async function byCommand(
  { user: written }: AccessRequest,
  git: Pick<GitReader, "setting">,
  model: AccessModel,
): Promise<Requester> {
  const user = written === undefined ? await byGitAddress(git, model) : userNamed(written, model, "--user");
  return { user, requestedBy: { kind: "command", user: user.id } };
}

async function byGitAddress(git: Pick<GitReader, "setting">, model: AccessModel): Promise<User> {
  const address = await git.setting("user.email");
  const found = address === undefined ? undefined : userByAddress(address, model);
  if (found !== undefined) return found;
  throw new UsageError(
    address === undefined
      ? "the requester is unknown: git has no user.email here. Name the requester with --user USER."
      : `the requester is unknown: no user has git's address ${address}. Name the requester with --user USER.`,
  );
}

function byIssue({ author, authorId }: AccessRequest, model: AccessModel): Requester {
  const id = /^[1-9]\d{0,15}$/.test(authorId ?? "") ? Number(authorId) : undefined;
  if (id === undefined)
    throw new UsageError("--from-issue needs the author's immutable account id: --author-id NUMBER");
  const user = userByAccount(id, model);
  if (user === undefined)
    throw new UsageError(
      `no user has the account ${id}${author === undefined ? "" : ` (${author})`} pinned. Add \`github: { login, id: ${id} }\` to the user's file.`,
    );
  return { user, requestedBy: { kind: "issue", user: user.id, account: id, login: user.github?.login ?? "" } };
}

/** Returns the user with this id. @throws UsageError naming the option, with the most similar id */
export function userNamed(written: string, model: AccessModel, option: string): User {
  const user = model.users.get(written as UserId);
  if (user !== undefined) return user;
  throw new UsageError(`${option}: unknown user ${written}${nameHintText(written, ["user"], model)}`);
}
