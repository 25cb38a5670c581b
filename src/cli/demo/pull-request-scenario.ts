import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { AccessModel, User, UserId } from "../../model/documents.ts";
import { formatInstant } from "../../model/instant.ts";
import { githubSeed } from "../../sandbox/company/github-seed.ts";
import { startSandbox } from "../../sandbox/core/server.ts";
import { followingGit } from "../../sandbox/github/following-git.ts";
import { createGithubSandbox } from "../../sandbox/github/github-sandbox.ts";
import { teamMembers } from "../../sandbox/sample/teams.ts";
import type { CliEnvironment } from "../environment.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { runDirectPushScenario } from "./direct-push-scenario.ts";
import { demoBranch, type DemoRepository } from "./repository.ts";
import type { Step } from "./step.ts";

export interface PullRequestScenario {
  readonly model: AccessModel;
  readonly repository: DemoRepository;
  /** The folder that the comment is written to. */
  readonly folder: string;
  readonly environment: CliEnvironment;
  /** Prints a step, runs its command line, and throws when it returns an unexpected exit code. */
  readonly play: (step: Step, environment: CliEnvironment) => Promise<void>;
}

const repositoryName = "acme/access";
const appToken = "demo-app-token";
const requesterToken = "demo-personal-token";
/** The requester, the owner of the requested entitlement, and the second approver. */
const participants = {
  requester: "chidi-eze",
  owner: "grace-hopper",
  security: "dmitri-volkov",
  manager: "rafael-ortega",
} as const;
const entitlement = "okta/prod-db-admin";

/**
 * Runs the steps from a request to the access against a local GitHub server: a pull request with its comment and check, an
 * approval that does not count, one that a push makes stale, the required approvals, the merge and the apply. Then a push
 * without a pull request, and its ratification.
 */
export async function runPullRequestScenario(stage: PullRequestScenario): Promise<void> {
  const { model, repository, folder, environment, play } = stage;
  const people = {
    requester: person(model, participants.requester),
    owner: person(model, participants.owner),
    security: person(model, participants.security),
    manager: person(model, participants.manager),
  };
  const github = createGithubSandbox({
    clock: environment.clock,
    seed: githubSeed(model, {
      repository: repositoryName,
      defaultBranch: demoBranch,
      tip: repository.tip(),
      teamMembers,
      personalTokens: { [requesterToken]: participants.requester },
      appToken,
    }),
  });
  const loginOf = (email: string): string | null =>
    [...model.users.values()].find((user) => user.email === email)?.github?.login ?? null;
  const followed = followingGit(github, { repository: repository.remote, defaultBranch: demoBranch, loginOf });
  const server = await startSandbox(followed, { clock: environment.clock });
  const approveIn = (number: number, who: User, body: string): void => {
    followed.sync();
    github.state.review(number, { by: login(who), state: "APPROVED", body });
  };
  const approve = (who: User, body: string): void => approveIn(1, who, body);
  try {
    const as = (token: string): CliEnvironment => ({
      ...environment,
      env: {
        ...environment.env,
        GITHUB_API_URL: server.url,
        GITHUB_REPOSITORY: repositoryName,
        GITHUB_TOKEN: token,
        ROLECALL_GITHUB_APP: "rolecall",
        ROLECALL_JOURNAL_KEY: repository.journalKey,
      },
    });
    const workflow = as(appToken);
    const root = ["--root", repository.root];
    const judge = (title: string, expected: ExitCode): Promise<void> =>
      play({ title, argv: ["approvals", "--pull-request", "1", ...root, "--publish"], expected }, workflow);

    const apply = (title: string, expected: ExitCode): Promise<void> =>
      play(
        {
          title,
          argv: ["apply", "--unattended", "--branch", demoBranch, ...root, "--journal", "branch:rolecall-journal"],
          expected,
        },
        workflow,
      );

    repository.workAs({ name: people.requester.name.display, email: people.requester.email });
    await play(
      {
        title: `${people.requester.name.display} requests access to the production databases for three hours.`,
        argv: [
          "request",
          ...root,
          "--entitlement",
          entitlement,
          "--reason",
          "Migrate the orders database",
          "--ticket",
          "INC-1234",
          "--for-duration",
          "PT3H",
          "--no-input",
          "--open",
        ],
        expected: exitCodes.done,
      },
      as(requesterToken),
    );
    const branch = github.state.issue(1).pull?.branch ?? "";
    await play(
      {
        title: "The workflow comments on the pull request with the effect of the change.",
        argv: ["comment", "--pull-request", "1", ...root],
        expected: exitCodes.done,
      },
      workflow,
    );
    const comment = join(folder, "comment.md");
    writeFileSync(comment, github.state.comments(1)[0]?.body ?? "");
    environment.out(`The comment as shown on GitHub is in ${comment}\n`);

    approve(people.requester, "I need it.");
    await judge(
      `${people.requester.name.display} approves the request. Refused: it is their own request.`,
      exitCodes.refused,
    );
    approve(people.owner, "The migration is planned; I will watch it.");
    await judge(
      `${people.owner.name.display}, who owns the databases, approves. The approval of security is pending.`,
      exitCodes.refused,
    );

    repository.switchTo(branch);
    extend(join(repository.root, `access/grants/${entitlement}/${participants.requester}.yaml`), 30);
    repository.commitAndPush("Half an hour more");
    approve(people.security, "Bounded and ticketed.");
    await judge(
      `${people.requester.name.display} extends the grant by half an hour, so the owner's approval is stale. Security approves the new commit.`,
      exitCodes.refused,
    );
    approve(people.owner, "Half an hour more is fine.");
    await judge(`${people.owner.name.display} approves the new commit.`, exitCodes.done);
    const sha = repository.squash(
      branch,
      { name: people.security.name.display, email: people.security.email },
      "Give Chidi the production databases for three hours (#1)",
    );
    github.state.merge(1, { by: login(people.security), sha });
    await apply("The pull request is merged. The workflow applies only the approved changes.", exitCodes.done);
    environment.out(`\nThe comment on the pull request is now:\n\n${github.state.comments(1).at(-1)?.body ?? ""}\n`);
    await runDirectPushScenario({
      repository,
      github,
      people: { author: people.requester, manager: people.manager },
      environments: { workflow, author: as(requesterToken) },
      play,
      approve: approveIn,
      apply,
    });
  } finally {
    await server.close();
  }
}

function person(model: AccessModel, id: string): User {
  const user = model.users.get(id as UserId);
  if (user === undefined) throw new Error(`the demo needs the user ${id}, which the company does not have`);
  return user;
}

const login = ({ github }: User): string => github?.login ?? "";

/** Extends the grant by some minutes. */
function extend(file: string, minutes: number): void {
  const text = readFileSync(file, "utf8");
  const written = /^expires: (\S+)$/m.exec(text)?.[1] ?? "";
  const extended = formatInstant(Date.parse(written) + minutes * 60_000);
  writeFileSync(file, text.replace(written, extended));
}
