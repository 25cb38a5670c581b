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
import { demoBranch, type DemoRepository } from "./repository.ts";
import type { Step } from "./step.ts";

export interface StoryStage {
  readonly model: AccessModel;
  readonly repository: DemoRepository;
  /** Where the comment and the journal are written. */
  readonly folder: string;
  readonly environment: CliEnvironment;
  /** Says a step, runs its command line, and throws when it does not end as the story says. */
  readonly play: (step: Step, environment: CliEnvironment) => Promise<void>;
}

const repositoryName = "acme/access";
const appToken = "demo-app-token";
const askerToken = "demo-personal-token";
/** Who asks, who owns what is asked for, and who looks at everything dangerous. */
const cast = { asker: "chidi-eze", owner: "grace-hopper", security: "dmitri-volkov" } as const;
const entitlement = "okta/prod-db-admin";

/**
 * From a request to the access, against GitHub on this machine: a pull request, its comment and its check; an approval that
 * does not count, one that a push voids, the right ones; the merge, and what apply makes of it.
 */
export async function tellPullRequestStory(stage: StoryStage): Promise<void> {
  const { model, repository, folder, environment, play } = stage;
  const people = {
    asker: person(model, cast.asker),
    owner: person(model, cast.owner),
    security: person(model, cast.security),
  };
  const lastApplied = repository.tip();
  const github = createGithubSandbox({
    clock: environment.clock,
    seed: githubSeed(model, {
      repository: repositoryName,
      defaultBranch: demoBranch,
      tip: lastApplied,
      teamMembers,
      personalTokens: { [askerToken]: cast.asker },
      appToken,
    }),
  });
  const loginOf = (email: string): string | null =>
    [...model.users.values()].find((user) => user.email === email)?.github?.login ?? null;
  const followed = followingGit(github, { repository: repository.remote, defaultBranch: demoBranch, loginOf });
  const server = await startSandbox(followed, { clock: environment.clock });
  const approve = (who: User, body: string): void => {
    followed.sync();
    github.state.review(1, { by: login(who), state: "APPROVED", body });
  };
  try {
    const as = (token: string): CliEnvironment => ({
      ...environment,
      env: {
        ...environment.env,
        GITHUB_API_URL: server.url,
        GITHUB_REPOSITORY: repositoryName,
        GITHUB_TOKEN: token,
        ROLECALL_GITHUB_APP: "rolecall",
      },
    });
    const workflow = as(appToken);
    const root = ["--root", repository.root];
    const judge = (says: string, expected: ExitCode): Promise<void> =>
      play({ says, argv: ["approvals", "--pull-request", "1", ...root, "--publish"], expected }, workflow);

    repository.workAs({ name: people.asker.name.display, email: people.asker.email });
    await play(
      {
        says: `${people.asker.name.display} asks for the production databases, for three hours.`,
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
      as(askerToken),
    );
    const branch = github.state.issue(1).pull?.branch ?? "";
    await play(
      {
        says: "The workflow tells the pull request what it would do.",
        argv: ["comment", "--pull-request", "1", ...root],
        expected: exitCodes.done,
      },
      workflow,
    );
    const comment = join(folder, "comment.md");
    writeFileSync(comment, github.state.comments(1)[0]?.body ?? "");
    environment.out(`The comment, as the forge renders it, is in ${comment}\n`);

    approve(people.asker, "I need it.");
    await judge(`${people.asker.name.display} approves the request. It is their own: refused.`, exitCodes.refused);
    approve(people.owner, "The migration is planned; I will watch it.");
    await judge(
      `${people.owner.name.display}, who owns the databases, approves. Security is still missing.`,
      exitCodes.refused,
    );

    repository.switchTo(branch);
    prolong(join(repository.root, `access/grants/${entitlement}/${cast.asker}.yaml`), 30);
    repository.commitAndPush("Half an hour more");
    approve(people.security, "Bounded and ticketed.");
    await judge(
      `${people.asker.name.display} pushes half an hour more, so that the owner's approval is of another change. Then security approves what is there now.`,
      exitCodes.refused,
    );
    approve(people.owner, "Half an hour more is fine.");
    await judge(`${people.owner.name.display} looks again and approves.`, exitCodes.done);
    const sha = repository.squash(
      branch,
      { name: people.security.name.display, email: people.security.email },
      "Give Chidi the production databases for three hours (#1)",
    );
    github.state.merge(1, { by: login(people.security), sha });
    await play(
      {
        says: "It is merged. The workflow applies what was approved, and nothing else.",
        argv: [
          "apply",
          "--unattended",
          "--branch",
          demoBranch,
          "--last-applied",
          lastApplied,
          ...root,
          "--journal",
          join(folder, "after-merge.jsonl"),
        ],
        expected: exitCodes.done,
      },
      workflow,
    );
    environment.out(`\nOn the pull request now stands:\n\n${github.state.comments(1).at(-1)?.body ?? ""}\n`);
  } finally {
    await server.close();
  }
}

function person(model: AccessModel, id: string): User {
  const user = model.users.get(id as UserId);
  if (user === undefined) throw new Error(`the story needs ${id}, whom the company does not have`);
  return user;
}

const login = ({ github }: User): string => github?.login ?? "";

/** Puts the grant's end off by some minutes. */
function prolong(file: string, minutes: number): void {
  const text = readFileSync(file, "utf8");
  const written = /^expires: (\S+)$/m.exec(text)?.[1] ?? "";
  const later = formatInstant(Date.parse(written) + minutes * 60_000);
  writeFileSync(file, text.replace(written, later));
}
