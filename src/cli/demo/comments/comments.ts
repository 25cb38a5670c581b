import { cpSync, existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import type { AccessModel, UserId } from "../../../model/documents.ts";
import { githubSeed } from "../../../sandbox/company/github-seed.ts";
import { startSandbox } from "../../../sandbox/core/server.ts";
import { createGithubSandbox, type GithubSandbox } from "../../../sandbox/github/github-sandbox.ts";
import { rolecallApp } from "../../../sandbox/github/seed.ts";
import { teamMembers } from "../../../sandbox/sample/teams.ts";
import { sandboxVariables } from "../../commands/sandbox.ts";
import type { CliEnvironment } from "../../environment.ts";
import { type ExitCode, exitCodes } from "../../exit-codes.ts";
import { checkRoot } from "../../inputs.ts";
import { sampleRoot } from "../../sample-company.ts";
import { startCompanySandbox } from "../../sandbox-session.ts";
import { createDemoRepository, demoBranch, type DemoRepository } from "../repository.ts";
import { makeEdit } from "./edit.ts";
import type { CommentScenario } from "./scenario.ts";
import { commentScenarios, scenarioInstant } from "./scenarios.ts";

/** The comment of a scenario's pull request, as published. */
export interface ScenarioComment {
  readonly scenario: CommentScenario;
  readonly markdown: string;
}

/** Runs a command line of Rolecall. */
type Run = (argv: readonly string[], environment: CliEnvironment) => Promise<ExitCode>;

const repositoryName = "acme/access";
const appToken = "demo-app-token";

/**
 * Returns the comment of each scenario: each change is a pull request to the sample company on a local GitHub server, and
 * `rolecall plan` and `rolecall comment` run on it as the workflow does. The same company gives the same bytes, whatever the
 * day. `folder` is empty and gets the repository.
 */
export async function scenarioComments(
  folder: string,
  environment: CliEnvironment,
  run: Run,
): Promise<readonly ScenarioComment[]> {
  const repository = companyRepository(folder, environment);
  const at = ["--root", repository.root, "--at", scenarioInstant];
  const observed = join(folder, "observed.json");
  const quiet: CliEnvironment = { ...environment, out: () => undefined, isInteractive: false };
  await recordProviders(observed, { at, root: repository.root }, quiet, run);
  const { resolved } = await checkRoot({ root: repository.root, at: scenarioInstant }, quiet);
  if (resolved === null) throw new Error("the company of the scenarios has errors");
  const { model } = resolved;
  const github = createGithubSandbox({ clock: environment.clock, seed: seedOf(model, repository.tip()) });
  const server = await startSandbox(github, { clock: environment.clock });
  const workflow: CliEnvironment = {
    ...quiet,
    githubPauses: { second: 1, write: 0, notification: 0 },
    env: {
      ...environment.env,
      GITHUB_API_URL: server.url,
      GITHUB_REPOSITORY: repositoryName,
      GITHUB_SERVER_URL: "https://github.example",
      GITHUB_TOKEN: appToken,
      ROLECALL_GITHUB_APP: rolecallApp.slug,
    },
  };
  const comments: ScenarioComment[] = [];
  try {
    for (const scenario of commentScenarios) {
      const number = openPullRequest(scenario, { repository, github, model });
      const saved = join(folder, `${scenario.id}.json`);
      const planned = ["plan", ...at, "--base", demoBranch, "--observed", observed, "--out", saved];
      await runTo(run, planned, workflow, [exitCodes.done, exitCodes.findings, exitCodes.refused]);
      const plan = existsSync(saved) ? ["--plan", saved] : [];
      await runTo(run, ["comment", ...at, "--pull-request", String(number), ...plan], workflow, [exitCodes.done]);
      comments.push({ scenario, markdown: github.state.comments(number).at(-1)?.body ?? "" });
    }
  } finally {
    await server.close();
  }
  return comments;
}

/** Creates the repository of the company, with what the scenarios need before their changes. */
function companyRepository(folder: string, { env }: CliEnvironment): DemoRepository {
  const company = join(folder, "sample");
  mkdirSync(company, { recursive: true });
  cpSync(join(sampleRoot, "access"), join(company, "access"), { recursive: true });
  for (const { before = [] } of commentScenarios) for (const edit of before) makeEdit(company, edit);
  const clock = { now: () => Date.parse(scenarioInstant) };
  return createDemoRepository(folder, company, { env, clock, journalKey: "as declared" });
}

/** Records the providers' state, in which everything of the company is applied. */
async function recordProviders(
  file: string,
  { at, root }: { readonly at: readonly string[]; readonly root: string },
  environment: CliEnvironment,
  run: Run,
): Promise<void> {
  const running = await startCompanySandbox({ root, at: scenarioInstant, drift: "none" }, environment);
  try {
    const connected = { ...environment, env: { ...environment.env, ...sandboxVariables(running) } };
    await runTo(run, ["observe", ...at, "--out", file], connected, [exitCodes.done]);
  } finally {
    await running.close();
  }
}

const seedOf = (model: AccessModel, tip: string) =>
  githubSeed(model, {
    repository: repositoryName,
    defaultBranch: demoBranch,
    tip,
    teamMembers,
    personalTokens: {},
    appToken,
  });

/** Commits the change on a branch of its own, opens the pull request and submits the approvals. Returns its number. */
function openPullRequest(
  { id, title, author, edits, approvals = [] }: CommentScenario,
  {
    repository,
    github,
    model,
  }: { readonly repository: DemoRepository; readonly github: GithubSandbox; readonly model: AccessModel },
): number {
  const user = model.users.get(author as UserId);
  repository.workAs({ name: user?.name.display ?? "", email: user?.email ?? "" });
  repository.startBranch(id);
  for (const edit of edits) makeEdit(repository.root, edit);
  const sha = repository.commitAndPush(title);
  const by = loginOf(model, author);
  const commits = [{ sha, message: title, by }];
  const number = github.state.openPullRequest({ author: by, title, branch: id, commits });
  for (const { by: reviewer, body } of approvals)
    github.state.review(number, { by: loginOf(model, reviewer), state: "APPROVED", body });
  return number;
}

function loginOf(model: AccessModel, id: string): string {
  const login = model.users.get(id as UserId)?.github?.login;
  if (login === undefined)
    throw new Error(`the scenarios need a GitHub account of ${id}, which the company does not have`);
  return login;
}

async function runTo(
  run: Run,
  argv: readonly string[],
  environment: CliEnvironment,
  expected: readonly ExitCode[],
): Promise<void> {
  const printed: string[] = [];
  const code = await run(argv, { ...environment, err: (text) => void printed.push(text) });
  if (!expected.includes(code))
    throw new Error(`rolecall ${argv.join(" ")} returned the exit code ${code}:\n${printed.join("")}`);
}
