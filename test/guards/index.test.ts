import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { knownAttacks, knownTables } from "./known-attacks.ts";

const textOf = (file: string): string => readFileSync(join(process.cwd(), file), "utf8");

/** The parts of a name between what a table fills in. */
const inSource = (name: string): string =>
  name
    .replace("has no effect where it ", "")
    .replace(/ despite$/, "")
    .replace(/ (in|found|changes)$/, "");

describe("each known attack and mishap", () => {
  it.each(knownAttacks)("has its test: $name", ({ tests }) => {
    expect(tests.length).toBeGreaterThan(0);
    for (const [file, text] of tests) expect(textOf(file)).toContain(inSource(text));
  });

  it.each(knownTables)("has its scenarios: %s, %s", (file, text) => {
    expect(textOf(file)).toContain(text);
  });

  it.each(knownAttacks)("has a guard in the code, which stands there once: $name", ({ guards }) => {
    expect(guards.length).toBeGreaterThan(0);
    for (const { file, from } of guards.flat()) expect(textOf(file).split(from), `${file}: ${from}`).toHaveLength(2);
  });
});
