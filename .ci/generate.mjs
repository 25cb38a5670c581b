// Generates from schemas/*.schema.json: the document types, the answer types, the validators and schemas/README.md.
// With --check it writes nothing and fails where a file differs from a fresh run.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import standaloneCode from "ajv/dist/standalone/index.js";
import { compile } from "json-schema-to-typescript";
import { format, resolveConfig } from "prettier";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = join(root, "schemas");
const answers = ["plan", "diff", "snapshot", "validate", "who", "what", "why", "test"];
const suffix = ".schema.json";
const schemas = new Map(
  readdirSync(folder)
    .filter((name) => name.endsWith(suffix))
    .sort()
    .map((name) => [name.slice(0, -suffix.length), JSON.parse(readFileSync(join(folder, name), "utf8"))]),
);
const kinds = [...schemas.keys()].filter((kind) => kind !== "common");
const written = kinds.filter((kind) => !answers.includes(kind));

/** Standalone validators, CommonJS: ajv's ESM output leaves `require` in place. They never change what they check. */
function validators() {
  const ajv = new Ajv2020({
    schemas: [...schemas.values()],
    strict: true,
    allowUnionTypes: true,
    allErrors: true,
    discriminator: true,
    verbose: false,
    inlineRefs: false,
    code: { source: true, esm: false, lines: true },
  });
  const ids = Object.fromEntries(kinds.map((kind) => [exportName(kind), schemas.get(kind).$id]));
  return `// Generated from schemas/ by \`npm run generate\`; do not edit.\n${standaloneCode.default(ajv, ids)}\n`;
}

/** Types of `of`, through one bundle in which every shared definition has one name. */
async function types(of) {
  const $defs = {};
  for (const [name, definition] of Object.entries(schemas.get("common").$defs)) $defs[name] = bundled(definition, "");
  for (const kind of of) {
    const { $defs: own = {}, $id: _id, $schema: _schema, ...schema } = schemas.get(kind);
    for (const [name, definition] of Object.entries(own)) $defs[`${kind}-${name}`] = bundled(definition, `${kind}-`);
    $defs[kind === "test" ? "test-answer" : `${kind}-document`] = {
      ...bundled(schema, `${kind}-`),
      title: `${pascal(kind)}Document`,
    };
  }
  const documents = Object.fromEntries(
    of.map((kind) => [kind, { $ref: `#/$defs/${kind === "test" ? "test-answer" : `${kind}-document`}` }]),
  );
  const needed = reachable($defs, documents);
  return compile(
    {
      title: "Documents",
      type: "object",
      additionalProperties: false,
      required: of,
      properties: documents,
      $defs: Object.fromEntries(Object.entries($defs).filter(([name]) => needed.has(name))),
    },
    "Documents",
    {
      bannerComment: "// Generated from schemas/ by `npm run generate`; do not edit.",
      additionalProperties: false,
      ignoreMinAndMaxItems: true,
      format: true,
      style: { printWidth: 120 },
    },
  );
}

function bundled(value, prefix) {
  if (Array.isArray(value)) return value.map((item) => bundled(item, prefix));
  if (typeof value !== "object" || value === null) return value;
  if (typeof value.$ref === "string") {
    // A description beside a $ref would make a type of its own for each field.
    const [file, pointer] = value.$ref.split("#/$defs/");
    return { $ref: `#/$defs/${file === "" ? prefix : ""}${pointer}` };
  }
  // A schema that says nothing allows any value; the type generator would make a map of it.
  if (Object.keys(value).length > 0 && Object.keys(value).every((key) => key === "description" || key === "title"))
    if (Object.values(value).every((text) => typeof text === "string")) return { ...value, tsType: "unknown" };
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, bundled(item, prefix)]));
}

function reachable($defs, from) {
  const seen = new Set();
  const visit = (value) => {
    if (Array.isArray(value)) value.forEach(visit);
    else if (typeof value === "object" && value !== null)
      for (const [key, item] of Object.entries(value))
        if (key === "$ref") {
          const name = item.slice("#/$defs/".length);
          if (seen.has(name)) continue;
          seen.add(name);
          visit($defs[name]);
        } else visit(item);
  };
  visit(from);
  return seen;
}

