import { join } from "node:path";
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
import { hiddenStatus } from "../../support/cli.ts";
import type { GitReader, GitWriter } from "../../../src/ports/git.ts";
import type { Edit } from "../../support/memory-git/objects.ts";
import { memoryClone, memoryRepository } from "../../support/memory-git/repository.ts";
import { bareRepository, clonedRepository, writeFiles } from "../../support/real-git.ts";
import { aFolder, morning } from "../../support/sandboxed.ts";
import type { TestRepository } from "../../support/test-repository.ts";
import { companyFiles, journalPair, people, securityTeam } from "./company-files.ts";
import { atTestEnd } from "../../support/cleanup.ts";

export interface Scenario {
  /** The runner's folder. */
  readonly root: string;
  /** The environment of every command. */
  readonly env: CliEnvironment["env"];
  readonly journal: string;
  readonly state: GithubState;
  readonly github: RunningSandbox;
  readonly okta: RunningSandbox;
  readonly google: RunningSandbox;
  /** The users' clone, on main between two calls. */
  readonly repository: TestRepository;
  /** The first commit, which is applied to the providers. */
  readonly start: string;
  /** Opens a pull request with this edit as one commit; returns its number. */
  readonly propose: (branch: string, edit: Edit, by: string, message?: string) => number;
  /** Pushes one more edit to a branch. */
  readonly amend: (branch: string, edit: Edit, by: string) => void;
  readonly approve: (number: number, by: string, body?: string) => void;
  /** Merges as one commit; returns it. */
  readonly merge: (number: number, by?: string) => string;
  /** Merges an edit with the approval of every user except its author; returns the merge commit. */
  readonly mergeApproved: (branch: string, edit: Edit, by: string) => string;
  /** Pushes an edit to main without a pull request. */
  readonly pushDirectly: (edit: Edit, by?: string) => string;
  readonly writes: () => number;
  /** Returns the members of an Okta group by the name before the `@`. */
  readonly members: (group: string) => Promise<readonly string[]>;
  /** Changes Okta by hand. */
  readonly byHand: (method: "PUT" | "DELETE", group: string, user: string) => Promise<void>;
  readonly statusOf: (user: string) => Promise<string>;
  readonly apply: (options?: Partial<UnattendedOptions>, changes?: Partial<CliEnvironment>) => Promise<Ran>;
  readonly approvals: (number: number, options?: Partial<ApprovalsOptions>) => Promise<Ran>;
  readonly comment: (
    number: number,
    options?: Partial<CommentOptions>,
    changes?: Partial<CliEnvironment>,
  ) => Promise<Ran>;
  /** Returns the git port of the runner's clone. */
  readonly runner: () => ReturnType<TestRepository["open"]>;
  /** Updates the runner's clone. */
  readonly fetch: () => void;
  /** Runs another command in the scenario's environment. */
  readonly run: (work: (environment: CliEnvironment) => Promise<number>) => Promise<Ran>;
  /** The records of the journal without its signatures. */
  readonly records: () => readonly JournalRecord[];
  /** Moves the time forward. */
  readonly later: (milliseconds: number) => void;
}

/** A remote, the users' clone and the runner's clone. */
interface Clones {
  readonly work: TestRepository;
  readonly tip: TestRepository;
}

function memoryClones(first: Edit): Clones {
  const remote = memoryRepository();
  const work = memoryClone(remote);
  startWith(work, first);
  return { work, tip: memoryClone(remote) };
}

function programClones(folder: string, first: Edit): Clones {
  const remote = join(folder, "remote.git");
  bareRepository(remote);
  const work = clonedRepository(remote, join(folder, "work"));
  startWith(work, first);
  return { work, tip: clonedRepository(remote, join(folder, "tip")) };
}

function startWith(work: TestRepository, first: Edit): void {
  work.write(first);
  work.push("refs/heads/main", work.commit("Start"));
}

/**
 * A company's repository with a remote, both providers as the first commit requires, and GitHub.
 * @param git `memory` unless the test is about the program git
 */
