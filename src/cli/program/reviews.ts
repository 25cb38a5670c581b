import type { Command } from "commander";
import { withOutput } from "./command-output.ts";
import { findingFormats, withFailOn, withFormat, withTree } from "./shared-options.ts";
import type { Wiring } from "./wiring.ts";

/** Commands for pull requests: their effect, opening one, their approvals, and the repository's settings. */
export function wireReviews(program: Command, { environment, end }: Wiring): void {
  withFailOn(withFormat(withTree(program.command("diff")), findingFormats))
    .description("show who gains or loses access by a change, and who must approve it; no network")
    .requiredOption("--base <rev>", "the git revision to compare with, or the commit in force at an instant")
    .option(
      "--commit <rev>",
      "compare the files of this git revision, or of the commit in force at an instant, instead of the folder's",
    )
    .addHelpText(
      "after",
      "\nExamples:\n  $ rolecall diff --base origin/main\n  $ rolecall diff --base v1 --commit v2 --json",
    )
    .action(async (options) => {
      end(await (await import("../commands/diff.ts")).diff(options, environment));
    });

  withOutput(withTree(program.command("request")), "report")
    .description("request access: write the grant's file, show the verdict, open the pull request")
    .option("--user <user>", "the requester; default: the user with git's user.email")
    .option("--for <user>", "the user who gets the access; default: the requester. The requester is recorded")
    .option("--entitlement <entitlement>", "the requested entitlement, such as okta/prod-db-admin")
    .option("--role <role>", "the requested role")
    .option("--reason <text>", "why the access is needed")
    .option("--ticket <ticket>", "the related ticket")
    .option("--starts <instant>", "when the access starts: an instant with a zone, or a day")
    .option("--expires <instant>", "when the access expires: an instant with a zone, or a day")
    .option("--for-duration <duration>", "how long the access lasts: 4h, 3 days, PT4H")
    .option("--no-input", "ask no questions; fail and name the missing option")
    .option("--dry-run", "show the file and the verdict; write nothing")
    .option("--draft", "propose a request that breaks rules, for discussion")
    .option("--push", "push the branch")
    .option("--open", "push the branch and open the pull request (GITHUB_TOKEN, GITHUB_REPOSITORY)")
    .option("--publish <branch>", "push a request that was committed earlier, and open its pull request")
    .option("--base <rev>", "the revision that the branch starts from")
    .option("--remote <name>", "the remote to push to")
    .option("--from-issue <file>", "take the answers from the body of a filled issue form")
    .option("--author <login>", "with --from-issue: the issue's author")
    .option("--author-id <id>", "with --from-issue: the author's immutable id")
    .option("--issue <number>", "with --from-issue and --open: answer on this issue")
    .addHelpText(
      "after",
      '\nExamples:\n  $ rolecall request\n  $ rolecall request --entitlement okta/prod-db-admin --reason "Migrate the orders database" --for-duration PT4H --open',
    )
    .action(async (options) => {
      end(await (await import("../commands/request.ts")).request(options, environment));
    });

  withOutput(withTree(program.command("request-form")), "report")
    .description("generate the issue form for access requests from the catalogue")
    .option("--check", "write nothing; exit with 3 when the form is out of date")
    .addHelpText("after", "\nExamples:\n  $ rolecall request-form\n  $ rolecall request-form --check")
    .action(async (options) => {
      end(await (await import("../commands/request-form.ts")).requestForm(options, environment));
    });

  withPullRequest(withFormat(withTree(program.command("approvals"))))
    .description("show who must approve a pull request, and who approved it")
    .option("--publish", "publish the result as a check on the pull request")
    .addHelpText(
      "after",
      "\nExamples:\n  $ rolecall approvals --pull-request 12\n  $ rolecall approvals --pull-request 12 --publish",
    )
    .action(async (options) => {
      end(await (await import("../commands/approvals.ts")).approvals(options, environment));
    });

  withOutput(withTree(program.command("ratify")), "report")
    .description("open a pull request whose approvals cover commits on the protected branch that are not approved")
    .option("--branch <name>", "the protected branch; default: the default branch of the remote")
    .option("--remote <name>", "the remote to push to")
    .option("--dry-run", "only list the commits; exit with 4 while there are any")
    .addHelpText("after", "\nExamples:\n  $ rolecall ratify --dry-run\n  $ rolecall ratify --branch main")
    .action(async (options) => {
      end(await (await import("../commands/ratify.ts")).ratify(options, environment));
    });

  withOutput(withPullRequest(withTree(program.command("comment"))), "content")
    .description("publish the effect of a pull request as a comment, updated in place, and a check")
    .option("--plan <file>", "a plan of the same change that rolecall plan --out wrote")
    .option("--summary <file>", "the job summary's file")
    .addHelpText(
      "after",
      "\nExamples:\n  $ rolecall comment --pull-request 12\n  $ rolecall comment --pull-request 12 --plan plan.json --summary summary.md",
    )
    .action(async (options) => {
      end(await (await import("../commands/comment.ts")).comment(options, environment));
    });

  withFormat(program.command("doctor"))
    .description("check the repository's settings, or the providers' credentials, and report what is unsafe or missing")
    .option("--root <dir>", "the folder that contains access/", ".")
    .option(
      "--providers",
      "check which identity each credential is, what it may do, and what is missing; changes nothing",
    )
    .addHelpText(
      "after",
      "\nExamples:\n  $ rolecall doctor\n  $ rolecall doctor --providers\n  $ rolecall doctor --json",
    )
    .action(async (options) => {
      if (options.providers === true) {
        end(await (await import("../commands/doctor-providers.ts")).doctorProviders(options, environment));
        return;
      }
      end(await (await import("../commands/doctor.ts")).doctor(options, environment));
    });

  withOutput(program.command("freeze"), "report")
    .description("stop the unattended runs by a branch of the remote")
    .requiredOption("--reason <text>", "why, as one line; every stopped run shows it")
    .option("--root <dir>", "the folder that contains access/", ".")
    .option("--remote <name>", "the git remote", "origin")
    .addHelpText("after", '\nExamples:\n  $ rolecall freeze --reason "An unknown account is in the administrators"')
    .action(async (options) => {
      end(await (await import("../commands/freeze.ts")).freeze(options, environment));
    });

  withOutput(program.command("unfreeze"), "report")
    .description("let the unattended runs start again")
    .option("--root <dir>", "the folder that contains access/", ".")
    .option("--remote <name>", "the git remote", "origin")
    .addHelpText("after", "\nExamples:\n  $ rolecall unfreeze")
    .action(async (options) => {
      end(await (await import("../commands/freeze.ts")).unfreeze(options, environment));
    });
}

/** Adds the options that name a pull request and its commits. */
function withPullRequest(command: Command): Command {
  return command
    .requiredOption("--pull-request <number>", "the pull request's number")
    .option("--branch <name>", "the protected branch: a pull request into another branch is refused", "main")
    .option("--base <rev>", "the commit to merge into; default: the tip of the base branch on GitHub")
    .option("--head <rev>", "the merge result, as a merge queue names it; default: the pull request's head");
}
