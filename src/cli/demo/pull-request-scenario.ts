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
import type { Play } from "./step.ts";

export interface PullRequestScenario {
  readonly model: AccessModel;
  readonly repository: DemoRepository;
  /** The folder that the comment is written to. */
  readonly folder: string;
  readonly environment: CliEnvironment;
  readonly play: Play;
  /** Moves the clock of the demo and its servers forward. */
  readonly pass: (hours: number) => void;
}

const repositoryName = "acme/access";
const appToken = "demo-app-token";
const requesterToken = "demo-personal-token";
const applyUnattended = ["apply", "--unattended", "--journal", "branch:rolecall-journal"];
const verdictLine = /^(?:Pending|Approved): /;
const waiting = /^ +- Waiting for/;
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
 * without a pull request, its ratification, and the end of the access.
 */
export async function runPullRequestScenario(stage: PullRequestScenario): Promise<void> {
  const { model, repository, folder, environment, play, pass } = stage;
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
    const judge = (title: string, expected: ExitCode, shown: readonly RegExp[] = []): Promise<void> =>
      play(
        { title, argv: ["approvals", "--pull-request", "1", "--publish"], expected, shown: [verdictLine, ...shown] },
        workflow,
      );
    const apply = (title: string, expected: ExitCode): Promise<void> =>
      play({ title, argv: applyUnattended, expected, shown: [/^ +1\/1 /, /^withheld /, /^ {2}Commit /] }, workflow);
    const why = (title: string): Promise<void> =>
      play(
        {
          title,
          argv: ["why", participants.requester, entitlement],
          expected: exitCodes.done,
          shown: [/^chidi-eze /, /^ +by /, /^ +access\//],
        },
        workflow,
      );

    repository.workAs({ name: people.requester.name.display, email: people.requester.email });
    await play(
      {
        title: `${people.requester.name.display} requests the production databases for three hours.`,
        argv: [
          "request",
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
        shown: [/^Pull request: /],
      },
      as(requesterToken),
    );
    const branch = github.state.issue(1).pull?.branch ?? "";
    await play(
      {
        title: "The workflow comments on the pull request (comment.md).",
        argv: ["comment", "--pull-request", "1"],
        expected: exitCodes.done,
        shown: [/^Waiting: /],
      },
      workflow,
    );
    writeFileSync(join(folder, "comment.md"), github.state.comments(1)[0]?.body ?? "");

    approve(people.requester, "I need it.");
    await judge(`${people.requester.name.display} approves their own request: refused.`, exitCodes.refused, [
      /^ +approval\/self/,
    ]);
    approve(people.owner, "The migration is planned; I will watch it.");
    await judge(`${people.owner.name.display}, the owner, approves. Security has not.`, exitCodes.refused, [waiting]);

    repository.switchTo(branch);
    extend(join(repository.root, `access/grants/${entitlement}/${participants.requester}.yaml`), 30);
    repository.commitAndPush("Half an hour more");
    approve(people.security, "Bounded and ticketed.");
    await judge("A push adds half an hour, so the owner's approval is stale.", exitCodes.refused, [
      /^ +approval\/stale/,
    ]);
    approve(people.owner, "Half an hour more is fine.");
    await judge(`${people.owner.name.display} approves the new commit.`, exitCodes.done);
    const sha = repository.squash(
      branch,
      { name: people.security.name.display, email: people.security.email },
      "Give Chidi the production databases for three hours (#1)",
    );
    github.state.merge(1, { by: login(people.security), sha });
    await apply("The pull request is merged. The workflow applies what was approved.", exitCodes.done);
    await why("Why does Chidi have this access, and until when?");
    await runDirectPushScenario({
      repository,
      github,
      people: { author: people.requester, manager: people.manager },
      environments: { workflow, author: as(requesterToken) },
      play,
      approve: approveIn,
      apply,
    });
    pass(4);
    await apply("Four hours later, the scheduled run removes the access that has expired.", exitCodes.done);
    await why("Proof: the access has ended.");
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
