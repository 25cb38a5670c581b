import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach } from "vitest";
import { approvals, type ApprovalsOptions } from "../../../src/cli/commands/approvals.ts";
import { comment, type CommentOptions } from "../../../src/cli/commands/comment.ts";
import { sandboxVariables } from "../../../src/cli/commands/sandbox.ts";
import type { CliEnvironment } from "../../../src/cli/environment.ts";
import { startCompanySandbox } from "../../../src/cli/sandbox-session.ts";
import { applyUnattended, type UnattendedOptions } from "../../../src/cli/commands/apply-after-merge.ts";
import { readJournal } from "../../../src/journal/read-journal.ts";
import type { JournalRecord } from "../../../src/ports/journal.ts";
import { type RunningSandbox, startSandbox } from "../../../src/sandbox/core/server.ts";
import { createGithubSandbox } from "../../../src/sandbox/github/github-sandbox.ts";
import type { GithubState } from "../../../src/sandbox/github/github-state.ts";
import type { Ran } from "../../support/cli.ts";
import { aClockFrom } from "../../support/clock.ts";
import { aFolder, morning } from "../../support/sandboxed.ts";
import { companyFiles, people, securityTeam } from "./company-files.ts";

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).toReversed()) await end();
});

/** Path to the file's new text; null takes it away. */
export type Edit = Readonly<Record<string, string | null>>;

export interface Story {
  /** The runner's clone, at the tip of main once something was applied. */
  readonly root: string;
  readonly journal: string;
  readonly state: GithubState;
  readonly github: RunningSandbox;
  readonly okta: RunningSandbox;
  readonly google: RunningSandbox;
  readonly git: (...argv: readonly string[]) => string;
  /** The first commit, which the providers follow. */
  readonly start: string;
  /** Opens a pull request with this edit; answers its number. */
  readonly propose: (branch: string, edit: Edit, by: string) => number;
  /** Pushes one more edit to a branch. */
  readonly amend: (branch: string, edit: Edit, by: string) => void;
  readonly approve: (number: number, by: string, body?: string) => void;
  /** Merges as one commit; answers it. */
  readonly merge: (number: number, by?: string) => string;
  /** An edit of main itself, without a pull request. */
  readonly pushDirectly: (edit: Edit, by?: string) => string;
  readonly writes: () => number;
  /** Who is in a group of Okta, by the name before the `@`. */
  readonly members: (group: string) => Promise<readonly string[]>;
  /** Somebody changes Okta by hand. */
  readonly byHand: (method: "PUT" | "DELETE", group: string, user: string) => Promise<void>;
  readonly statusOf: (user: string) => Promise<string>;
  /** `isStartNamed`: whether the run is told the commit that the providers follow; default true. */
  readonly apply: (
    options?: Partial<UnattendedOptions> & { readonly isStartNamed?: boolean },
    changes?: Partial<CliEnvironment>,
  ) => Promise<Ran>;
  readonly approvals: (number: number, options?: Partial<ApprovalsOptions>) => Promise<Ran>;
  readonly comment: (
    number: number,
    options?: Partial<CommentOptions>,
    changes?: Partial<CliEnvironment>,
  ) => Promise<Ran>;
  /** Brings the runner's clone up to date. */
  readonly fetch: () => void;
  /** Runs anything else with the story's surroundings. */
  readonly run: (work: (environment: CliEnvironment) => Promise<number>) => Promise<Ran>;
  readonly records: () => readonly JournalRecord[];
  /** Lets time go by. */
  readonly later: (milliseconds: number) => void;
}

