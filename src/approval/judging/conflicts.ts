import type { AccessModel, User } from "../../model/documents.ts";
import type { GithubAccount, GithubCommit, GithubPullRequest, GithubPush } from "../../ports/github.ts";
import { accountsBehind } from "../approvers.ts";
import type { ApprovalRule } from "../verdict.ts";

/** Why an account cannot approve this pull request, for any need. */
export interface Conflict {
  readonly rule: ApprovalRule;
  readonly message: string;
  /**
   * The commit's text that names the account, where nothing else does; null where GitHub knows by itself. Any author can write
   * such a text: it takes a right to approve away and never brings the fallback in (threat G17).
   */
  readonly claim: string | null;
}

export interface PullRequestFacts {
  readonly pullRequest: GithubPullRequest;
  readonly commits: readonly GithubCommit[];
  readonly pushes: readonly GithubPush[];
  readonly base: AccessModel;
}

/**
 * Returns the contributors of the change, by account id: its author, the accounts that pushed it, the accounts that a commit
 * names as its author, committer or co-author, and the owners of a service account among them.
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
        found.set(owner, { ...conflict, message: `${conflict.message} (through the service account ${user.id})` });
  };
  add(pullRequest.author.id, { rule: "approval/self", message: "opened the pull request", claim: null });
  for (const { by } of pushes) add(by.id, { rule: "approval/pusher", message: "pushed to the branch", claim: null });
  const wrote = (sha: string) =>
    ({ rule: "approval/committer", message: `is the author or committer of commit ${sha.slice(0, 12)}` }) as const;
  // Facts first: a claim about an account that had a hand in the change by fact changes nothing. GitHub links author and
  // committer by the address in the commit, which its author can choose.
  for (const { sha, author, committer, message } of commits) {
    const commit = `commit ${sha.slice(0, 12)}`;
    if (committer !== null)
      add(committer.id, { ...wrote(sha), claim: `${commit} names ${committer.login} as its committer` });
    if (author !== null) add(author.id, { ...wrote(sha), claim: `${commit} names ${author.login} as its author` });
    for (const { account, line } of coAuthorsIn(message, base))
      add(account, {
        rule: "approval/co-author",
        message: `is a co-author of commit ${sha.slice(0, 12)}`,
        claim: `line ${line} of the message of ${commit} names ${byId.get(account)?.id ?? `account ${account}`} as co-author`,
      });
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

interface CoAuthor {
  readonly account: number;
  /** Of the commit's message, from 1. */
  readonly line: number;
}

function coAuthorsIn(message: string, base: AccessModel): readonly CoAuthor[] {
  const lines = [...message.matchAll(trailer)];
  if (lines.length === 0) return [];
  const users = [...base.users.values()].filter(({ github }) => github !== null && github.id !== null);
  return lines.flatMap((found) => {
    const line = message.slice(0, found.index).split("\n").length;
    return accountsOf((found[1] ?? "").trim().toLowerCase(), users).map((account) => ({ account, line }));
  });
}

function accountsOf(address: string, users: readonly User[]): readonly number[] {
  const hidden = hiddenAddress.exec(address);
  if (hidden?.[1] !== undefined) return [Number(hidden[1])];
  return users
    .filter(({ email, aliases, github }) =>
      hidden === null
        ? [email, ...aliases].some((known) => known.toLowerCase() === address)
        : github?.login.toLowerCase() === hidden[2],
    )
    .flatMap(({ github }) => github?.id ?? []);
}

/** Returns an account as messages name it. */
export function nameOfAccount({ login, id }: GithubAccount): string {
  return `${login} (account ${id})`;
}
