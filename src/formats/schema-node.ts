import { createRequire } from "node:module";

/** The description and the known fields of a schema at one place. Messages use them. */
export interface SchemaNode {
  readonly description?: string;
  /** The allowed fields; empty where any name is allowed. */
  readonly fields: readonly string[];
}

interface Schema {
  readonly $ref?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly $defs?: Readonly<Record<string, Schema>>;
}

interface Found {
  readonly schema: Schema;
  /** The file of the schema; a reference that begins with # resolves there. */
  readonly file: string;
  readonly description?: string;
}

const require = createRequire(import.meta.url);
const read = (file: string): Schema => require(`../../schemas/${file}`) as Schema;

/** Returns the part of a kind's schema that describes a field; undefined where the schema does not have the field. */
export function schemaNode(kind: string, field: readonly (string | number)[]): SchemaNode | undefined {
  const file = `${kind}.schema.json`;
  let found: Found | undefined = resolved({ schema: read(file), file });
  for (const step of field) found = found === undefined ? undefined : child(found, step);
  if (found === undefined) return undefined;
  const { description } = found;
  return {
    ...(description === undefined ? {} : { description }),
    fields: Object.keys(found.schema.properties ?? {}),
  };
}

function child({ schema, file }: Found, step: string | number): Found | undefined {
  if (typeof step === "number") return schema.items && resolved({ schema: schema.items, file });
  const own =
    schema.properties !== undefined && Object.hasOwn(schema.properties, step) ? schema.properties[step] : undefined;
  const byPattern = Object.entries(schema.patternProperties ?? {}).find(([pattern]) =>
    new RegExp(pattern, "u").test(step),
  )?.[1];
  const rest = typeof schema.additionalProperties === "object" ? schema.additionalProperties : undefined;
  const next = own ?? byPattern ?? rest;
  return next && resolved({ schema: next, file });
}

/** Follows `$ref`. A description next to the reference takes precedence over the shared one. */
function resolved(found: Found): Found {
  const { schema, file } = found;
  const description = found.description ?? schema.description;
  const kept = description === undefined ? {} : { description };
  if (schema.$ref === undefined) return { schema, file, ...kept };
  const [target, name] = schema.$ref.split("#/$defs/");
  const next = target === undefined || target === "" ? file : target;
  const definition = read(next).$defs?.[name ?? ""];
  return definition === undefined
    ? { schema: {}, file, ...kept }
    : resolved({ schema: definition, file: next, ...kept });
}
