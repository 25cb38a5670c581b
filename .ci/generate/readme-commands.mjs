// Generates the table of the commands in README.md from their declarations in src/cli/program/.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { format, resolveConfig } from "prettier";
import { tsImport } from "tsx/esm/api";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const declarations = pathToFileURL(join(root, "src/cli/program/all-commands.ts")).href;
const heading = "\n## Commands\n\n";

/** Returns the text of README.md with the table of the commands, which follows its heading. */
export async function readmeWithCommands() {
  const { declaredCommands } = await tsImport(declarations, import.meta.url);
  const file = join(root, "README.md");
  const text = readFileSync(file, "utf8");
  const start = text.indexOf(heading) + heading.length;
  const end = text.indexOf("\n\n", start);
  if (start < heading.length || text[start] !== "|" || end < 0)
    throw new Error("README.md has no table under the heading Commands.");
  const rows = declaredCommands().map((command) => `| \`${usageOf(command)}\` | ${sentence(command.description())} |`);
  const table = ["| Command | Description |", "| --- | --- |", ...rows].join("\n");
  const options = await resolveConfig(file);
  const formatted = await format(`${table}\n`, { ...options, parser: "markdown" });
  return text.slice(0, start) + formatted.trimEnd() + text.slice(end);
}

/** Returns the command's name, arguments and required options: `why <user> <entitlement>`, `diff --base <rev>`. */
function usageOf(command) {
  const named = command.registeredArguments.map((argument) =>
    argument.required ? `<${argument.name()}>` : `[${argument.name()}]`,
  );
  const required = command.options.filter(({ mandatory }) => mandatory).map(({ flags }) => flags);
  return [command.name(), ...named, ...required].join(" ");
}

const sentence = (text) => `${text[0].toUpperCase()}${text.slice(1)}.`.replaceAll("|", "\\|");
