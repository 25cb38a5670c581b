import { OperationalError, UsageError } from "../diagnostics/user-error.ts";
import { randomBytes } from "node:crypto";
import { resolve } from "node:path";
import type { AccessModel, User } from "../model/documents.ts";
import { renderFindings } from "../report/text/findings.ts";
import { userByAddress } from "../model/find-user.ts";
import { githubSeed } from "../sandbox/company/github-seed.ts";
import { type RunningSandbox, startSandbox } from "../sandbox/core/server.ts";
import { followingGit } from "../sandbox/github/following-git.ts";
import { createGithubSandbox } from "../sandbox/github/github-sandbox.ts";
import type { GithubState } from "../sandbox/github/github-state.ts";
import { rolecallApp } from "../sandbox/github/seed.ts";
import { teamMembers } from "../sandbox/sample/teams.ts";
import { runGit } from "../git/run-git.ts";
import type { CliEnvironment } from "./environment.ts";
import { followedRepository } from "./followed-repository.ts";
import { currentBranch, gitSetting, remoteDefaultBranch } from "../git/write-branch.ts";
import { checkRoot } from "./inputs.ts";

/** The company's repository on a local GitHub server, on a free port of the loopback interface. */
export interface GithubSession {
  readonly github: RunningSandbox;
  readonly state: GithubState;
  /** `owner/name`. */
  readonly repository: string;
  /** The token of the installed app, as in workflows. */
  readonly appToken: string;
  /**
   * A user's personal token, which ends with the user's id; null when no user has a pinned account. With another id at its
   * end, it is that user's.
   */
  readonly personal: { readonly user: User; readonly token: string } | null;
  readonly close: () => Promise<void>;
}

export interface GithubSessionOptions {
  readonly root: string;
  readonly at?: string;
  /** The user who gets a personal token; default: the user with git's user.email, else the first with a pinned account. */
  readonly person?: string;
}

/** Far above manual use. Tests cover the published limits with an injected clock. */
const manualUseLimits = { perHour: 1_000_000, createdPerMinute: 1_000_000 };

/** The commit of the default branch when the folder is not in a git repository. */
const noCommit = "0".repeat(40);

/**
 * Starts a GitHub server with the people and teams of the company of `root`. When `root` is in a git repository, the
 * server's branches are those of the repository: a commit there counts as pushed.
 * @throws OperationalError when the files of the company have errors; UsageError for a person without a pinned account
 */
export async function startGithubSession(
  options: GithubSessionOptions,
  environment: CliEnvironment,
): Promise<GithubSession> {
  const checked = await checkRoot(options, environment);
  if (checked.resolved === null)
    throw new OperationalError(`the sandbox needs a company without errors:\n${renderFindings(checked.findings)}`);
  const { model } = checked.resolved;
  const root = resolve(environment.cwd, options.root);
  const place = await repositoryAt(root);
  const user = await personIn(model, options, root);
  const appToken = `ghs_${secret()}`;
  const prefix = `ghp_${secret()}`;
  const tokenOf = ({ id }: User): string => `${prefix}-${id}`;
  const personal = user === null ? null : { user, token: tokenOf(user) };
  const pinned = [...model.users.values()].filter(isPinned);
  const repository = `${ownerIn(model)}/access`;
  const { clock } = environment;
  const github = createGithubSandbox({
    clock,
    token: appToken,
    ...manualUseLimits,
    seed: githubSeed(model, {
      repository,
      defaultBranch: place?.defaultBranch ?? "main",
      tip: place?.tip ?? noCommit,
      teamMembers,
      personalTokens: Object.fromEntries(pinned.map((someone) => [tokenOf(someone), someone.id])),
      appToken,
    }),
  });
  const service =
    place === null
      ? github
      : followingGit(github, {
          repository: followedRepository(place.gitFolder, environment.env),
          defaultBranch: place.defaultBranch,
          loginOf: loginsIn(model),
          pusher: user === null ? null : pinnedLogin(user),
        });
  const running = await startSandbox(service, { clock });
  return { github: running, state: github.state, repository, appToken, personal, close: () => running.close() };
}

/** Returns the environment variables that connect Rolecall to the GitHub server as the installed app. */
export function githubVariables({ github, repository, appToken }: GithubSession): Readonly<Record<string, string>> {
  return {
    GITHUB_API_URL: github.url,
    GITHUB_REPOSITORY: repository,
    GITHUB_TOKEN: appToken,
    ROLECALL_GITHUB_APP: rolecallApp.slug,
  };
}

interface LocalRepository {
  readonly gitFolder: string;
  readonly defaultBranch: string;
  readonly tip: string;
}

/** Returns the repository that contains the folder; null: there is none, or it has no commit. */
async function repositoryAt(root: string): Promise<LocalRepository | null> {
  const folder = await runGit(root, ["rev-parse", "--absolute-git-dir"]);
  if (folder.status !== 0) return null;
  const defaultBranch = (await remoteDefaultBranch(root, "origin")) ?? (await currentBranch(root)) ?? "main";
  for (const revision of [`refs/heads/${defaultBranch}`, "HEAD"]) {
    const { status, out } = await runGit(root, ["rev-parse", "--verify", "--quiet", `${revision}^{commit}`]);
    if (status === 0) return { gitFolder: text(folder.out), defaultBranch, tip: text(out) };
  }
  return null;
}

async function personIn(model: AccessModel, { person }: GithubSessionOptions, root: string): Promise<User | null> {
  const users = [...model.users.values()];
  if (person !== undefined) {
    const named = users.find(({ id }) => id === person);
    if (named === undefined || !isPinned(named))
      throw new UsageError(
        `--person ${person}: expected the id of a user with a pinned GitHub account (github: { login, id })`,
      );
    return named;
  }
  const known = userByAddress((await gitSetting(root, "user.email")) ?? "", model);
  return known !== undefined && isPinned(known) ? known : (users.find(isPinned) ?? null);
}

/** Matches the no-reply address that GitHub gives to a bot. */
const botAddress = /^\d+\+((?:rolecall|github-actions)\[bot\])@users\.noreply\.github\.com$/;

/** Returns a lookup of GitHub logins by email address, ignoring case. */
function loginsIn(model: AccessModel): (email: string) => string | null {
  const logins = new Map<string, string | null>();
  for (const user of model.users.values())
    for (const address of [user.email, ...user.aliases]) logins.set(address.toLowerCase(), pinnedLogin(user));
  return (email) => botAddress.exec(email)?.[1] ?? logins.get(email.toLowerCase()) ?? null;
}

const isPinned = (user: User): boolean => pinnedLogin(user) !== null;

function pinnedLogin({ github: account }: User): string | null {
  return account === null || account.id === null ? null : account.login;
}

/** Returns the GitHub organization of the first team (`@organization/team`); "company" when there is no team. */
function ownerIn({ organization }: AccessModel): string {
  const [team] = organization.teams.keys();
  return /^@([\w.-]+)\//.exec(team ?? "")?.[1] ?? "company";
}

const secret = (): string => randomBytes(24).toString("base64url");
const text = (bytes: Buffer): string => bytes.toString("utf8").trim();
