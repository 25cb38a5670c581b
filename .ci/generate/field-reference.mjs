// Generates schemas/README.md: a table of fields for each kind of document. A definition that several fields refer to
// has one section, and those fields link to it.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { format, resolveConfig } from "prettier";
import { stringify } from "yaml";
import { examples, requiredWhen } from "./conditions.mjs";
import { answers, folder, kinds, resolve, root, schemas, suffix, written } from "./schemas.mjs";

/** Returns the text of the page. */
export async function fieldReference() {
  const shared = sharedDefinitions();
  const linkTo = linksTo(shared);
  const parts = [
    readFileSync(join(root, ".ci", "generate", "preface.md"), "utf8").trimEnd(),
    "## Documents under `access/`",
    ...written.map((kind) => documentSection(kind, linkTo)),
    "## What the commands print",
    ...answers.map((kind) => documentSection(kind, linkTo)),
    "## Shared values and structures",
    ...[...shared.values()].map((definition) => definitionSection(definition, linkTo)),
    linkTargets(shared),
  ];
  const options = await resolveConfig(join(folder, "README.md"));
  return format(`${parts.join("\n\n")}\n`, { ...options, parser: "markdown" });
}

/** Returns the definitions that more than one place refers to, by key, in the order of their titles. */
function sharedDefinitions() {
  const uses = new Map();
  const count = (value, kind) => {
    if (typeof value !== "object" || value === null) return;
    if (typeof value.$ref === "string") {
      const { key } = resolve(value, kind);
      uses.set(key, (uses.get(key) ?? 0) + 1);
    }
    for (const inner of Object.values(value)) count(inner, kind);
  };
  for (const [kind, schema] of schemas) count(schema, kind);
  const shared = [...uses]
    .filter(([key, times]) => times > 1 && !isDocument(key))
    .map(([key]) => {
      const [kind, name] = key.split("/");
      return [key, { kind, schema: schemas.get(kind).$defs[name] }];
    });
  return new Map(shared.sort(([, { schema: a }], [, { schema: b }]) => (a.title < b.title ? -1 : 1)));
}

/** Returns whether a key is a complete document, which has a section of its own. */
const isDocument = (key) => schemas.has(key);

/** Returns a function that returns the link to a shared definition or a document by key; undefined for other keys. */
function linksTo(shared) {
  const targets = [...shared, ...kinds.map((kind) => [kind, { schema: schemas.get(kind) }])];
  const links = new Map(targets.map(([key, { schema }]) => [key, `[${schema.title}]`]));
  return (key) => links.get(key);
}

/** Returns the link definitions: each title with the anchor of its section. */
function linkTargets(shared) {
  const titles = [...shared.values()].map(({ schema }) => schema.title);
  const anchors = [...titles, ...[...written, ...answers].map((kind) => schemas.get(kind).title)].map(anchorOf);
  const repeated = anchors.filter((anchor, at) => anchors.indexOf(anchor) < at);
  if (repeated.length > 0) throw new Error(`Duplicate anchors in schemas/README.md: ${repeated.join(", ")}`);
  return [...titles, ...linkedDocuments()].map((title) => `[${title}]: #${anchorOf(title)}`).join("\n");
}

/** Returns the titles of the documents that are a field of another one. */
function linkedDocuments() {
  const texts = [...schemas.values()].map((schema) => JSON.stringify(schema));
  return kinds
    .filter((kind) => texts.some((text) => text.includes(`"$ref":"${kind}${suffix}"`)))
    .map((kind) => schemas.get(kind).title);
}

/** Returns the anchor that GitHub gives a heading. */
function anchorOf(heading) {
  return heading
    .toLowerCase()
    .replaceAll(/[^\w\- ]/g, "")
    .replaceAll(" ", "-");
}

function documentSection(kind, linkTo) {
  const schema = schemas.get(kind);
  const link = `Schema: [\`${kind}${suffix}\`](${kind}${suffix}).`;
  const parts = [`### ${schema.title}`, `${prose(schema.description)} ${link}`, table(schema, kind, linkTo)];
  return [...parts, ...exampleOf(kind)].join("\n\n");
}

