import { createRequire } from "node:module";

/** One thing a schema refuses: where in the value (a JSON pointer), and which keyword of the schema. */
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
 * Everything that the schema of `kind` (`user`, `grant`, `plan`, …: `schemas/<kind>.schema.json`) refuses in a value;
 * empty where the value is right. The value is never changed. Throws for a kind that has no schema.
 */
export function schemaProblems(kind: string, value: unknown): readonly SchemaProblem[] {
  const name = kind
    .split("-")
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join("");
  const validator = validators[`validate${name}`];
  if (validator === undefined) throw new Error(`there is no schema for ${kind}`);
  return validator(value) ? [] : (validator.errors ?? []);
}
