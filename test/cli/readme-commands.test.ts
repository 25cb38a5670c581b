import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { rolecall } from "../support/cli.ts";

/** The commands in the first column of the README's command table, by name. */
function commandsOf(readme: string): readonly string[] {
  const table = /\n## Commands\n\n([\s\S]*?)\n\n/.exec(readme)?.[1] ?? "";
  const rows = table.split("\n").slice(2);
  return rows.flatMap((row) => {
    const cell = row.split("|")[1] ?? "";
    return [...cell.matchAll(/`([a-z-]+)[^`]*`/g)].map(([, name]) => name ?? "");
  });
}

/** The commands that the program lists in its help, `help` itself left out. */
async function commandsOfProgram(): Promise<readonly string[]> {
  const { out } = await rolecall(["--help"]);
  const list = /\nCommands:\n([\s\S]*)$/.exec(out)?.[1] ?? "";
  return [...list.matchAll(/^ {2}([a-z-]+)/gm)].map(([, name]) => name ?? "").filter((name) => name !== "help");
}

describe("the README's command table", () => {
  it("lists each command of the program once, and no other", async () => {
    const listed = commandsOf(readFileSync("README.md", "utf8"));
    expect([...listed].sort()).toEqual([...(await commandsOfProgram())].sort());
  });

  it("is read by name, with and without arguments", () => {
    const readme =
      "\n## Commands\n\n| Command | Does |\n| --- | --- |\n| `why <user> <entitlement>`, `who` | x |\n\nText";
    expect(commandsOf(readme)).toEqual(["why", "who"]);
  });
});
