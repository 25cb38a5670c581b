import type { SandboxService } from "../core/exchange.ts";
import type { GithubSandbox } from "./github-sandbox.ts";

/** A commit on a branch of the git repository beside the sandbox. */
export interface BranchCommit {
  readonly sha: string;
  /** The address that the commit names as its author's. */
  readonly email: string;
  readonly message: string;
}

/** A real git repository, as far as the sandbox follows it. */
export interface FollowedRepository {
  /** Each branch's tip. */
  branches(): ReadonlyMap<string, string>;
  /** The commits that lead from a revision to a branch's tip, oldest first. */
  commitsBetween(revision: string, tip: string): readonly BranchCommit[];
}

export interface Following {
  readonly repository: FollowedRepository;
  readonly defaultBranch: string;
  /** The login behind an address; null: the forge links the commit to nobody. */
  readonly loginOf: (email: string) => string | null;
}

export interface FollowingSandbox extends SandboxService {
  /** Learns what was pushed since; each answer does it first. */
  readonly learn: () => void;
}

/**
 * A GitHub sandbox whose branches are those of a git repository: before each answer it learns what was pushed there, as a
 * push by the author of the last commit. The default branch moves by merges alone, which the sandbox is told.
 */
export function followingGit(github: GithubSandbox, following: Following): FollowingSandbox {
  const { repository, defaultBranch, loginOf } = following;
  const learn = (): void => {
    const branches = repository.branches();
    for (const [branch, tip] of branches) {
      const known = github.state.tip(branch);
      if (branch === defaultBranch || known === tip) continue;
      const commits = repository.commitsBetween(known ?? branches.get(defaultBranch) ?? tip, tip);
      if (commits.length === 0) continue;
      github.state.push(branch, {
        by: loginOf(commits.at(-1)?.email ?? ""),
        commits: commits.map(({ sha, email, message }) => ({ sha, message, by: loginOf(email) })),
      });
    }
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
