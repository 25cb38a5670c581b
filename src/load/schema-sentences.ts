import type { Code } from "../diagnostics/code.ts";
import { schemaNode } from "../formats/schema-node.ts";
import type { SchemaProblem } from "../formats/validators.ts";
import { didYouMean } from "../support/did-you-mean.ts";
import type { Problem } from "./problems.ts";
import { quoted } from "./problems.ts";

/** The problem of one schema violation, with its field. */
export interface SchemaSentence extends Problem {
  readonly field: readonly (string | number)[];
  readonly atKey: boolean;
}

/** Descriptions of the schemas' patterns. The first entry that the pattern begins with applies. */
const forms: readonly { readonly begins: string; readonly form: string; readonly code?: Code }[] = [
  {
    begins: "^[a-z0-9]([a-z0-9.-]{0,98}",
    form: "1 to 100 characters (a-z, 0-9, - or .) that begin and end with a letter or digit",
  },
  {
    begins: "^[0-9]{4}-[0-9]{2}-",
    form: "a date such as 2026-12-01, or an instant with a zone such as 2026-12-01T18:00:00Z",
    code: "time/bad-instant",
  },
  { begins: "^P([0-9]{1,6}Y)", form: "an ISO 8601 duration such as PT4H, P90D or P1Y" },
  { begins: "^[a-z0-9]([a-z0-9-]{0,61}", form: "a domain in lower case, such as acme.example" },
  { begins: "^https?://", form: "a URL without a path, such as https://acme.okta.com" },
  { begins: "^custom/", form: "custom/ followed by a name (a-z, 0-9, - or .)" },
  { begins: "^[A-Za-z0-9](-?", form: "a GitHub login" },
  { begins: "^/", form: "a path that begins with /" },
  { begins: "^access/", form: "a path that begins with access/" },
  { begins: "^(employee", form: "employee, contractor, vendor, partner or service" },
  { begins: "^(active", form: "active, on-leave or terminated" },
];

const typeNames: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  integer: "an integer",
  boolean: "true or false",
  array: "a list",
  object: "a map of fields",
  null: "nothing",
};

/** Returns the message and remedy of one schema violation; `value` is the complete document. */
export function schemaSentence(kind: string, problem: SchemaProblem, value: unknown): SchemaSentence {
  const field = fieldOf(problem.instancePath, value);
  const { keyword, params } = problem;
  const name = nameOf(field);
  const written = valueAt(value, field);
  const purpose = schemaNode(kind, field)?.description;
  const at = (code: Code, message: string, remedy: string): SchemaSentence => ({
    code,
    message,
    remedy,
    field,
    atKey: false,
  });
  const form = (message: string): SchemaSentence =>
    at("schema/pattern", message, purpose === undefined ? "Correct the value." : `Correct the value: ${purpose}`);
  switch (keyword) {
    case "additionalProperties":
      return unknownField(kind, field, String(params["additionalProperty"]));
    case "required": {
      const missing = String(params["missingProperty"]);
      const what = schemaNode(kind, [...field, missing])?.description;
      return at(
        "schema/required",
        `${field.length === 0 ? "The document" : name} does not have the required field \`${missing}\`.`,
        what === undefined ? `Add \`${missing}:\`.` : `Add \`${missing}:\`. ${what}`,
      );
    }
    case "type":
      return at(
        "schema/type",
        `${name} has the wrong type: expected ${types(params["type"])}, got ${shown(written)}.`,
        typeRemedy(params["type"], written),
      );
    case "enum":
      return chosen(at, { name, written, allowed: params["allowedValues"] });
    case "pattern": {
      const pattern = String(params["pattern"]);
      const known = forms.find(({ begins }) => pattern.startsWith(begins));
      const expected = known?.form ?? `text that matches ${pattern}`;
      return at(
        known?.code ?? "schema/pattern",
        `${name} has an invalid format: expected ${expected}, got ${shown(written)}.`,
        `Write ${expected}.`,
      );
    }
    case "minLength":
      return form(`${name} is empty or too short.`);
    case "maxLength":
      return form(`${name} is too long: expected at most ${String(params["limit"])} characters.`);
    case "minItems":
    case "minProperties":
      return form(
        `${name} has too few ${keyword === "minItems" ? "entries" : "fields"}: expected at least ${String(params["limit"])}.`,
      );
    case "maxItems":
    case "maxProperties":
      return form(
        `${name} has too many ${keyword === "maxItems" ? "entries" : "fields"}: expected at most ${String(params["limit"])}.`,
      );
    case "minimum":
    case "maximum":
    case "exclusiveMinimum":
      return form(
        `${name} is out of range: expected ${String(params["comparison"])} ${String(params["limit"])}, got ${shown(written)}.`,
      );
    default:
      return form(`${name} is not valid: ${problem.message ?? keyword}.`);
  }
}