/** A real repository with a remote, both providers as the first commit wants them, and GitHub. */
export async function aStory(changes: Edit = {}): Promise<Story> {
  const folder = aFolder();
  const remote = join(folder, "remote.git");
  const work = join(folder, "work");
  const root = join(folder, "tip");
  const journal = join(folder, "journal", "journal.jsonl");
  const run = (cwd: string, argv: readonly string[]): string =>
    execFileSync("git", ["-c", "user.name=Test", "-c", "user.email=test@acme.example", ...argv], {
      cwd,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
    }).trim();
  const git = (...argv: readonly string[]): string => run(work, argv);
  run(folder, ["init", "--quiet", "--bare", "--initial-branch", "main", remote]);
  run(folder, ["clone", "--quiet", remote, work]);
  // As GitHub does: a commit can be asked for by its id after its branch is gone.
  run(remote, ["config", "uploadpack.allowAnySHA1InWant", "true"]);
  git("checkout", "--quiet", "-B", "main");
  const write = (edit: Edit): void => {
    for (const [path, text] of Object.entries(edit)) {
      const file = join(work, path);
      mkdirSync(dirname(file), { recursive: true });
      if (text === null) rmSync(file, { force: true });
      else writeFileSync(file, text);
    }
  };
  const commit = (edit: Edit, message: string): string => {
    write(edit);
    git("add", "--all");
    git("commit", "--quiet", "--message", message);
    return git("rev-parse", "HEAD");
  };
  const start = commit({ ...companyFiles, ...changes }, "Start");
  git("push", "--quiet", "origin", "main");
  run(folder, ["clone", "--quiet", remote, root]);

  const clock = aClockFrom(Date.parse(morning));
  const quiet = { out: () => undefined, err: () => undefined, isInteractive: false, ask: async () => "" };
  const signal = new AbortController().signal;
  const surroundings = { cwd: folder, env: {}, clock, random: () => 0.1, requestTimeout: 1500, ...quiet, signal };
  const providers = await startCompanySandbox({ root, drift: "none" }, surroundings);
  ends.push(providers.close);
  const github = createGithubSandbox({
    clock,
    seed: {
      repository: { id: 4001, name: "access", owner: { id: 77, login: "acme" }, defaultBranch: "main", tip: start },
      accounts: Object.values(people).map(({ account: id, login }) => ({ id, login })),
      teams: [{ id: securityTeam, slug: "security", members: ["sue", "sam"] }],
      tokens: { "ghs_app-token": { kind: "app" } },
    },
    createdPerMinute: 100_000,
    perHour: 100_000,
  });
  const server = await startSandbox(github, { clock });
  ends.push(() => server.close());

  const env = {
    ...sandboxVariables(providers),
    GITHUB_TOKEN: "ghs_app-token",
    GITHUB_REPOSITORY: "acme/access",
    GITHUB_API_URL: server.url,
    ROLECALL_GITHUB_APP: "rolecall",
  };
  const ran = async (
    work: (environment: CliEnvironment) => Promise<number>,
    more: Partial<CliEnvironment> = {},
  ): Promise<Ran> => {
    const out: string[] = [];
    const err: string[] = [];
    const heard = { out: (text: string) => void out.push(text), err: (text: string) => void err.push(text) };
    const code = await work({ ...surroundings, env, ...heard, ...more });
    return { code, out: out.join(""), err: err.join("") };
  };
  const asked = async (method: string, path: string): Promise<ReturnType<JSON["parse"]>> => {
    const reply = await fetch(`${providers.okta.url}${path}`, {
      method,
      headers: { authorization: `SSWS ${providers.token}` },
    });
    const text = await reply.text();
    if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${text}`);
    return text === "" ? null : JSON.parse(text);
  };
  const groupId = async (name: string): Promise<string> => {
    const groups: { readonly id: string; readonly profile: { readonly name: string } }[] = await asked(
      "GET",
      "/api/v1/groups?limit=1000",
    );
    const found = groups.find(({ profile }) => profile.name === name);
    if (found === undefined) throw new Error(`Okta has no group ${name}`);
    return found.id;
  };
  const account = (user: string): Promise<{ readonly id: string; readonly status: string }> =>
    asked("GET", `/api/v1/users/${user}@acme.example`);

  const push = (branch: string, edit: Edit, by: string): { readonly sha: string; readonly by: string } => {
    const sha = commit(edit, `Edit by ${by}`);
    git("push", "--quiet", "--force", "origin", branch);
    return { sha, by };
  };
  const onMain = (sha: string): string => {
    git("push", "--quiet", "--force", "origin", "main");
    return sha;
  };
  const fetched = (place: string): void => {
    run(root, ["fetch", "--quiet", "--prune", "--force", "origin", "+refs/heads/*:refs/remotes/origin/*"]);
    run(root, ["checkout", "--quiet", "--detach", place]);
  };

  return {
    root,
    journal,
    state: github.state,
    github: server,
    okta: providers.okta,
    google: providers.google,
    git,
    start,
    propose(branch, edit, by) {
      git("checkout", "--quiet", "-B", branch, "main");
      const told = push(branch, edit, by);
      git("checkout", "--quiet", "main");
      return github.state.openPullRequest({ author: by, branch, commits: [told] });
    },
    amend(branch, edit, by) {
      git("checkout", "--quiet", branch);
      const told = push(branch, edit, by);
      git("checkout", "--quiet", "main");
      github.state.push(branch, { by, commits: [told] });
    },
    approve: (number, by, body = "Agreed") => void github.state.review(number, { by, state: "APPROVED", body }),
    merge(number, by = "olga") {
      const branch = github.state.issue(number).pull?.branch ?? "";
      git("checkout", "--quiet", "main");
      git("merge", "--quiet", "--squash", branch);
      git("commit", "--quiet", "--message", `Merge ${number}`);
      const sha = onMain(git("rev-parse", "HEAD"));
      github.state.merge(number, { by, sha });
      return sha;
    },
    pushDirectly(edit, by = "ada") {
      git("checkout", "--quiet", "main");
      const sha = onMain(commit(edit, "Push directly"));
      github.state.push("main", { by, commits: [{ sha, by }] });
      return sha;
    },
    writes: () => providers.okta.count({ isWrite: true }) + providers.google.count({ isWrite: true }),
    async members(group) {
      const found: { readonly profile: { readonly login: string } }[] = await asked(
        "GET",
        `/api/v1/groups/${await groupId(group)}/users?limit=1000`,
      );
      return found.map(({ profile }) => profile.login.split("@")[0] ?? "").sort();
    },
    async byHand(method, group, user) {
      await asked(method, `/api/v1/groups/${await groupId(group)}/users/${(await account(user)).id}`);
    },
    statusOf: async (user) => (await account(user)).status,
    async apply({ isStartNamed = true, ...options } = {}, more = {}) {
      fetched("origin/main");
      const named = isStartNamed ? { lastApplied: start } : {};
      const all = { root, branch: "main", journal, ...named, format: "text", ...options };
      return ran((environment) => applyUnattended(all, environment), more);
    },
    async approvals(number, options = {}) {
      fetched("origin/main");
      return ran((environment) =>
        approvals({ root, pullRequest: String(number), format: "text", ...options }, environment),
      );
    },
    async comment(number, options = {}, more = {}) {
      fetched("origin/main");
      return ran((environment) => comment({ root, pullRequest: String(number), ...options }, environment), more);
    },
    fetch: () => fetched("origin/main"),
    run: (work) => ran(work),
    records: () => readJournal(journal) ?? [],
    later: clock.advance,
  };
}
