import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { leastPrivilegeRules } from "../../src/policy/rule-list.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const nameOf = (id: string): string => id.slice("lp/".length);
const ids = leastPrivilegeRules.map(({ id }) => id);
const schema = JSON.parse(readFileSync(`${root}/schemas/least-privilege.schema.json`, "utf8")) as Schema;
const { properties } = schema.properties.rules;

/** Judged together with the waivers themselves (src/policy/waivers.ts). */
const ofWaivers = ["lp/expired-waiver", "lp/unused-waiver"];
/** The rules that docs/rules.md marks as needing an observation. */
const marked = [...readFileSync(`${root}/docs/rules.md`, "utf8").matchAll(/^\| `(lp\/[a-z-]+)` ◇/gm)].map(
  ([, id = ""]) => id,
);

describe("the catalogue of least-privilege rules", () => {
  it("is what the schema lets people configure: an id is a promise to authors and waivers", () => {
    expect(Object.keys(properties).toSorted()).toEqual([...ids, ...ofWaivers].toSorted());
    expect(new Set(ids).size).toBe(ids.length);
  });

  it.each(ids)("%s has a test of its own", (id) => {
    expect(existsSync(`${root}/test/policy/rules/${nameOf(id)}.test.ts`)).toBe(true);
  });

  it("lists every file of src/policy/rules/, under the name of its rule", () => {
    const files = readdirSync(`${root}/src/policy/rules`).map((file) => `lp/${file.replace(/\.ts$/, "")}`);
    expect(files.toSorted()).toEqual(ids.toSorted());
  });

  it("marks in docs/rules.md which rules need an observation", () => {
    const needing = leastPrivilegeRules.filter(({ needsObservation }) => needsObservation === true);
    expect(needing.map(({ id }) => id).toSorted()).toEqual(marked.toSorted());
    expect(marked).toContain("lp/orphan-account");
  });

  it.each(ids)("%s reads exactly the parameters that the schema lets people write", (id) => {
    const code = readFileSync(`${root}/src/policy/rules/${nameOf(id)}.ts`, "utf8");
    const read = [...code.matchAll(/\b(?:textsOf|textOf|numberOf|durationOf)\(context, "(\w+)"/g)].map(
      ([, name = ""]) => name,
    );
    const written = Object.keys(properties[id]?.properties ?? {}).filter((name) => !common.includes(name));
    expect(read.toSorted()).toEqual(written.toSorted());
  });
});

interface Schema {
  readonly properties: {
    readonly rules: { readonly properties: Readonly<Record<string, { readonly properties?: object }>> };
  };
}
const common = ["severity", "except"];
