import type { SandboxService } from "../core/exchange.ts";
import type { GithubSandbox } from "./github-sandbox.ts";

/** A commit on a branch of the git repository beside the sandbox. */
export interface BranchCommit {
  readonly sha: string;
  /** The address that the commit names as its author's. */
  readonly email: string;
  /** All of its lines. */
  readonly message: string;
}

/** A real git repository, as far as the sandbox follows it. */
export interface FollowedRepository {
  /** Each branch's tip. */
  branches(): ReadonlyMap<string, string>;
  /** The commits that lead from a revision to a branch's tip, oldest first. */
  commitsBetween(revision: string, tip: string): readonly BranchCommit[];
  /** Whether the tip holds the revision; otherwise the branch was rewritten. */
  leadsTo(revision: string, tip: string): boolean;
}

export interface Following {
  readonly repository: FollowedRepository;
  readonly defaultBranch: string;
  /** The login behind an address; null: GitHub links the commit to nobody. */
  readonly loginOf: (email: string) => string | null;
  /** Who pushes what was written by somebody without an account: every push is somebody's. Default: nobody. */
  readonly pusher?: string | null;
}

export interface FollowingSandbox extends SandboxService {
  /** Learns what was pushed since; each answer does it first. */
  readonly learn: () => void;
}

/**
 * A GitHub sandbox whose branches are those of a git repository: before each answer it learns what was pushed there, as a
 * push by the author of the last commit. A new commit of the default branch is the merge of the pull request whose number
 * stands at the end of its first line, as GitHub's squash button writes it (`Give … (#12)`), and a direct push otherwise.
 */
export function followingGit(github: GithubSandbox, following: Following): FollowingSandbox {
  const { repository, defaultBranch } = following;
  const learn = (): void => {
    const branches = repository.branches();
    // First the default branch: what is merged or pushed there is no commit of another branch any more.
    const main = branches.get(defaultBranch);
    if (main !== undefined) learnDefault(github, following, main);
    for (const [branch, tip] of branches) if (branch !== defaultBranch) learnBranch(github, following, { branch, tip });
  };
  return {
    ...github,
    learn,
    handle(request) {
      learn();
      return github.handle(request);
    },
  };
}

function learnBranch(
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

function learnDefault({ state }: GithubSandbox, following: Following, tip: string): void {
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
