import type { AccessModel, User } from "../../model/documents.ts";
import type { GithubAccount, GithubCommit, GithubPullRequest, GithubPush } from "../../ports/github.ts";
import { accountsBehind } from "../approvers.ts";
import type { ApprovalRule } from "../verdict.ts";

/** Why an account cannot approve this pull request, for any need. */
export interface Conflict {
  readonly rule: ApprovalRule;
  readonly message: string;
}

export interface PullRequestFacts {
  readonly pullRequest: GithubPullRequest;
  readonly commits: readonly GithubCommit[];
  readonly pushes: readonly GithubPush[];
  readonly base: AccessModel;
}

/**
 * Returns the contributors of the change, by account id: its author, the accounts that pushed, wrote or committed one
 * of its commits or are named as co-author, and the owners of a service account that did. A name in a commit's text is
 * only a claim (threat G17): it can remove the right to approve, but not give it.
 */
export function conflictsOf({ pullRequest, commits, pushes, base }: PullRequestFacts): ReadonlyMap<number, Conflict> {
  const found = new Map<number, Conflict>();
  const byId = usersByAccount(base);
  const add = (account: number, conflict: Conflict): void => {
    if (!found.has(account)) found.set(account, conflict);
    const user = byId.get(account);
    if (user?.kind !== "service") return;
    for (const owner of accountsBehind(user.id, base))
      if (!found.has(owner))
        found.set(owner, {
          rule: conflict.rule,
          message: `${conflict.message} (through the service account ${user.id})`,
        });
  };
  add(pullRequest.author.id, { rule: "approval/self", message: "opened the pull request" });
  for (const { by } of pushes) add(by.id, { rule: "approval/pusher", message: "pushed to the branch" });
  for (const { sha, author, committer, message } of commits) {
    for (const account of [author, committer])
      if (account !== null)
        add(account.id, {
          rule: "approval/committer",
          message: `is the author or committer of commit ${sha.slice(0, 12)}`,
        });
    for (const account of coAuthorsIn(message, base))
      add(account, { rule: "approval/co-author", message: `is a co-author of commit ${sha.slice(0, 12)}` });
  }
  return found;
}

export function usersByAccount(base: AccessModel): ReadonlyMap<number, User> {
  const found = new Map<number, User>();
  for (const user of base.users.values())
    if (user.github !== null && user.github.id !== null) found.set(user.github.id, user);
  return found;
}

/** The co-author trailer, and GitHub's address for users with a private address: `1234+ada@users.noreply.…`. */
const trailer = /^[ \t]*co-authored-by:[^<\n]*<([^>\n]*)>/gim;
const hiddenAddress = /^(?:(\d{1,15})\+)?([^@]+)@users\.noreply\./;

function coAuthorsIn(message: string, base: AccessModel): readonly number[] {
  const addresses = [...message.matchAll(trailer)].map(([, address]) => (address ?? "").trim().toLowerCase());
  if (addresses.length === 0) return [];
  const users = [...base.users.values()].filter(({ github }) => github !== null && github.id !== null);
  return addresses.flatMap((address) => {
    const hidden = hiddenAddress.exec(address);
    if (hidden?.[1] !== undefined) return [Number(hidden[1])];
    return users
      .filter(({ email, aliases, github }) =>
        hidden === null
          ? [email, ...aliases].some((known) => known.toLowerCase() === address)
          : github?.login.toLowerCase() === hidden[2],
      )
      .flatMap(({ github }) => github?.id ?? []);
  });
}

/** Returns an account as messages name it. */
export function nameOfAccount({ login, id }: GithubAccount): string {
  return `${login} (account ${id})`;
}
