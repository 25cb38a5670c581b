// Generates the tables that follow from folders: every rule in src/policy/rules/, and for every provider with an API its
// connector from src/providers/ and its row of the contract tests from test/contract/. Each is exported under the name of
// its file or folder.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { connectedProviders } from "./provider-names.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Returns the text of each table by the path of its file. */
export function folderTables() {
  return new Map([
    ["src/policy/rules.generated.ts", ruleTable()],
    ["src/providers/connectors.generated.ts", connectorTable()],
    ["test/contract/candidates.generated.ts", candidateTable()],
  ]);
}

function ruleTable() {
  const names = readdirSync(join(root, "src/policy/rules"))
    .filter((file) => file.endsWith(".ts"))
    .map((file) => file.slice(0, -".ts".length))
    .sort();
  return [
    "// Generated from src/policy/rules/ by `npm run generate`; do not edit.",
    ...names.map((name) => `import { ${camel(name)} } from "./rules/${name}.ts";`),
    "",
    "/** Every built-in least-privilege rule, by file name. */",
    "export const rules = [",
    ...names.map((name) => `  ${camel(name)},`),
    "] as const;",
    "",
  ].join("\n");
}

function connectorTable() {
  return [
    "// Generated from src/model/provider.ts by `npm run generate`; do not edit.",
    ...connectedProviders.map((name) => `import { ${connectorOf(name)} } from "./${name}/connect.ts";`),
    "",
    "/** The function that connects each provider with an API. */",
    "export const connectorTable = {",
    ...connectedProviders.map((name) => `  ${JSON.stringify(name)}: ${connectorOf(name)},`),
    "} as const;",
    "",
  ].join("\n");
}

function candidateTable() {
  return [
    "// Generated from src/model/provider.ts by `npm run generate`; do not edit.",
    ...connectedProviders.map((name) => `import { ${candidateOf(name)} } from "./${name}-subject.ts";`),
    "",
    "/** The row of each provider with an API in the contract tests. */",
    "export const candidateTable = {",
    ...connectedProviders.map((name) => `  ${JSON.stringify(name)}: ${candidateOf(name)},`),
    "} as const;",
    "",
  ].join("\n");
}

const candidateOf = (provider) => `${camel(provider)}Candidate`;
const connectorOf = (provider) => camel(`connect-${provider}`);

/** Returns `too-long` as `tooLong`. */
function camel(name) {
  return name.replaceAll(/-([a-z])/g, (_dash, letter) => letter.toUpperCase());
}
