import { createRequire } from "node:module";

/** One violation of a schema: the place in the value (a JSON pointer) and the keyword of the schema. */
export interface SchemaProblem {
  readonly instancePath: string;
  readonly keyword: string;
  readonly message?: string;
  readonly params: Readonly<Record<string, unknown>>;
}

interface Validator {
  (value: unknown): boolean;
  readonly errors?: readonly SchemaProblem[] | null;
}

const validators = createRequire(import.meta.url)("./validators.generated.cjs") as Readonly<
  Record<string, Validator | undefined>
>;

/**
 * Returns every violation of the schema of `kind` (`user`, `grant`, `plan`, …: `schemas/<kind>.schema.json`) in a value;
 * empty where the value is valid. Never changes the value.
 *
 * @throws Error for a kind without a schema.
 */
export function schemaProblems(kind: string, value: unknown): readonly SchemaProblem[] {
  const name = kind
    .split("-")
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join("");
  const validator = validators[`validate${name}`];
  if (validator === undefined) throw new Error(`Unknown schema: ${kind}`);
  return validator(value) ? [] : (validator.errors ?? []);
}

/** Returns a violation as text: `/systems/0/state must be one of active, suspended`. */
export function schemaProblemText({ instancePath, keyword, message, params }: SchemaProblem): string {
  const where = instancePath === "" ? "the document" : instancePath;
  const allowed = params["allowedValues"];
  if (Array.isArray(allowed)) return `${where} must be one of ${allowed.map(String).join(", ")}`;
  const unknown = params["additionalProperty"];
  if (typeof unknown === "string") return `${where} has the unknown field ${unknown}`;
  return `${where} ${message ?? keyword}`;
}
