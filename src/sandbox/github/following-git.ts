import type { SandboxService } from "../core/exchange.ts";
import type { GithubSandbox } from "./github-sandbox.ts";

/** A commit on a branch of the git repository that backs the sandbox. */
export interface BranchCommit {
  readonly sha: string;
  /** The author's address in the commit. */
  readonly email: string;
  /** The complete message. */
  readonly message: string;
}

/** The parts of a git repository that the sandbox reads. */
export interface FollowedRepository {
  /** Returns the tip of each branch. */
  branches(): ReadonlyMap<string, string>;
  /** Returns the commits after a revision up to a branch's tip, oldest first. */
  commitsBetween(revision: string, tip: string): readonly BranchCommit[];
  /** Whether the tip contains the revision; otherwise the branch was rewritten. */
  leadsTo(revision: string, tip: string): boolean;
}

export interface Following {
  readonly repository: FollowedRepository;
  readonly defaultBranch: string;
  /** Returns the login of an address; null: GitHub links the commit to no account. */
  readonly loginOf: (email: string) => string | null;
  /** The login that pushes commits of authors without an account. Default: none. */
  readonly pusher?: string | null;
}

export interface FollowingSandbox extends SandboxService {
  /** Reads new pushes from the repository; each answer does this first. */
  readonly sync: () => void;
}

/**
 * Creates a GitHub sandbox whose branches are those of a git repository. Before each answer it reads new commits there
 * and records each as a push by the author of the last commit. A new commit on the default branch is the merge of the
 * pull request whose number ends its first line, as GitHub's squash button writes it (`Give … (#12)`); without a number
 * it is a direct push.
 */
export function followingGit(github: GithubSandbox, following: Following): FollowingSandbox {
  const { repository, defaultBranch } = following;
  const sync = (): void => {
    const branches = repository.branches();
    // The default branch first: commits that are merged or pushed there no longer belong to another branch.
    const main = branches.get(defaultBranch);
    if (main !== undefined) syncDefaultBranch(github, following, main);
    for (const [branch, tip] of branches) if (branch !== defaultBranch) syncBranch(github, following, { branch, tip });
  };
  return {
    ...github,
    sync,
    handle(request) {
      sync();
      return github.handle(request);
    },
  };
}

function syncBranch(
  { state }: GithubSandbox,
  { repository, defaultBranch, loginOf, pusher = null }: Following,
  { branch, tip }: { readonly branch: string; readonly tip: string },
): void {
  const known = state.tip(branch);
  if (known === tip) return;
  const isForced = known !== undefined && !repository.leadsTo(known, tip);
  const since = isForced || known === undefined ? (state.tip(defaultBranch) ?? tip) : known;
  const commits = repository.commitsBetween(since, tip);
  if (commits.length === 0) return;
  state.push(branch, {
    by: loginOf(commits.at(-1)?.email ?? "") ?? pusher,
    commits: commits.map(({ sha, email, message }) => ({ sha, message, by: loginOf(email) })),
    isForced,
  });
}

function syncDefaultBranch({ state }: GithubSandbox, following: Following, tip: string): void {
  const { repository, defaultBranch, loginOf, pusher = null } = following;
  const known = state.tip(defaultBranch);
  if (known === undefined || known === tip) return;
  const isForced = !repository.leadsTo(known, tip);
  for (const { sha, email, message } of repository.commitsBetween(known, tip)) {
    const author = loginOf(email);
    const by = author ?? pusher;
    const number = Number(/^.*\(#([1-9]\d{0,8})\)(?:\n|$)/.exec(message)?.[1]);
    if (by !== null && !isForced && state.isOpenPull(number)) state.merge(number, { by, sha });
    else state.push(defaultBranch, { by, commits: [{ sha, message, by: author }], isForced });
  }
}
