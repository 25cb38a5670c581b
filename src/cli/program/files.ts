import type { Command } from "commander";
import type { Wiring } from "./wiring.ts";
import { findingFormats, withFailOn, withFormat, withTree } from "./shared-options.ts";

/** Commands that read the files under access/ and nothing else. */
export function wireFiles(program: Command, { environment, end }: Wiring): void {
  withFailOn(withFormat(withTree(program.command("validate")), findingFormats))
    .description("check every file, rule and test; no network")
    .option("--base <rev>", "judge the change since this git revision as well")
    .option("--commit <rev>", "check the files of this git revision instead of the folder's")
    .addHelpText("after", "\nExamples:\n  $ rolecall validate\n  $ rolecall validate --base origin/main --json")
    .action(async (options) => {
      end(await (await import("../commands/validate.ts")).validate(options, environment));
    });

  withFormat(withTree(program.command("test")), findingFormats)
    .description("run the policy tests under access/tests")
    .addHelpText("after", "\nExamples:\n  $ rolecall test\n  $ rolecall test --at 2027-01-01T00:00:00Z")
    .action(async (options) => {
      end(await (await import("../commands/test.ts")).test(options, environment));
    });

  program
    .command("explain")
    .description("what a code means and what to do about it")
    .argument("[code]", "such as lp/too-long, or a family such as guard; without one: every code")
    .addHelpText("after", "\nExamples:\n  $ rolecall explain lp/too-long\n  $ rolecall explain")
    .action(async (asked: string | undefined) => {
      end(await (await import("../commands/explain.ts")).explain(asked, environment));
    });

  withTree(program.command("codeowners"))
    .description("generate CODEOWNERS from the files: whom the forge asks to review what")
    .option("--write", "write .github/CODEOWNERS under --root")
    .option("--check", "compare with .github/CODEOWNERS, byte for byte; end with 3 where it differs")
    .addHelpText("after", "\nExamples:\n  $ rolecall codeowners --write\n  $ rolecall codeowners --check")
    .action(async (options) => {
      end(await (await import("../commands/codeowners.ts")).codeowners(options, environment));
    });

  withTree(program.command("baseline"))
    .description("accept what the rules find at adoption; later only take out what is cured")
    .option("--owner <owner>", "for a first baseline: who sees to it, a user's id or a team")
    .option("--due <day>", "for a first baseline: until when it is accepted")
    .option("--dry-run", "show what would be written; write nothing")
    .addHelpText(
      "after",
      '\nExamples:\n  $ rolecall baseline --owner "@acme/security" --due 2027-06-30\n  $ rolecall baseline',
    )
    .action(async (options) => {
      end(await (await import("../commands/baseline.ts")).baseline(options, environment));
    });
}
