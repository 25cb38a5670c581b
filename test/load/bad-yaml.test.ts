import { describe, expect, it } from "vitest";
import { aTree, userYaml } from "../support/tree.ts";
import { refuses, spots } from "./bad-input.ts";

const bob = "access/users/bob.yaml";
const bobSays = (text: string) => () => aTree().file("users/bob.yaml", text);
const bobWith = (lines: string) => bobSays(userYaml("bob", lines));
const bomb = Array.from({ length: 10 }, (_, level) =>
  level === 0 ? "a0: &a0 [x, x]" : `a${level}: &a${level} [*a${level - 1}, *a${level - 1}]`,
).join("\n");

describe("YAML that two readers could understand differently", () => {
  refuses([
    { what: "1: an alias bomb", tree: bobSays(`${bomb}\n`), says: `yaml/alias-forbidden ${bob}:1:9` },
    { what: "2: one anchor", tree: bobWith("title: &t Engineer\n"), says: `yaml/alias-forbidden ${bob}:9:11` },
    {
      what: "2: one alias",
      tree: bobWith("title: &t Engineer\nlocation: *t\n"),
      says: `yaml/alias-forbidden ${bob}:10:11`,
    },
    { what: "3: a merge key", tree: bobWith("<<: { title: x }\n"), says: `yaml/merge-forbidden ${bob}:9:1` },
    { what: "9: a key twice", tree: bobWith("title: One\ntitle: Two\n"), says: `yaml/duplicate-key ${bob}:10:1` },
    {
      what: "9: a nested key twice",
      tree: bobWith("attributes: { a: x, a: y }\n"),
      says: `yaml/duplicate-key ${bob}:9:21`,
    },
    {
      what: "10: a key twice in two letter cases",
      tree: bobWith("title: One\nTitle: Two\n"),
      says: `schema/ambiguous-key ${bob}:10:1`,
    },
    { what: "11: !!js/function", tree: bobWith("title: !!js/function x\n"), says: `yaml/tag-forbidden ${bob}:9:8` },
    { what: "11: !!binary", tree: bobWith("title: !!binary aGk=\n"), says: `yaml/tag-forbidden ${bob}:9:17` },
    { what: "11: !!str", tree: bobWith("title: !!str 12\n"), says: `yaml/tag-forbidden ${bob}:9:14` },
    {
      what: "12: a %YAML directive",
      tree: bobSays(`%YAML 1.1\n---\n${userYaml("bob")}`),
      says: `yaml/directive-forbidden ${bob}:1:1`,
    },
    {
      what: "13: two documents",
      tree: bobSays(`${userYaml("bob")}---\n${userYaml("bob")}`),
      says: `yaml/multiple-documents ${bob}:9:1`,
    },
    { what: "16: a list at the top", tree: bobSays("- id: bob\n"), says: `schema/not-a-map ${bob}:1:1` },
    { what: "16: a text at the top", tree: bobSays("just words\n"), says: `schema/not-a-map ${bob}:1:1` },
    { what: "17: no as a value", tree: bobWith("title: no\n"), says: `yaml/ambiguous-scalar ${bob}:9:8`, word: '"no"' },
    { what: "17: OFF as a value", tree: bobWith("title: OFF\n"), says: `yaml/ambiguous-scalar ${bob}:9:8` },
    { what: "18: on as a key", tree: bobWith("attributes: { on: x }\n"), says: `yaml/ambiguous-scalar ${bob}:9:15` },
    { what: "18: y as a key", tree: bobWith("attributes: { y: x }\n"), says: `yaml/ambiguous-scalar ${bob}:9:15` },
    { what: "19: 0123", tree: bobWith("title: 0123\n"), says: `yaml/ambiguous-scalar ${bob}:9:8` },
    { what: "19: 1_000", tree: bobWith("title: 1_000\n"), says: `yaml/ambiguous-scalar ${bob}:9:8` },
    { what: "19: 0x1F", tree: bobWith("title: 0x1F\n"), says: `yaml/ambiguous-scalar ${bob}:9:8` },
    { what: "19: 1e3", tree: bobWith("title: 1e3\n"), says: `yaml/ambiguous-scalar ${bob}:9:8` },
    {
      what: "19: a number of twenty digits",
      tree: bobWith("attributes: { cost: 12345678901234567890 }\n"),
      says: `yaml/ambiguous-scalar ${bob}:9:21`,
    },
    { what: "20: 12:30:45", tree: bobWith("title: 12:30:45\n"), says: `yaml/ambiguous-scalar ${bob}:9:8` },
    { what: "21: ~", tree: bobWith("title: ~\n"), says: `schema/null-value ${bob}:9:8` },
    { what: "21: a blank", tree: bobWith("title:\n"), says: `schema/null-value ${bob}:9:7` },
    { what: "21: null in a list", tree: bobWith("aliases: [null]\n"), says: `schema/null-value ${bob}:9:11` },
    { what: "22: .inf", tree: bobWith("attributes: { cost: .inf }\n"), says: `schema/not-finite ${bob}:9:21` },
    { what: "22: .NaN", tree: bobWith("attributes: { cost: .NaN }\n"), says: `schema/not-finite ${bob}:9:21` },
    { what: "22: 1e400", tree: bobWith("attributes: { cost: 1e400 }\n"), says: `schema/not-finite ${bob}:9:21` },
    {
      what: "23: __proto__",
      tree: bobWith("attributes: { __proto__: x }\n"),
      says: `schema/forbidden-key ${bob}:9:15`,
    },
    { what: "24: constructor", tree: bobWith("constructor: x\n"), says: `schema/forbidden-key ${bob}:9:1` },
    {
      what: "24: prototype",
      tree: bobWith("attributes: { prototype: x }\n"),
      says: `schema/forbidden-key ${bob}:9:15`,
    },
    { what: "41: a tab as indent", tree: bobWith("attributes:\n\tcost: x\n"), says: `yaml/tab-indent ${bob}:10:1` },
    { what: "44: JSON", tree: bobSays('{ "id": "bob" }\n'), says: `yaml/syntax ${bob}:1:1` },
    { what: "44: JSON after a comment", tree: bobSays('# c\n{ "id": "bob" }\n'), says: `yaml/syntax ${bob}:2:1` },
    { what: "45: a quote that is not closed", tree: bobWith("title: 'Engineer\n"), says: `yaml/syntax ${bob}:10:1` },
    { what: "an @ without quotes", tree: bobWith("title: @acme\n"), says: `yaml/syntax ${bob}:9:8`, word: "quotes" },
    { what: "a key that is no text", tree: bobWith("? [a, b]\n: c\n"), says: `yaml/syntax ${bob}:9:3` },
    {
      what: "67: a wildcard in quotes",
      tree: bobWith('owners: ["*"]\n'),
      says: `schema/wildcard-forbidden ${bob}:9:10`,
    },
    { what: "67: a wildcard", tree: bobWith("owners: [*]\n"), says: `schema/wildcard-forbidden ${bob}:9:10` },
    {
      what: "67: all entitlements of a system",
      tree: () =>
        aTree().file("roles/all.yaml", 'id: all\ntitle: All\nowners: ["@acme/security"]\nentitlements: [okta/*]\n'),
      says: "schema/wildcard-forbidden access/roles/all.yaml:4:16",
    },
  ]);
});

