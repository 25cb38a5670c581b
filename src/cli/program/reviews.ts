import type { Command } from "commander";
import { findingFormats, withFailOn, withFormat, withTree } from "./shared-options.ts";
import type { Wiring } from "./wiring.ts";

/** Commands around a pull request: what it would mean, asking for one, who has to approve it, what GitHub enforces. */
export function wireReviews(program: Command, { environment, end }: Wiring): void {
  withFailOn(withFormat(withTree(program.command("diff")), findingFormats))
    .description("who gains or loses what by a change, and who has to approve it; no network")
    .requiredOption("--base <rev>", "the git revision to compare with")
    .option("--commit <rev>", "compare the files of this git revision instead of the folder's")
    .addHelpText(
      "after",
      "\nExamples:\n  $ rolecall diff --base origin/main\n  $ rolecall diff --base v1 --commit v2 --json",
    )
    .action(async (options) => {
      end(await (await import("../commands/diff.ts")).diff(options, environment));
    });

  withTree(program.command("request"))
    .description("ask for access: writes the grant's file, shows the verdict, opens the pull request")
    .option("--user <user>", "who asks; default: whose address git knows")
    .option("--for <user>", "who shall have it, where that is somebody else; it is recorded")
    .option("--entitlement <entitlement>", "what is asked for, such as okta/prod-db-admin")
    .option("--role <role>", "the role that is asked for")
    .option("--reason <text>", "what it is for")
    .option("--ticket <ticket>", "the ticket it belongs to")
    .option("--starts <instant>", "an instant with a zone, or a day")
    .option("--expires <instant>", "an instant with a zone, or a day")
    .option("--for-duration <duration>", "how long, from the start on: PT4H, P30D")
    .option("--no-input", "never ask; fail with the flag that would have answered")
    .option("--dry-run", "show the file and the verdict; write nothing")
    .option("--draft", "go on although the rules say no")
    .option("--push", "push the branch")
    .option("--open", "push the branch and open the pull request (GITHUB_TOKEN, GITHUB_REPOSITORY)")
    .option("--base <rev>", "what the branch begins at")
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

  withTree(program.command("request-form"))
    .description("make the issue form that asks for access from the catalogue")
    .option("--check", "write nothing; end with 3 where the form is out of date")
    .addHelpText("after", "\nExamples:\n  $ rolecall request-form\n  $ rolecall request-form --check")
    .action(async (options) => {
      end(await (await import("../commands/request-form.ts")).requestForm(options, environment));
    });

  withPullRequest(withFormat(withTree(program.command("approvals"))))
    .description("judge a pull request's reviews: who has to approve, and who did")
    .option("--publish", "say the same as a check on the pull request")
    .addHelpText(
      "after",
      "\nExamples:\n  $ rolecall approvals --pull-request 12\n  $ rolecall approvals --pull-request 12 --publish",
    )
    .action(async (options) => {
      end(await (await import("../commands/approvals.ts")).approvals(options, environment));
    });

  withPullRequest(withTree(program.command("comment")))
    .description("tell a pull request what it would do: one comment, updated in place, and a check")
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
    .description("read the repository's settings back, and say what is not as safety wants it")
    .option("--root <dir>", "the folder that holds access/", ".")
    .addHelpText("after", "\nExamples:\n  $ rolecall doctor\n  $ rolecall doctor --json")
    .action(async (options) => {
      end(await (await import("../commands/doctor.ts")).doctor(options, environment));
    });
}

/** Which pull request, and which commits of it. */
function withPullRequest(command: Command): Command {
  return command
    .requiredOption("--pull-request <number>", "the pull request's number")
    .option("--base <rev>", "the commit that is merged into; default: the base branch's, as the forge says")
    .option("--head <rev>", "the merge's result, as a merge queue names it; default: the commit that was pushed");
}
