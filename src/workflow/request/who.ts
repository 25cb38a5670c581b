import { UsageError } from "../../diagnostics/user-error.ts";
import type { AccessModel, User, UserId } from "../../model/documents.ts";
import type { Instant } from "../../model/instant.ts";
import { stateOf } from "../../model/lifecycle.ts";
import { userByAccount, userByAddress } from "../../model/find-user.ts";
import type { Asked } from "../../request/request-text.ts";
import { didYouMean } from "../../support/did-you-mean.ts";
import type { GitReader } from "../../ports/git.ts";
import type { AccessRequest } from "./access-request.ts";

export interface Requester {
  readonly user: User;
  readonly asked: Asked;
}

/**
 * Who asks: the author of the issue, else `--user`, else the owner of git's configured address. Only the first is proven;
 * what is asked for is approved by others all the same.
 * @throws UsageError where nobody is found, or they do not work here now
 */
export async function requesterOf(
  options: AccessRequest,
  { git, model, at }: { readonly git: Pick<GitReader, "setting">; readonly model: AccessModel; readonly at: Instant },
): Promise<Requester> {
  const requester = options.fromIssue === undefined ? await byCommand(options, git, model) : byIssue(options, model);
  if (stateOf(requester.user, at) !== "active")
    throw new UsageError(`${requester.user.id} does not work here at this time, so they cannot ask for access`);
  return requester;
}

async function byCommand(
  { user: written }: AccessRequest,
  git: Pick<GitReader, "setting">,
  model: AccessModel,
): Promise<Requester> {
  const user = written === undefined ? await byGitAddress(git, model) : userNamed(written, model, "--user");
  return { user, asked: { kind: "command", user: user.id } };
}

async function byGitAddress(git: Pick<GitReader, "setting">, model: AccessModel): Promise<User> {
  const address = await git.setting("user.email");
  const found = address === undefined ? undefined : userByAddress(address, model);
  if (found !== undefined) return found;
  throw new UsageError(
    address === undefined
      ? "nobody knows who asks: git has no user.email here. Say it with --user USER."
      : `nobody knows who asks: no user has git's address ${address}. Say it with --user USER.`,
  );
}

function byIssue({ author, authorId }: AccessRequest, model: AccessModel): Requester {
  const id = /^[1-9]\d{0,15}$/.test(authorId ?? "") ? Number(authorId) : undefined;
  if (id === undefined)
    throw new UsageError("--from-issue needs the author's immutable account id: --author-id NUMBER");
  const user = userByAccount(id, model);
  if (user === undefined)
    throw new UsageError(
      `no user has the account ${id}${author === undefined ? "" : ` (${author})`} pinned. Write \`github: { login, id: ${id} }\` in the user's file first.`,
    );
  return { user, asked: { kind: "issue", user: user.id, account: id, login: user.github?.login ?? "" } };
}

/** @throws UsageError naming the option, with the nearest id there is */
export function userNamed(written: string, model: AccessModel, option: string): User {
  const user = model.users.get(written as UserId);
  if (user !== undefined) return user;
  throw new UsageError(`${option}: no user is called ${written}${nearest(written, model.users.keys())}`);
}

export function nearest(written: string, known: Iterable<string>): string {
  const near = didYouMean(written, known);
  return near === undefined ? "" : `; did you mean ${near}?`;
}
