import { execFileSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { formatInstant } from "../../model/instant.ts";
import type { Clock } from "../../ports/clock.ts";
import type { FollowedRepository } from "../../sandbox/github/following-git.ts";
import type { CliEnvironment } from "../environment.ts";
import { followedRepository } from "../followed-repository.ts";

/** A person's name and address in a commit. */
export interface Committer {
  readonly name: string;
  readonly email: string;
}

/** The demo's git repositories: a shared remote and one person's clone. */
export interface DemoRepository {
  /** The clone's folder. */
  readonly root: string;
  readonly remote: FollowedRepository;
  /** Sets the author of the clone's next commits. */
  readonly workAs: (who: Committer) => void;
  /** Commits all changes in the clone on the current branch and pushes it. Returns the commit. */
  readonly commitAndPush: (message: string) => string;
  readonly switchTo: (branch: string) => void;
  /** Creates a branch at the tip of the default branch, and switches to it. */
  readonly startBranch: (branch: string) => void;
  /** Merges a branch into the default branch as one commit, like GitHub's squash merge. Returns the commit. */
  readonly squash: (branch: string, who: Committer, message: string) => string;
  readonly tip: () => string;
  /** The private key whose public half the first commit declares; empty: the company's own key is kept. */
  readonly journalKey: string;
}

export const demoBranch = "main";

export interface DemoRepositoryOptions {
  readonly env: CliEnvironment["env"];
  readonly clock: Pick<Clock, "now">;
  /** `as declared`: the company's key, whose private half does not exist, so that the first commit is always the same. */
  readonly journalKey?: "new" | "as declared";
}

/**
 * Creates a remote and a clone below `folder`, with the company's files in the first commit. The user's git configuration is
 * not used. Commits have the clock's time: the age of the first commit decides whether a journal must exist.
 */
export function createDemoRepository(
  folder: string,
  company: string,
  { env, clock, journalKey: declared = "new" }: DemoRepositoryOptions,
): DemoRepository {
  const [bare, root] = [join(folder, "remote.git"), join(folder, "company")];
  const run = (cwd: string, ...argv: readonly string[]): string =>
    execFileSync("git", ["-c", "init.defaultBranch=main", "-c", "commit.gpgsign=false", ...argv], {
      cwd,
      encoding: "utf8",
      env: { ...env, ...commitTime(clock), GIT_CONFIG_GLOBAL: "/dev/null", GIT_CONFIG_NOSYSTEM: "1", LC_ALL: "C" },
      stdio: ["ignore", "pipe", "pipe"],
    }).trim();
  const git = (...argv: readonly string[]): string => run(root, ...argv);
  const workAs = ({ name, email }: Committer): void => {
    git("config", "user.name", name);
    git("config", "user.email", email);
  };
  const commit = (message: string, ...options: readonly string[]): string => {
    git("add", "--all");
    git("commit", "--quiet", ...options, "--message", message);
    return git("rev-parse", "HEAD");
  };

  mkdirSync(root);
  run(folder, "init", "--quiet", "--bare", bare);
  git("init", "--quiet");
  cpSync(join(company, "access"), join(root, "access"), { recursive: true });
  const journalKey = declared === "new" ? declareJournalKey(join(root, "access/rolecall.yaml")) : "";
  workAs({ name: "Acme Robotics", email: "access@acme.example" });
  commit("Add the company's access files");
  git("remote", "add", "origin", bare);
  git("push", "--quiet", "--set-upstream", "origin", demoBranch);
  git("remote", "set-head", "origin", demoBranch);

  return {
    root,
    workAs,
    commitAndPush(message) {
      const made = commit(message);
      git("push", "--quiet", "origin", "HEAD");
      return made;
    },
    switchTo: (branch) => void git("switch", "--quiet", branch),
    startBranch: (branch) => void git("switch", "--quiet", "--create", branch, demoBranch),
    squash(branch, who, message) {
      git("switch", "--quiet", demoBranch);
      git("merge", "--quiet", "--squash", branch);
      workAs(who);
      // A pull request that ratifies commits changes no file.
      const merged = commit(message, "--allow-empty");
      git("push", "--quiet", "origin", demoBranch);
      return merged;
    },
    tip: () => git("rev-parse", demoBranch),
    remote: followedRepository(bare, env),
    journalKey,
  };
}

function commitTime(clock: Pick<Clock, "now">): Readonly<Record<string, string>> {
  const now = formatInstant(clock.now());
  return { GIT_AUTHOR_DATE: now, GIT_COMMITTER_DATE: now };
}

/** Declares a new key in place of the company's, whose private half does not exist. Returns the private key. */
function declareJournalKey(file: string): string {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const declared = publicKey.export({ format: "der", type: "spki" }).toString("base64");
  writeFileSync(file, readFileSync(file, "utf8").replace(/publicKeys: \[.*\]/, `publicKeys: ["${declared}"]`));
  return privateKey.export({ format: "der", type: "pkcs8" }).toString("base64");
}
