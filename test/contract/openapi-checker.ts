import type { ValidateFunction } from "ajv/dist/2019.js";
import { Ajv2019 } from "ajv/dist/2019.js";
import formats from "ajv-formats";
import type { Exchange, SandboxReply, SandboxRequest } from "../../src/sandbox/core/exchange.ts";

type Json = Readonly<Record<string, unknown>>;

/** The parts of an OpenAPI 3.0 description that the check reads. */
export interface OpenApiDocument {
  readonly paths: Readonly<Record<string, Json>>;
  readonly components?: Json;
}

interface Parameter {
  readonly name: string;
  readonly in: "query" | "path" | "header";
  readonly required?: boolean;
  readonly schema?: Json;
}

interface Operation {
  readonly name: string;
  readonly parameters: readonly Parameter[];
  readonly requestBody: Json | undefined;
  readonly responses: Readonly<Record<string, Json>>;
}

export interface OpenApiChecker {
  /** Returns the violations of an exchange as text; empty: it matches. The response of a fault is not checked. */
  check(exchange: Exchange): readonly string[];
}

/**
 * Creates a checker of exchanges by an OpenAPI description: path, method, query, body, status and response. It is stricter
 * than the description: an object may have only the listed properties, unless the description declares it open.
 */
export function createOpenApiChecker(document: OpenApiDocument): OpenApiChecker {
  const ajv = new Ajv2019({ strict: false, allErrors: true, logger: false });
  formats.default(ajv);
  ajv.addSchema({ $id: "openapi", components: closed(document.components ?? {}) }, "openapi");
  const compiled = new Map<string, ValidateFunction>();
  const errorsOf = (schema: Json, value: unknown): readonly string[] => {
    const key = JSON.stringify(schema);
    const validate = compiled.get(key) ?? ajv.compile(rooted(use(schema)));
    compiled.set(key, validate);
    if (validate(value)) return [];
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }) => `${instancePath || "/"} ${message} ${JSON.stringify(params)}`,
    );
  };
  const resolve = (value: unknown): Json => resolved(document, value);

  return {
    check({ request, reply, isFault }) {
      const operation = operationFor(document, request, resolve);
      if (operation === undefined) return [`${request.method} ${request.path}: the description has no such operation`];
      return [
        ...queryProblems(operation, request, errorsOf),
        ...bodyProblems(operation, request, errorsOf),
        ...(isFault ? [] : replyProblems(operation, reply, { resolve, errorsOf, document })),
      ].map((problem) => `${operation.name}: ${problem}`);
    },
  };
}

type ErrorsOf = (schema: Json, value: unknown) => readonly string[];

function operationFor(
  { paths }: OpenApiDocument,
  request: SandboxRequest,
  resolve: (value: unknown) => Json,
): Operation | undefined {
  const path = request.path.replace(/^\/{2,}/, "/");
  const method = request.method.toLowerCase();
  // A literal segment precedes a parameter: `rules` in /groups/rules is not a group id.
  const [pattern] = Object.keys(paths)
    .filter((candidate) => pathPattern(candidate).test(path))
    .sort((left, right) => left.split("{").length - right.split("{").length);
  const item = pattern === undefined ? undefined : paths[pattern];
  const found = item?.[method];
  if (item === undefined || found === undefined) return undefined;
  const operation = resolve(found);
  const parameters = [...listIn(item["parameters"]), ...listIn(operation["parameters"])].map(resolve);
  return {
    name: `${request.method} ${pattern}`,
    parameters: parameters as unknown as readonly Parameter[],
    requestBody: operation["requestBody"] === undefined ? undefined : resolve(operation["requestBody"]),
    responses: operation["responses"] as Operation["responses"],
  };
}

function pathPattern(pattern: string): RegExp {
  const text = pattern.replaceAll(/[.*+?^$()|[\]\\]/g, "\\$&").replaceAll(/\{\w+\}/g, "[^/]+");
  return new RegExp(`^${text}$`);
}

function queryProblems({ parameters }: Operation, { query }: SandboxRequest, errorsOf: ErrorsOf): readonly string[] {
  const known = parameters.filter((parameter) => parameter.in === "query");
  const unknown = [...query.keys()].filter((name) => !known.some((parameter) => parameter.name === name));
  const missing = known.filter(({ name, required }) => required === true && !query.has(name));
  return [
    ...unknown.map((name) => `the query parameter ${name} does not exist`),
    ...missing.map(({ name }) => `the query parameter ${name} is missing`),
    ...known.flatMap(({ name, schema }) =>
      schema === undefined
        ? []
        : query
            .getAll(name)
            .flatMap((text) =>
              errorsOf(schema, typed(text, schema)).map((error) => `the query parameter ${name}: ${error}`),
            ),
    ),
  ];
}

