// Derives from the table of providers (src/model/provider.ts) what the schemas say about them: the names of the providers
// and the types of their groups, in schemas/common.schema.json.
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { tsImport } from "tsx/esm/api";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const table = pathToFileURL(join(root, "src/model/provider.ts")).href;
const { providerTraits, isConnected } = await tsImport(table, import.meta.url);
const providers = Object.keys(providerTraits);

/** The names of the providers with an API, in the order of the table. */
export const connectedProviders = providers.filter(isConnected);

/** The providers whose system file must have `connection.orgUrl`. */
export const providersWithOrgUrl = providers.filter((name) =>
  providerTraits[name].connection?.required.some((field) => field.name === "orgUrl"),
);

/** The file that holds the definitions. */
export const commonSchema = "schemas/common.schema.json";

/** Returns the text of schemas/common.schema.json with the values that the table gives. */
export function schemaOfProviders() {
  const values = {
    provider: providers,
    connectedProvider: connectedProviders,
    groupType: Object.values(providerTraits).flatMap(({ groups }) => Object.keys(groups?.types ?? {})),
  };
  const text = readFileSync(join(root, commonSchema), "utf8");
  return Object.entries(values).reduce((schema, [name, allowed]) => withValues(schema, name, allowed), text);
}

/** Returns the schema's text with the allowed values of one definition replaced. */
function withValues(schema, name, values) {
  const definition = new RegExp(`(\\n    "${name}": \\{[^{}]*"enum": )\\[[^\\]]*\\]`);
  if (!definition.test(schema)) throw new Error(`${commonSchema} has no definition ${name} with an enum.`);
  return schema.replace(definition, (_all, start) => `${start}[${values.map((value) => `"${value}"`).join(", ")}]`);
}
