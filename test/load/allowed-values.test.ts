import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { schemaProblems, schemaProblemText } from "../../src/formats/validators.ts";
import { schemaSentence } from "../../src/load/schema-sentences.ts";

const folder = join(import.meta.dirname, "../../schemas");
const wrong = "no such value";

/** Returns a value with each of its single values replaced by a wrong one, one at a time. */
function spoiled(value: unknown): readonly unknown[] {
  if (typeof value !== "object" || value === null) return [wrong];
  if (Array.isArray(value))
    return value.flatMap((item, position) => spoiled(item).map((bad) => value.with(position, bad)));
  return Object.entries(value).flatMap(([name, item]) => spoiled(item).map((bad) => ({ ...value, [name]: bad })));
}

/** The violations of a list of allowed values in the spoiled examples of the documents under access/. */
const violations = readdirSync(folder)
  .filter((file) => file.endsWith(".schema.json"))
  .flatMap((file) => {
    const kind = file.slice(0, -".schema.json".length);
    const { examples = [] } = JSON.parse(readFileSync(join(folder, file), "utf8")) as { readonly examples?: object[] };
    return examples.flatMap(spoiled).flatMap((document) =>
      schemaProblems(kind, document)
        .filter(({ keyword }) => keyword === "enum")
        .map((problem) => ({ kind, document, problem })),
    );
  });

describe("a value that is not allowed", () => {
  it("is reported with every allowed value, in each example that has one", () => {
    expect(new Set(violations.map(({ kind }) => kind)).size).toBeGreaterThan(1);
    for (const { kind, document, problem } of violations) {
      const allowed = (problem.params["allowedValues"] as readonly unknown[]).map(String).join(", ");
      const { code, message, remedy } = schemaSentence(kind, problem, document);
      expect([code, message]).toEqual(["schema/enum", expect.stringContaining(`expected one of ${allowed}, got `)]);
      expect(remedy).toContain(allowed);
      expect(schemaProblemText(problem)).toBe(`${problem.instancePath} must be one of ${allowed}`);
    }
  });
});