/** The field reference: one table for each kind of document, nested fields with dots. */
function reference() {
  const parts = [readFileSync(join(root, ".ci", "schemas-preface.md"), "utf8").trimEnd()];
  parts.push("## Documents under `access/`");
  for (const kind of written) parts.push(section(kind));
  parts.push("## What the commands print");
  for (const kind of answers) parts.push(section(kind));
  return `${parts.join("\n\n")}\n`;
}

function section(kind) {
  const schema = schemas.get(kind);
  const rows = [];
  fields(schema, { kind, prefix: "", rows, open: [] });
  const table = rows.map(
    ({ name, type, required, description }) =>
      `| \`${name}\` | ${type} | ${required ? "yes" : ""} | ${description.replaceAll("|", "\\|")} |`,
  );
  return [
    `### ${schema.title}`,
    `${schema.description.replaceAll("<", "&lt;").replaceAll("**", "\\*\\*")} Schema: [\`${kind}${suffix}\`](${kind}${suffix}).`,
    ["| Field | Value | Required | Meaning |", "| --- | --- | --- | --- |", ...table].join("\n"),
  ].join("\n\n");
}

function fields(schema, { kind, prefix, rows, open }) {
  const named = Object.entries(schema.properties ?? {}).concat(
    Object.entries(schema.patternProperties ?? {}).map(([pattern, value]) => [
      pattern.replace("^", "").replace("\\..+$", ".NAME"),
      value,
    ]),
    typeof schema.additionalProperties === "object" && Object.keys(schema.additionalProperties).length > 0
      ? [["NAME", schema.additionalProperties]]
      : [],
  );
  for (const [key, value] of named) {
    const { schema: resolved, kind: at, name: definition } = resolve(value, kind);
    const name = prefix === "" ? key : `${prefix}.${key}`;
    rows.push({
      name,
      type: typeOf(resolved, at),
      required: (schema.required ?? []).includes(key),
      description: (value.description ?? resolved.description ?? "").replaceAll("<", "&lt;"),
    });
    if (definition !== undefined && open.includes(definition)) continue;
    const inner = { kind: at, rows, open: definition === undefined ? open : [...open, definition] };
    fields(resolved, { ...inner, prefix: name });
    if (resolved.items !== undefined) {
      const item = resolve(resolved.items, at);
      if (item.name === undefined || !open.includes(item.name))
        fields(item.schema, {
          kind: item.kind,
          rows,
          open: item.name === undefined ? inner.open : [...inner.open, item.name],
          prefix: `${name}[]`,
        });
    }
  }
}

function resolve(schema, kind) {
  if (schema.$ref === undefined) return { schema, kind, name: undefined };
  const [file, name] = schema.$ref.split("#/$defs/");
  const target = file === "" ? kind : file.slice(0, -suffix.length);
  return { schema: schemas.get(target).$defs[name], kind: target, name: `${target}/${name}` };
}

function typeOf(schema, kind) {
  if (schema.enum !== undefined) return schema.enum.map((value) => `\`${value}\``).join(", ");
  const type = [schema.type ?? "any"].flat();
  return type
    .map((name) =>
      name === "array"
        ? `list of ${typeOf(resolve(schema.items, kind).schema, kind)}`
        : name === "object"
          ? "map"
          : name,
    )
    .join(" or ");
}

function pascal(kind) {
  return kind
    .split("-")
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join("");
}

/** As the formatting check wants it. */
async function markdown(text) {
  return format(text, { ...(await resolveConfig(join(folder, "README.md"))), parser: "markdown" });
}

function exportName(kind) {
  return `validate${pascal(kind)}`;
}

const outputs = new Map([
  ["src/formats/validators.generated.cjs", validators()],
  ["src/formats/written.generated.ts", await types(written)],
  ["src/formats/answers.generated.ts", await types(answers)],
  ["schemas/README.md", await markdown(reference())],
]);
const stale = [];
for (const [file, content] of outputs) {
  const path = join(root, file);
  let before;
  try {
    before = readFileSync(path, "utf8");
  } catch {
    before = undefined;
  }
  if (before === content) continue;
  stale.push(file);
  if (!process.argv.includes("--check")) writeFileSync(path, content);
}
if (process.argv.includes("--check")) {
  for (const file of stale) console.error(`${file} differs from what schemas/ gives: run \`npm run generate\``);
  if (stale.length > 0) process.exitCode = 1;
} else console.log(stale.length === 0 ? "nothing to do" : `written: ${stale.join(", ")}`);