/** Converts the text of a parameter to its type. Invalid text stays text, so that the check reports it. */
function typed(text: string, schema: Json): unknown {
  if (schema["type"] === "integer" && /^-?\d+$/.test(text)) return Number(text);
  if (schema["type"] === "boolean" && /^(true|false)$/.test(text)) return text === "true";
  return text;
}

function bodyProblems({ requestBody }: Operation, request: SandboxRequest, errorsOf: ErrorsOf): readonly string[] {
  const hasBody = request.rawBody.trim() !== "";
  if (requestBody === undefined) return hasBody ? ["the request has a body: expected none"] : [];
  if (!hasBody) return requestBody["required"] === true ? ["the request's body is missing"] : [];
  const schema = jsonSchemaIn(requestBody);
  return schema === undefined ? [] : errorsOf(schema, request.body).map((error) => `the request's body: ${error}`);
}

function replyProblems(
  { responses }: Operation,
  { status, body }: SandboxReply,
  context: {
    readonly resolve: (value: unknown) => Json;
    readonly errorsOf: ErrorsOf;
    readonly document: OpenApiDocument;
  },
): readonly string[] {
  const { resolve, errorsOf, document } = context;
  const named = responses[String(status)];
  const label = (error: string): string => `the answer ${status}: ${error}`;
  if (named === undefined) {
    // The description does not list every refusal, but all refusals have the same body.
    const refusal = status >= 400 && resolvedOrNone(document, "#/components/schemas/Error");
    return refusal ? errorsOf(refusal, body).map(label) : [`the answer ${status} does not exist`];
  }
  const schema = jsonSchemaIn(resolve(named));
  if (schema !== undefined) return errorsOf(schema, body).map(label);
  // Without a described body, some responses are an empty object and some have no body.
  return body === undefined || JSON.stringify(body) === "{}" ? [] : [label("the body is not empty")];
}

function jsonSchemaIn(described: Json): Json | undefined {
  const content = described["content"] as Readonly<Record<string, { readonly schema?: Json }>> | undefined;
  return content?.["application/json"]?.schema;
}

function listIn(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function resolved(document: OpenApiDocument, value: unknown): Json {
  const reference = isJson(value) ? value["$ref"] : undefined;
  if (typeof reference !== "string") return value as Json;
  const target = resolvedOrNone(document, reference);
  if (target === undefined) throw new Error(`the description has no ${reference}`);
  return target;
}

function resolvedOrNone(document: OpenApiDocument, reference: string): Json | undefined {
  let found: unknown = document;
  for (const part of reference.replace(/^#\//, "").split("/")) found = isJson(found) ? found[part] : undefined;
  return isJson(found) ? found : undefined;
}

function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Returns the schema with every object closed where it is a property, an item or a body. Parts of a composition stay open,
 * because they also see properties of the other parts.
 */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (!isJson(schema)) return schema;
  // Okta's marker for an object that an organization can extend with custom attributes.
  const isOpen = schema["x-okta-extensible"] === true;
  if (Array.isArray(schema["oneOf"])) return closed(alternatives(schema));
  return Object.fromEntries(
    Object.entries(isOpen ? { ...schema, additionalProperties: true } : schema).map(([keyword, value]) => {
      if (keyword === "properties" && isJson(value))
        return [keyword, Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, use(inner)]))];
      if (keyword === "items") return [keyword, use(value)];
      return [keyword, closed(value)];
    }),
  );
}

/**
 * Returns the schema with alternatives that exclude each other. A discriminator selects one by the value of a property;
 * without the property, and without a discriminator, each alternative is closed, because open objects with different
 * properties match each other.
 */
function alternatives({ oneOf, discriminator, ...rest }: Json): Json {
  const anyOf = listIn(oneOf).map(use);
  if (!isJson(discriminator) || !isJson(discriminator["mapping"])) return { ...rest, anyOf };
  const name = String(discriminator["propertyName"]);
  const mapping = Object.entries(discriminator["mapping"]);
  // oxlint-disable-next-line unicorn/no-thenable -- a keyword of JSON Schema
  const when = (condition: Json, then: Json): Json => ({ if: condition, then });
  return {
    ...rest,
    allOf: [
      { properties: { [name]: { enum: mapping.map(([value]) => value) } } },
      when({ not: { required: [name] } }, { anyOf }),
      ...mapping.map(([value, $ref]) => when({ properties: { [name]: { const: value } }, required: [name] }, { $ref })),
    ],
  };
}

/** Returns a schema that is used on its own, so it is closed. */
function use(schema: unknown): Json {
  const inner = closed(schema) as Json;
  const isComposed = ["$ref", "allOf", "anyOf", "oneOf"].some((keyword) => keyword in inner);
  const names = isJson(inner["properties"]) ? Object.keys(inner["properties"]) : [];
  if (!isComposed && names.length === 0) return inner;
  return { ...inner, unevaluatedProperties: false };
}

/** Returns the schema with references into the description. */
function rooted(schema: Json): Json {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"openapi#/components/')) as Json;
}
