// Generates the TypeScript types of the documents.
import { compile } from "json-schema-to-typescript";
import { pascal, schemas, suffix } from "./schemas.mjs";

/** Returns the types of `of`, from one bundle in which every shared definition has one name. */
export async function types(of) {
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
    // A description next to a $ref would create a separate type for each field.
    const [file, pointer] = value.$ref.split("#/$defs/");
    if (file === `common${suffix}`) return { $ref: `#/$defs/${pointer}` };
    const target = file === "" ? prefix : `${file.slice(0, -suffix.length)}-`;
    return { $ref: `#/$defs/${target}${pointer ?? "document"}` };
  }
  // An empty schema allows any value; the type generator would create a map.
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
