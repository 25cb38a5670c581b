import { UsageError } from "../../diagnostics/user-error.ts";
import { type Command, Option } from "commander";
import { withOutput } from "./command-output.ts";
import type { Wiring } from "./wiring.ts";
import { recording } from "../wiring/recording.ts";
import { withDeadline, withFormat, withProviders, withRecording, withTree } from "./shared-options.ts";
import { stoppable } from "../stoppable.ts";

const fullAfterText = "read everything if the last read of everything is this long ago; default: PT24H";

/** Commands that read or write the providers. */
export function wireProviders(program: Command, { environment, end }: Wiring): void {
  withRecording(withDeadline(withProviders(withFormat(withTree(program.command("plan"))))))
    .description("show what would change in the providers; write nothing")
    .option("--observed <path...>", "plan from recorded snapshots (files or folders); no credential is needed")
    .option("--observed-sha256 <hash...>", "refuse a snapshot with another SHA-256; an empty value allows none")
    .option("--max-age <duration>", "refuse a snapshot that is older; default: PT2H")
    .option("--snapshot <file>", "read only the changes since a snapshot of observe")
    .option("--full-after <duration>", fullAfterText)
    .option("--out <file>", "also write the plan as JSON, for apply --plan")
    .option("--verbose", "list each operation with its reasons, not groups of equal ones")
    .option("--detailed-exitcode", "exit with 2 when there are changes")
    .addHelpText(
      "after",
      "\nExamples:\n  $ rolecall plan\n  $ rolecall plan --base origin/main --format markdown\n  $ rolecall plan --observed snapshot.json --detailed-exitcode",
    )
    .action(async (options) => {
      const { plan } = await import("../commands/plan.ts");
      if (options.record !== undefined && options.observed !== undefined)
        throw new UsageError("--record cannot be combined with --observed, because the providers are not read.");
      end(
        await stoppable(options.deadline, environment, (running) =>
          recording(options, running, (recorded) => plan(options, recorded)),
        ),
      );
    });

  withRecording(withDeadline(withProviders(withFormat(withTree(program.command("apply")), ["text", "json"]))))
    .description("plan, ask for confirmation, write, and check each write")
    .addOption(new Option("--observed <path...>", "refused, with the reason").hideHelp())
    .option("--plan <file>", "apply this plan only; refused when it is stale")
    .option("--verbose", "list each operation with its reasons, not groups of equal ones")
    .option("--yes", "do not ask for confirmation")
    .option(
      "--journal <place>",
      "a file; with --unattended also branch:<name> of the remote",
      ".rolecall/journal.jsonl",
    )
    .option("--unattended", "after a merge: apply the approved changes at the tip of the protected branch")
    .option("--branch <name>", "with --unattended: the protected branch", "main")
    .option("--remote <name>", "with --unattended: the git remote", "origin")
    .option("--summary <file>", "with --unattended: the job summary's file")
    .addHelpText(
      "after",
      "\nExamples:\n  $ rolecall apply\n  $ rolecall plan --out plan.json && rolecall apply --plan plan.json\n  $ rolecall apply --unattended --branch main --journal branch:rolecall-journal",
    )
    .action(async (options) => {
      if (options.unattended !== true) {
        const { apply } = await import("../commands/apply.ts");
        end(
          await stoppable(options.deadline, environment, (running) =>
            recording(options, running, (recorded) => apply(options, recorded)),
          ),
        );
        return;
      }
      const interactive = ["plan", "yes", "base", "commit", "observed", "target", "at", "record"].filter(
        (name) => options[name] !== undefined,
      );
      if (interactive.length > 0)
        throw new UsageError(
          `--unattended cannot be combined with ${interactive.map((name) => `--${name}`).join(", ")}.`,
        );
      end(await (await import("../commands/apply-after-merge.ts")).applyUnattended(options, environment));
    });

  withOutput(withRecording(withDeadline(withTree(program.command("observe")))), "content")
    .description("record the current state of the providers")
    .option("--out <file>", "the snapshot file; default: standard output")
    .option("--since <file>", "read only the changes since this snapshot")
    .option("--full-after <duration>", fullAfterText)
    .option("--system <id...>", "read only these systems; the credentials of the others are not needed")
    .option("--base <rev>", "connect as the files of this git revision say, for a change under review")
    .option("--commit <rev>", "read what the files of this git revision need instead of the folder's")
    .option("--all-groups", "read the members of every group, also of groups that are not declared")
    .addHelpText(
      "after",
      "\nExamples:\n  $ rolecall observe --out snapshot.json\n  $ rolecall observe --since snapshot.json --out snapshot.json\n  $ rolecall plan --observed snapshot.json",
    )
    .action(async (options) => {
      const { observe } = await import("../commands/observe.ts");
      end(
        await stoppable(options.deadline, environment, (running) =>
          recording(options, running, (recorded) => observe(options, recorded)),
        ),
      );
    });

  withFormat(program.command("journal").option("--root <dir>", "the folder that holds access/", "."), ["text", "json"])
    .description("verify a journal, and show who changed what and when")
    .argument("[place]", "a file, or branch:<name> of the remote", ".rolecall/journal.jsonl")
    .option("--remote <name>", "the git remote that has the branch", "origin")
    .option("--user <id>", "list the operations of this user")
    .option("--entitlement <id>", "list the operations of this entitlement, such as okta/prod-db-admin")
    .option("--since <instant>", "list the operations from this instant on")
    .option("--until <instant>", "list the operations before this instant")
    .addHelpText(
      "after",
      "\nExamples:\n  $ rolecall journal\n  $ rolecall journal branch:rolecall-journal --user ada-lovelace",
    )
    .action(async (place, options) => {
      end(await (await import("../commands/journal.ts")).journal(place, options, environment));
    });
}
