import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { User } from "../../model/documents.ts";
import type { GithubSandbox } from "../../sandbox/github/github-sandbox.ts";
import type { CliEnvironment } from "../environment.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { type DemoRepository, demoBranch } from "./repository.ts";
import type { Play } from "./step.ts";

export interface DirectPushScenario {
  readonly repository: DemoRepository;
  readonly github: GithubSandbox;
  /** The author of the push, who gains the access, and the manager, who can approve it. */
  readonly people: { readonly author: User; readonly manager: User };
  /** The environment of the workflows, and of the author. */
  readonly environments: { readonly workflow: CliEnvironment; readonly author: CliEnvironment };
  readonly play: Play;
  /** Records an approval of a pull request. */
  readonly approve: (number: number, by: User, body: string) => void;
  /** Applies the tip as the workflow does. */
  readonly apply: (title: string, expected: ExitCode) => Promise<void>;
}

const entitlement = "okta/crm";
/** The pull request after that of the request. */
const number = 2;

/** Runs the steps from a push without a pull request, which is withheld, to its ratification. */
export async function runDirectPushScenario(stage: DirectPushScenario): Promise<void> {
  const { repository, github, people, environments, play, approve, apply } = stage;
  const { author, manager } = people;
  repository.workAs({ name: author.name.display, email: author.email });
  const path = join(repository.root, `access/grants/${entitlement}/${author.id}.yaml`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(
    path,
    `user: ${author.id}\nentitlement: ${entitlement}\nreason: Checks the orders after the migration\n`,
  );
  repository.commitAndPush("Give Chidi the CRM");
  await apply(
    `${author.name.display} pushes a grant to ${demoBranch} without a pull request: withheld.`,
    exitCodes.refused,
  );
  await play(
    {
      title: "A pull request without a change of files asks for the missing approval.",
      argv: ["ratify", "--branch", demoBranch],
      expected: exitCodes.done,
      shown: [/^Pull request: /],
    },
    environments.author,
  );
  const branch = github.state.issue(number).pull?.branch ?? "";
  approve(number, manager, "The grant is fine.");
  await play(
    {
      title: `${manager.name.display}, the manager, approves the pull request.`,
      argv: ["approvals", "--pull-request", String(number), "--publish"],
      expected: exitCodes.done,
      shown: [/^Approved: /],
    },
    environments.workflow,
  );
  const committer = { name: manager.name.display, email: manager.email };
  const sha = repository.squash(branch, committer, `Ratify the grant of the CRM (#${number})`);
  github.state.merge(number, { by: manager.github?.login ?? "", sha });
  await apply("The pull request is merged. The workflow applies the grant.", exitCodes.done);
}
