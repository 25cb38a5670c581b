import { UsageError } from "../../diagnostics/user-error.ts";
import { type Command, Option } from "commander";
import type { Wiring } from "./wiring.ts";
import { withFormat, withTree, withProviders } from "./shared-options.ts";

/** Commands that read or write the providers. */
export function wireProviders(program: Command, { environment, end }: Wiring): void {
  withProviders(withFormat(withTree(program.command("plan"))))
    .description("show what would change in the providers; writes nothing")
    .option("--observed <file>", "plan from a recorded snapshot instead of the providers; no credential is needed")
    .option("--out <file>", "also write the plan as JSON, for apply --plan")
    .option("--detailed-exitcode", "end with 2 when there are changes")
    .addHelpText(
      "after",
      "\nExamples:\n  $ rolecall plan\n  $ rolecall plan --base origin/main --format markdown\n  $ rolecall plan --observed snapshot.json --detailed-exitcode",
    )
    .action(async (options) => {
      end(await (await import("../commands/plan.ts")).plan(options, environment));
    });

  withProviders(withFormat(withTree(program.command("apply")), ["text", "json"]))
    .description("plan, ask, write, and check what was written")
    .addOption(new Option("--observed <file>", "refused, with the reason").hideHelp())
    .option("--plan <file>", "apply this plan only; refused when the world has moved since")
    .option("--yes", "do not ask for confirmation")
    .option("--journal <file>", "where the journal is kept", ".rolecall/journal.jsonl")
    .option("--unattended", "after a merge: carry out the tip of the protected branch, as far as it was approved")
    .option("--branch <name>", "with --unattended: the protected branch", "main")
    .option("--last-applied <rev>", "with --unattended: what the providers follow already, while there is no journal")
    .option("--remote <name>", "with --unattended: the git remote", "origin")
    .option("--summary <file>", "with --unattended: the job summary's file")
    .addHelpText(
      "after",
      "\nExamples:\n  $ rolecall apply\n  $ rolecall plan --out plan.json && rolecall apply --plan plan.json\n  $ rolecall apply --unattended --branch main",
    )
    .action(async (options) => {
      if (options.unattended !== true) {
        end(await (await import("../commands/apply.ts")).apply(options, environment));
        return;
      }
      const alone = ["plan", "yes", "base", "commit", "observed", "target", "at"].filter(
        (name) => options[name] !== undefined,
      );
      if (alone.length > 0)
        throw new UsageError(
          `--unattended decides by itself what is carried out: leave ${alone.map((name) => `--${name}`).join(", ")} out.`,
        );
      end(await (await import("../commands/apply-after-merge.ts")).applyUnattended(options, environment));
    });

  withTree(program.command("observe"))
    .description("record what the providers hold now")
    .option("--out <file>", "the snapshot file; default: standard output")
    .option("--all-groups", "read the members of every group, declared or not")
    .addHelpText(
      "after",
      "\nExamples:\n  $ rolecall observe --out snapshot.json\n  $ rolecall plan --observed snapshot.json",
    )
    .action(async (options) => {
      end(await (await import("../commands/observe.ts")).observe(options, environment));
    });

  program
    .command("journal")
    .description("check that the record of what was done was not altered")
    .argument("[file]", "the journal", ".rolecall/journal.jsonl")
    .addHelpText("after", "\nExamples:\n  $ rolecall journal\n  $ rolecall journal kept/journal.jsonl")
    .action(async (file: string) => {
      end(await (await import("../commands/journal.ts")).journal(file, environment));
    });
}