export async function aScenario(changes: Edit = {}, git: "memory" | "program" = "memory"): Promise<Scenario> {
  const folder = aFolder();
  const root = join(folder, "tip");
  const journal = join(folder, "journal", "journal.jsonl");
  const first = { ...companyFiles, ...changes };
  const { work, tip } = git === "memory" ? memoryClones(first) : programClones(folder, first);
  // The providers' sandboxes need a folder.
  if (git === "memory") writeFiles(root, first);
  const start = work.hash("main");

  const clock = aClockFrom(Date.parse(morning));
  const quiet = { out: () => undefined, err: () => undefined, isInteractive: false, ask: async () => "" };
  const signal = new AbortController().signal;
  const surroundings = {
    cwd: folder,
    env: {},
    clock,
    random: () => 0.1,
    requestTimeout: 1500,
    ...quiet,
    signal,
    openGit: () => withPushesOnGithub(tip.open()),
  };
  /** Lets GitHub see the branches that the program pushes. */
  const withPushesOnGithub = (git: GitReader & GitWriter): GitReader & GitWriter => ({
    ...git,
    pushBranch: async (push) => {
      await git.pushBranch(push);
      const commit = await git.resolveCommit(push.branch);
      github.state.push(push.branch, { by: "olga", commits: [{ sha: commit, by: "olga" }] });
      work.fetch();
    },
  });
  const providers = await startCompanySandbox({ root, drift: "none" }, surroundings);
  atTestEnd(providers.close);
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
  atTestEnd(() => server.close());

  const env = {
    ...sandboxVariables(providers),
    GITHUB_TOKEN: "ghs_app-token",
    GITHUB_REPOSITORY: "acme/access",
    GITHUB_API_URL: server.url,
    ROLECALL_GITHUB_APP: "rolecall",
    ROLECALL_JOURNAL_KEY: journalPair.privateKey,
  };
  const ran = async (
    work: (environment: CliEnvironment) => Promise<number>,
    more: Partial<CliEnvironment> = {},
  ): Promise<Ran> => {
    const out: string[] = [];
    const err: string[] = [];
    const printError = (text: string): void => void err.push(text);
    const heard = { out: (text: string) => void out.push(text), err: printError, status: hiddenStatus(printError) };
    const code = await work({ ...surroundings, env, ...heard, ...more });
    return { code, out: out.join(""), err: err.join("") };
  };
  const fromOkta = async (method: string, path: string): Promise<ReturnType<JSON["parse"]>> => {
    const reply = await fetch(`${providers.okta.url}${path}`, {
      method,
      headers: { authorization: `SSWS ${providers.token}` },
    });
    const text = await reply.text();
    if (!reply.ok) throw new Error(`${method} ${path}: ${reply.status} ${text}`);
    return text === "" ? null : JSON.parse(text);
  };
  const groupId = async (name: string): Promise<string> => {
    const groups: { readonly id: string; readonly profile: { readonly name: string } }[] = await fromOkta(
      "GET",
      "/api/v1/groups?limit=1000",
    );
    const found = groups.find(({ profile }) => profile.name === name);
    if (found === undefined) throw new Error(`Okta has no group ${name}`);
    return found.id;
  };
  const account = (user: string): Promise<{ readonly id: string; readonly status: string }> =>
    fromOkta("GET", `/api/v1/users/${user}@acme.example`);

  const commit = (edit: Edit, message: string): string => {
    work.write(edit);
    return work.commit(message);
  };
  const push = (branch: string, edit: Edit, by: string, message = `Edit by ${by}`) => {
    const sha = commit(edit, message);
    work.push(`refs/heads/${branch}`, sha);
    work.checkout("main");
    return { sha, by, message };
  };
  const onMain = (sha: string): string => {
    work.push("refs/heads/main", sha);
    return sha;
  };
  const fetched = (): void => {
    tip.fetch();
    tip.detach("origin/main");
  };

  const scenario: Scenario = {
    root,
    env,
    journal,
    state: github.state,
    github: server,
    okta: providers.okta,
    google: providers.google,
    repository: work,
    start,
    propose(branch, edit, by, message) {
      work.checkout(branch, "main");
      return github.state.openPullRequest({ author: by, branch, commits: [push(branch, edit, by, message)] });
    },
    amend(branch, edit, by) {
      work.checkout(branch);
      github.state.push(branch, { by, commits: [push(branch, edit, by)] });
    },
    approve: (number, by, body = "Agreed") => void github.state.review(number, { by, state: "APPROVED", body }),
    merge(number, by = "olga") {
      const branch = github.state.issue(number).pull?.branch ?? "";
      work.checkout("main");
      // The program pushes from the runner's clone, so that its branches are only on the remote.
      work.mergeFiles(branch.startsWith("rolecall-") ? `origin/${branch}` : branch);
      const sha = onMain(work.commit(`Merge ${number}`));
      github.state.merge(number, { by, sha });
      return sha;
    },
    mergeApproved(branch, edit, by) {
      const number = scenario.propose(branch, edit, by);
      for (const user of Object.keys(people)) if (user !== by) scenario.approve(number, user);
      return scenario.merge(number);
    },
    pushDirectly(edit, by = "ada") {
      work.checkout("main");
      const sha = onMain(commit(edit, "Push directly"));
      github.state.push("main", { by, commits: [{ sha, by }] });
      return sha;
    },
    writes: () => providers.okta.count({ isWrite: true }) + providers.google.count({ isWrite: true }),
    async members(group) {
      const found: { readonly profile: { readonly login: string } }[] = await fromOkta(
        "GET",
        `/api/v1/groups/${await groupId(group)}/users?limit=1000`,
      );
      return found.map(({ profile }) => profile.login.split("@")[0] ?? "").sort();
    },
    async byHand(method, group, user) {
      await fromOkta(method, `/api/v1/groups/${await groupId(group)}/users/${(await account(user)).id}`);
    },
    statusOf: async (user) => (await account(user)).status,
    async apply(options = {}, more = {}) {
      fetched();
      const all = { root, branch: "main", journal, format: "text", ...options };
      return ran((environment) => applyUnattended(all, environment), more);
    },
    async approvals(number, options = {}) {
      fetched();
      return ran((environment) =>
        approvals({ root, pullRequest: String(number), format: "text", ...options }, environment),
      );
    },
    async comment(number, options = {}, more = {}) {
      fetched();
      return ran((environment) => comment({ root, pullRequest: String(number), ...options }, environment), more);
    },
    runner: () => tip.open(),
    fetch: fetched,
    run: (work) => ran(work),
    records: () => (readJournal(journal) ?? []).filter(({ kind }) => kind !== "signature"),
    later: clock.advance,
  };
  return scenario;
}
