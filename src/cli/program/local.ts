import { Argument, type Command, Option } from "commander";
import { withOutput } from "./command-output.ts";
import type { Wiring } from "./wiring.ts";
import { withTree } from "./shared-options.ts";

/** Commands that need no tenant: local servers with the sample company, and the completion of a shell. */
export function wireLocal(program: Command, { environment, end, run }: Wiring): void {
  withOutput(withTree(program.command("sandbox")), "content")
    .description("run local Okta, Google and GitHub servers with this company and some drift")
    .addOption(
      new Option("--drift <how>", "how the sample company's live state differs from its files")
        .choices(["none", "repairable", "all"])
        .default("repairable"),
    )
    .option("--fault <rule...>", "a fault, such as 'okta 500 GET /api/v1/groups' (500, 429, cut-page, drop)")
    .option("--dump <file>", "at the end, write the state, what changed, and the requests by rate limit to this file")
    .option("--lag <lag...>", "how far a server is behind, such as 'okta search 10s' or 'google new-group 45s'")
    .option("--person <user>", "the user whose GitHub token to print; default: the user with git's user.email")
    .addHelpText(
      "after",
      "\nExamples:\n  $ rolecall sandbox\n  $ rolecall sandbox --fault 'google drop GET /admin/directory/v1/users'",
    )
    .action(async (options) => {
      end(await (await import("../commands/sandbox.ts")).sandbox(options, environment));
    });

  withOutput(program.command("demo"), "report")
    .description("run a complete scenario against local servers: from a request to the access")
    .option("--comments <dir>", "write only the pull request's comments of ten typical changes to this folder")
    .addHelpText("after", "\nExamples:\n  $ rolecall demo\n  $ rolecall demo --comments comments")
    .action(async ({ comments }: { readonly comments?: string }) => {
      end(
        comments === undefined
          ? await (await import("../commands/demo.ts")).demo(environment, run)
          : await (await import("../commands/demo-comments.ts")).demoComments(comments, environment, run),
      );
    });

  withOutput(program.command("completion"), "content")
    .description("print a script that completes commands and options in a shell")
    .addArgument(new Argument("<shell>", "the shell").choices(["bash", "zsh", "fish"]))
    .addHelpText(
      "after",
      "\nExamples:\n  $ rolecall completion fish > ~/.config/fish/completions/rolecall.fish\n  $ source <(rolecall completion bash)",
    )
    .action(async (shell) => {
      const { completion } = await import("../commands/completion.ts");
      const { commandTable } = await import("../completion/command-table.ts");
      end(completion(shell, commandTable(program), environment));
    });
}