/** Returns the example of a document under access/; nothing for what a command prints. */
function exampleOf(kind) {
  const { path, text } = sampleOf(kind) ?? writtenExampleOf(schemas.get(kind)) ?? {};
  if (path === undefined) return [];
  const yaml = text.replace(/^# yaml-language-server:.*\n/, "").trimEnd();
  return [`Example, \`${path}\`:`, `\`\`\`yaml\n${yaml}\n\`\`\``];
}

/** Returns the sample company's file of a kind; undefined without one. */
function sampleOf(kind) {
  const path = examples[kind];
  return path === undefined ? undefined : { path, text: readFileSync(join(root, path), "utf8") };
}

/** Returns the first of a schema's `examples`, at the path that its fields give; undefined without one. */
function writtenExampleOf({ description, examples: [example] = [] }) {
  if (example === undefined) return undefined;
  const [pattern] = /^access\/[^:]+/.exec(description);
  return {
    path: pattern.replaceAll(/<(\w+)>/g, (_all, name) => example[name] ?? "example"),
    text: stringify(example, { flowCollectionPadding: true }),
  };
}

function definitionSection({ kind, schema }, linkTo) {
  const described = `${prose(schema.description)} Value: ${valueOf(schema, kind, linkTo)}.`;
  return [`### ${schema.title}`, described, table(schema, kind, linkTo)].filter((part) => part !== "").join("\n\n");
}

/** Returns the table of the fields; empty for a value without fields. */
function table(schema, kind, linkTo) {
  const rows = rowsOf(schema, { kind, prefix: "", linkTo });
  if (rows.length === 0) return "";
  return [
    "| Field | Value | Required | Meaning |",
    "| --- | --- | --- | --- |",
    ...rows.map(({ name, value, isRequired, condition, meaning }) =>
      [`| \`${name}\``, value, isRequired ? "yes" : condition, `${meaning.replaceAll("|", "\\|")} |`].join(" | "),
    ),
  ].join("\n");
}

/** Returns a row for each field, including nested fields. Fields of a linked definition are in its section. */
function rowsOf(schema, { kind, prefix, linkTo }) {
  const own = namedFields(schema).flatMap(([key, field]) => {
    const { schema: resolved, kind: at, key: definition } = resolve(field, kind);
    const name = prefix === "" ? key : `${prefix}.${key}`;
    const row = {
      name,
      value: valueOf(field, kind, linkTo),
      isRequired: (schema.required ?? []).includes(key),
      condition: conditionOf(kind, name),
      meaning: prose(field.description ?? resolved.description ?? ""),
    };
    return [row, ...(linkTo(definition) === undefined ? rowsOf(resolved, { kind: at, prefix: name, linkTo }) : [])];
  });
  if (schema.items === undefined) return own;
  const item = resolve(schema.items, kind);
  if (linkTo(item.key) !== undefined) return own;
  return [...own, ...rowsOf(item.schema, { kind: item.kind, prefix: `${prefix}[]`, linkTo })];
}

function conditionOf(kind, name) {
  const condition = requiredWhen[kind]?.[name];
  return condition === undefined ? "" : `if ${condition}`;
}

function namedFields({ properties = {}, patternProperties = {}, additionalProperties }) {
  const isMap = typeof additionalProperties === "object" && Object.keys(additionalProperties).length > 0;
  return [
    ...Object.entries(properties),
    ...Object.entries(patternProperties).map(([pattern, value]) => [
      pattern.replace("^", "").replace("\\..+$", ".NAME"),
      value,
    ]),
    ...(isMap ? [["NAME", additionalProperties]] : []),
  ];
}

/** Returns the value of a field: a link to a shared definition, the allowed values, or the type. */
function valueOf(field, kind, linkTo) {
  const { schema, kind: at, key } = resolve(field, kind);
  const link = linkTo(key);
  if (link !== undefined) return link;
  if (schema.enum !== undefined) return schema.enum.map((value) => `\`${value}\``).join(", ");
  return [schema.type ?? "any"]
    .flat()
    .map((type) => {
      if (type === "array") return `list of ${valueOf(schema.items, at, linkTo)}`;
      return type === "object" ? "map" : type;
    })
    .join(" or ");
}

/** Returns the text as Markdown shows it unchanged. */
function prose(text) {
  return text.replaceAll("<", "&lt;").replaceAll("**", "\\*\\*");
}
