import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { knownTables } from "../workflow/after-merge/attacks/known-attacks.ts";
import { tables } from "./tables.ts";

const textOf = (file: string): string => readFileSync(join(process.cwd(), file), "utf8");

/** The parts of a name between what a table fills in. */
const inSource = (name: string): string =>
  name
    .replace("has no effect where it ", "")
    .replace(/ despite$/, "")
    .replace(/ (in|found|changes)$/, "");

describe.each(Object.entries(tables))("each entry of the table of known %s", (_, entries) => {
  it.each(entries)("has its test: $name", ({ tests }) => {
    expect(tests.length).toBeGreaterThan(0);
    for (const [file, text] of tests) expect(textOf(file), file).toContain(inSource(text));
  });

  it.each(entries)("has a guard in the code, which stands there once: $name", ({ guards }) => {
    expect(guards.length).toBeGreaterThan(0);
    for (const { file, from } of guards.flat()) expect(textOf(file).split(from), `${file}: ${from}`).toHaveLength(2);
  });

  it("has a name of its own", () => {
    const names = entries.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });
});

it.each(knownTables)("the table of scenarios exists: %s, %s", (file, text) => {
  expect(textOf(file)).toContain(text);
});
