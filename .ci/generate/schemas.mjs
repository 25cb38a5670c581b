// Reads schemas/*.schema.json and resolves their references.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
export const folder = join(root, "schemas");
export const suffix = ".schema.json";

const texts = readdirSync(folder)
  .filter((name) => name.endsWith(suffix))
  .sort()
  .map((name) => [name.slice(0, -suffix.length), readFileSync(join(folder, name), "utf8")]);

/** The schemas by kind, `common` included. */
export const schemas = new Map(texts.map(([kind, text]) => [kind, JSON.parse(text)]));

/** SHA-256 of all schema files. */
export const schemasDigest = createHash("sha256").update(JSON.stringify(texts)).digest("hex");

/** The schemas of JSON output of the commands. */
export const answers = [
  "plan",
  "diff",
  "snapshot",
  "validate",
  "who",
  "what",
  "why",
  "handover",
  "test",
  "journal",
  "doctor",
  "credentials",
  "explain",
  "apply-result",
  "approvals-result",
  "run-result",
];
export const kinds = [...schemas.keys()].filter((kind) => kind !== "common");
/** The schemas of documents under access/. */
export const written = kinds.filter((kind) => !answers.includes(kind));

/**
 * Returns the target schema of a `$ref` in the schema of `kind`, the kind that contains it, and its key `kind/name`; `kind`
 * for a complete document.
 */
export function resolve(schema, kind) {
  if (schema.$ref === undefined) return { schema, kind, key: undefined };
  const [file, name] = schema.$ref.split("#/$defs/");
  const target = file === "" ? kind : file.slice(0, -suffix.length);
  const found = name === undefined ? schemas.get(target) : schemas.get(target)?.$defs?.[name];
  if (found === undefined) throw new Error(`${kind}${suffix} refers to ${schema.$ref}, which does not exist`);
  return { schema: found, kind: target, key: name === undefined ? target : `${target}/${name}` };
}

/** Returns `separation-of-duties` as `SeparationOfDuties`. */
export function pascal(kind) {
  return kind
    .split("-")
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join("");
}
