// Generates .vscode/settings.json: which files the YAML extension checks with which schema. The other settings of the
// file stay as they are.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { root, schemas, suffix, written } from "./schemas.mjs";

const path = join(root, ".vscode", "settings.json");

/** Returns the text of the file. */
export async function editorSettings() {
  const settings = JSON.parse(readFileSync(path, "utf8"));
  const globs = written.map((kind) => [`./schemas/${kind}${suffix}`, globOf(kind)]);
  const text = JSON.stringify({ ...settings, "yaml.schemas": Object.fromEntries(globs) });
  return format(text, { ...(await resolveConfig(path)), parser: "json" });
}

/** Returns the files of a kind as a glob. Its schema's description begins with their path. */
function globOf(kind) {
  const [pattern] = /^access\/[^\s:]+\.yaml/.exec(schemas.get(kind).description) ?? [];
  if (pattern === undefined) throw new Error(`The description of ${kind}${suffix} does not begin with a path.`);
  const folders = pattern.split("/").slice(0, -1);
  const isVariable = (part) => /[<*]/.test(part);
  if (!isVariable(pattern)) return pattern;
  const variable = folders.findIndex(isVariable);
  if (variable === -1) return [...folders, "*.yaml"].join("/");
  return [...folders.slice(0, variable), "**", "*.yaml"].join("/");
}