describe("YAML that would cost too much", () => {
  refuses([
    {
      what: "4: 5,000 nested brackets",
      tree: bobWith(`title: ${"[".repeat(5000)}${"]".repeat(5000)}\n`),
      says: `yaml/too-deep ${bob}:9:75`,
    },
    {
      what: "4: 5,000 nested brackets that are not closed",
      tree: bobWith(`title: ${"[".repeat(5000)}\n`),
      says: `yaml/too-deep ${bob}:9:75`,
    },
    {
      what: "4: 40 nested maps",
      tree: bobSays(Array.from({ length: 40 }, (_, level) => `${" ".repeat(level)}a:`).join("\n")),
      says: `yaml/too-deep ${bob}:33:33`,
    },
    {
      what: "5: 300,000 values",
      tree: bobWith(`aliases:\n${"- a\n".repeat(200_100)}`),
      says: `yaml/too-many-nodes ${bob}:10:1`,
    },
    {
      what: "7: one text over 64 KiB",
      tree: bobWith(`title: ${"x".repeat(70_000)}\n`),
      says: `yaml/scalar-too-long ${bob}:9:8`,
    },
  ]);

  it("keeps a limit that the organization sets", () => {
    const loaded = aTree().adding("rolecall.yaml", "limits: { depth: 3 }\n").load();
    expect(spots(loaded)).toEqual([]);
    const deeper = aTree().adding("rolecall.yaml", "limits: { depth: 1 }\n").load();
    expect(spots(deeper)).toContain("yaml/too-deep access/users/ada.yaml:5:7");
  });

  it("looks at 20,000 keys of one map in one pass", () => {
    const keys = Array.from({ length: 20_000 }, (_, index) => `  k${index}: x`).join("\n");
    expect(
      spots(
        aTree()
          .file("users/bob.yaml", userYaml("bob", `attributes:\n${keys}\n`))
          .load(),
      ),
    ).toEqual([]);
  });
});

describe("I31: nothing that a file says reaches JavaScript's own objects", () => {
  it("leaves the built-in prototypes as they were", () => {
    const before = [Object.prototype, Array.prototype, Function.prototype].map((prototype) =>
      Object.getOwnPropertyNames(prototype).sort(),
    );
    for (const key of ["__proto__", "constructor", "prototype"])
      aTree()
        .file("users/bob.yaml", userYaml("bob", `attributes: { ${key}: { polluted: yes } }\n${key}: { polluted: x }\n`))
        .load();
    const after = [Object.prototype, Array.prototype, Function.prototype].map((prototype) =>
      Object.getOwnPropertyNames(prototype).sort(),
    );
    expect(after).toEqual(before);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});
