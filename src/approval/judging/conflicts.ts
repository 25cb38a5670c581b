import type { AccessModel, User } from "../../model/documents.ts";
import type { GithubAccount, GithubCommit, GithubPullRequest, GithubPush } from "../../ports/github.ts";
import { accountsBehind } from "../approvers.ts";
import { appendTo } from "../../support/multi-map.ts";
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
 * names as its author, committer or co-author, by account or by address, and the owners of a service account among them.
 */
export function conflictsOf({ pullRequest, commits, pushes, base }: PullRequestFacts): ReadonlyMap<number, Conflict> {
  const found = new Map<number, Conflict>();
  const byId = usersByAccount(base);
  const accountsOf = addressBookOf(base);
  const nameOf = (account: number): string => byId.get(account)?.id ?? `account ${account}`;
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
  for (const { sha, author, committer, authorAddress, committerAddress, message } of commits) {
    const commit = `commit ${sha.slice(0, 12)}`;
    if (committer !== null)
      add(committer.id, { ...wrote(sha), claim: `${commit} names ${committer.login} as its committer` });
    if (author !== null) add(author.id, { ...wrote(sha), claim: `${commit} names ${author.login} as its author` });
    // An address that GitHub links to no account, or to another one, still belongs to a user by the model.
    for (const { address, role } of [
      { address: authorAddress, role: "author" },
      { address: committerAddress, role: "committer" },
    ])
      for (const account of accountsOf(address ?? ""))
        add(account, { ...wrote(sha), claim: `${commit} has an address of ${nameOf(account)} as its ${role}` });
    for (const { account, line } of coAuthorsIn(message, accountsOf))
      add(account, {
        rule: "approval/co-author",
        message: `is a co-author of commit ${sha.slice(0, 12)}`,
        claim: `line ${line} of the message of ${commit} names ${nameOf(account)} as co-author`,
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

function coAuthorsIn(message: string, accountsOf: AddressBook): readonly CoAuthor[] {
  return [...message.matchAll(trailer)].flatMap((found) => {
    const line = message.slice(0, found.index).split("\n").length;
    return accountsOf(found[1] ?? "").map((account) => ({ account, line }));
  });
}

/** Returns the accounts of the users to whom an address belongs, by their files or by GitHub's private address. */
type AddressBook = (address: string) => readonly number[];

function addressBookOf(base: AccessModel): AddressBook {
  const byAddress = new Map<string, number[]>();
  const byLogin = new Map<string, number[]>();
  for (const { email, aliases, github } of base.users.values()) {
    if (github === null || github.id === null) continue;
    for (const address of new Set([email, ...aliases].map((text) => text.toLowerCase())))
      appendTo(byAddress, address, github.id);
    appendTo(byLogin, github.login.toLowerCase(), github.id);
  }
  return (written) => {
    const address = written.trim().toLowerCase();
    const hidden = hiddenAddress.exec(address);
    if (hidden?.[1] !== undefined) return [Number(hidden[1])];
    return (hidden === null ? byAddress.get(address) : byLogin.get(hidden[2] ?? "")) ?? [];
  };
}

/** Returns an account as messages name it. */
export function nameOfAccount({ login, id }: GithubAccount): string {
  return `${login} (account ${id})`;
}
