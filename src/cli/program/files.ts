import type { Command } from "commander";
import { withOutput } from "./command-output.ts";
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

  withFormat(program.command("explain"), ["text", "json"])
    .description("explain a code and how to fix its findings")
    .argument("[code]", "such as lp/too-long, or a family such as guard; default: all codes")
    .addHelpText("after", "\nExamples:\n  $ rolecall explain lp/too-long\n  $ rolecall explain")
    .action(async (code: string | undefined, options) => {
      end(await (await import("../commands/explain.ts")).explain(code, options, environment));
    });

  withOutput(withTree(program.command("codeowners")), "content")
    .description("generate CODEOWNERS from the files, so that GitHub requests reviews from the owners")
    .option("--write", "write .github/CODEOWNERS under --root")
    .option("--check", "compare with .github/CODEOWNERS, byte for byte; exit with 3 when it differs")
    .addHelpText("after", "\nExamples:\n  $ rolecall codeowners --write\n  $ rolecall codeowners --check")
    .action(async (options) => {
      end(await (await import("../commands/codeowners.ts")).codeowners(options, environment));
    });

  withOutput(withTree(program.command("baseline")), "report")
    .description("accept the current findings at adoption; later remove entries that are fixed")
    .option("--owner <owner>", "for a first baseline: the owner, a user's id or a team")
    .option("--due <day>", "for a first baseline: the day or instant when it expires")
    .option("--dry-run", "show what would be written; write nothing")
    .option("--observed <file>", "also judge the rules on the providers' state, from a recorded snapshot")
    .addHelpText(
      "after",
      '\nExamples:\n  $ rolecall baseline --owner "@acme/security" --due 2027-06-30\n  $ rolecall baseline --observed snapshot.json\n  $ rolecall baseline',
    )
    .action(async (options) => {
      end(await (await import("../commands/baseline.ts")).baseline(options, environment));
    });
}