function unknownField(kind: string, parent: readonly (string | number)[], key: string): SchemaSentence {
  const fields = schemaNode(kind, parent)?.fields ?? [];
  const near = didYouMean(key, fields);
  const where = parent.length === 0 ? `${/^[aeio]/.test(kind) ? "an" : "a"} ${kind} file` : nameOf(parent);
  return {
    code: "schema/unknown-field",
    message:
      `Unknown field \`${key.slice(0, 60)}\` in ${where}${near === undefined ? "" : `; did you mean \`${near}\`?`}`.replace(
        /([^?])$/,
        "$1.",
      ),
    remedy:
      near === undefined
        ? `Remove the field. Known fields: ${fields.slice(0, 30).join(", ") || "none"}.`
        : `Rename it to \`${near}\`, or remove it.`,
    field: [...parent, key],
    atKey: true,
  };
}

function chosen(
  at: (code: Code, message: string, remedy: string) => SchemaSentence,
  { name, written, allowed }: { readonly name: string; readonly written: unknown; readonly allowed: unknown },
): SchemaSentence {
  const values = Array.isArray(allowed) ? allowed.map(String) : [];
  const near = typeof written === "string" ? didYouMean(written, values) : undefined;
  return at(
    "schema/enum",
    `${name} has an invalid value: expected one of ${values.join(", ")}, got ${shown(written)}.${near === undefined ? "" : ` Did you mean ${near}?`}`,
    near === undefined ? `Choose one of: ${values.join(", ")}.` : `Write ${near}, or another allowed value.`,
  );
}

function typeRemedy(type: unknown, written: unknown): string {
  const wants = [type].flat();
  if (wants.includes("string") && (typeof written === "number" || typeof written === "boolean"))
    return `Put it in quotes: "${String(written)}".`;
  if (wants.includes("array") && (typeof written === "string" || typeof written === "number"))
    return `Write a list: [${String(written).slice(0, 60)}].`;
  return `Write ${types(type)}.`;
}

function types(type: unknown): string {
  return [type]
    .flat()
    .map((name) => typeNames[String(name)] ?? String(name))
    .join(" or ");
}

function shown(value: unknown): string {
  if (typeof value === "string") return quoted(value);
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object" && value !== null) return "a map of fields";
  return typeof value === "number" || typeof value === "boolean" ? String(value) : "nothing";
}

function nameOf(field: readonly (string | number)[]): string {
  const name = field
    .map((step, index) => (typeof step === "number" ? `[${step}]` : index === 0 ? step : `.${step}`))
    .join("");
  return name === "" ? "The document" : `\`${name.slice(0, 120)}\``;
}

/** Returns a JSON pointer as a field path; a step into a list is a number. */
function fieldOf(instancePath: string, value: unknown): readonly (string | number)[] {
  const field: (string | number)[] = [];
  let current = value;
  for (const part of instancePath.split("/").slice(1)) {
    const key = part.replaceAll("~1", "/").replaceAll("~0", "~");
    const step = Array.isArray(current) ? Number(key) : key;
    field.push(step);
    current = valueAt(current, [step]);
  }
  return field;
}

function valueAt(value: unknown, field: readonly (string | number)[]): unknown {
  let current = value;
  for (const step of field) {
    if (typeof current !== "object" || current === null) return undefined;
    current = Object.hasOwn(current, step) ? (current as Readonly<Record<string | number, unknown>>)[step] : undefined;
  }
  return current;
}
