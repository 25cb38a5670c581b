import type { Command } from "commander";
import type { Wiring } from "./wiring.ts";
import { withFormat, withTree } from "./shared-options.ts";

/** Commands that answer questions about assignments and responsibilities from the files. */
export function wireQuestions(program: Command, { environment, end }: Wiring): void {
  withFormat(withTree(program.command("why")))
    .description("show why a user has an entitlement, with file and line")
    .argument("<user>", "a user's id, such as ada-lovelace")
    .argument("<entitlement>", "such as okta/prod-db-admin")
    .option("--commit <rev>", "ask the files of this git revision, or of the commit in force at an instant")
    .addHelpText(
      "after",
      "\nExamples:\n  $ rolecall why ada-lovelace okta/prod-db-admin\n  $ rolecall why ada-lovelace google/eng-all --at 2026-12-01T15:00:00Z --json\n\nThe commit of the default branch that was in force then answers a past --at.",
    )
    .action(async (user: string, entitlement: string, options) => {
      end(await (await import("../commands/ask.ts")).askWhy(user, entitlement, options, environment));
    });

  withFormat(withTree(program.command("who")))
    .description("list the users who have an entitlement")
    .argument("<entitlement>", "such as okta/prod-db-admin")
    .option("--all", "include future holders")
    .option("--commit <rev>", "ask the files of this git revision, or of the commit in force at an instant")
    .addHelpText(
      "after",
      "\nExamples:\n  $ rolecall who okta/prod-db-admin\n  $ rolecall who okta/prod-db-admin --all --at 2026-12-01T15:00:00Z\n\nThe commit of the default branch that was in force then answers a past --at.",
    )
    .action(async (entitlement: string, options) => {
      end(await (await import("../commands/ask.ts")).askWho(entitlement, options, environment));
    });

  withFormat(withTree(program.command("what")))
    .description("list the entitlements of a user")
    .argument("<user>", "a user's id, such as ada-lovelace")
    .option("--all", "include future entitlements")
    .option("--commit <rev>", "ask the files of this git revision, or of the commit in force at an instant")
    .addHelpText(
      "after",
      "\nExamples:\n  $ rolecall what ada-lovelace\n  $ rolecall what ada-lovelace --all --json\n\nThe commit of the default branch that was in force then answers a past --at.",
    )
    .action(async (user: string, options) => {
      end(await (await import("../commands/ask.ts")).askWhat(user, options, environment));
    });

  withTree(program.command("handover"))
    .description("propose the edits that hand over what a user owns, manages, sponsors and approves")
    .argument("<user>", "the id of the user who leaves")
    .option("--to <user>", "the user who takes over; default: the first active user up the line of managers")
    .option("--write", "write the files instead of printing a patch")
    .option("--json", "print the places and the edited files as JSON")
    .addHelpText(
      "after",
      "\nExamples:\n  $ rolecall handover yuki-tanaka\n  $ rolecall handover yuki-tanaka --to charles-babbage --write",
    )
    .action(async (user: string, options) => {
      end(await (await import("../commands/handover.ts")).handover(user, options, environment));
    });
}
