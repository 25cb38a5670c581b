import { describe, expect, it } from "vitest";
import { aTree, userYaml } from "../support/tree.ts";
import { refuses, spots } from "./bad-input.ts";

const bob = "access/users/bob.yaml";
const bobFile = (text: string) => () => aTree().file("users/bob.yaml", text);
const bobWith = (lines: string) => bobFile(userYaml("bob", lines));
const bomb = Array.from({ length: 10 }, (_, level) =>
  level === 0 ? "a0: &a0 [x, x]" : `a${level}: &a${level} [*a${level - 1}, *a${level - 1}]`,
).join("\n");

describe("YAML that two parsers could read differently", () => {
  refuses([
    { input: "1: an alias bomb", tree: bobFile(`${bomb}\n`), reports: `yaml/alias-forbidden ${bob}:1:9` },
    { input: "2: one anchor", tree: bobWith("title: &t Engineer\n"), reports: `yaml/alias-forbidden ${bob}:9:11` },
    {
      input: "2: one alias",
      tree: bobWith("title: &t Engineer\nlocation: *t\n"),
      reports: `yaml/alias-forbidden ${bob}:10:11`,
    },
    { input: "3: a merge key", tree: bobWith("<<: { title: x }\n"), reports: `yaml/merge-forbidden ${bob}:9:1` },
    {
      input: "9: a duplicate key",
      tree: bobWith("title: One\ntitle: Two\n"),
      reports: `yaml/duplicate-key ${bob}:10:1`,
    },
    {
      input: "9: a duplicate nested key",
      tree: bobWith("attributes: { a: x, a: y }\n"),
      reports: `yaml/duplicate-key ${bob}:9:21`,
    },
    {
      input: "10: two keys that differ in letter case only",
      tree: bobWith("title: One\nTitle: Two\n"),
      reports: `schema/ambiguous-key ${bob}:10:1`,
    },
    { input: "11: !!js/function", tree: bobWith("title: !!js/function x\n"), reports: `yaml/tag-forbidden ${bob}:9:8` },
    { input: "11: !!binary", tree: bobWith("title: !!binary aGk=\n"), reports: `yaml/tag-forbidden ${bob}:9:17` },
    { input: "11: !!str", tree: bobWith("title: !!str 12\n"), reports: `yaml/tag-forbidden ${bob}:9:14` },
    {
      input: "12: a %YAML directive",
      tree: bobFile(`%YAML 1.1\n---\n${userYaml("bob")}`),
      reports: `yaml/directive-forbidden ${bob}:1:1`,
    },
    {
      input: "13: two documents",
      tree: bobFile(`${userYaml("bob")}---\n${userYaml("bob")}`),
      reports: `yaml/multiple-documents ${bob}:9:1`,
    },
    { input: "16: a list at the top", tree: bobFile("- id: bob\n"), reports: `schema/not-a-map ${bob}:1:1` },
    { input: "16: a text at the top", tree: bobFile("just words\n"), reports: `schema/not-a-map ${bob}:1:1` },
    {
      input: "17: no as a value",
      tree: bobWith("title: no\n"),
      reports: `yaml/ambiguous-scalar ${bob}:9:8`,
      contains: '"no"',
    },
    { input: "17: OFF as a value", tree: bobWith("title: OFF\n"), reports: `yaml/ambiguous-scalar ${bob}:9:8` },
    {
      input: "18: on as a key",
      tree: bobWith("attributes: { on: x }\n"),
      reports: `yaml/ambiguous-scalar ${bob}:9:15`,
    },
    { input: "18: y as a key", tree: bobWith("attributes: { y: x }\n"), reports: `yaml/ambiguous-scalar ${bob}:9:15` },
    { input: "19: 0123", tree: bobWith("title: 0123\n"), reports: `yaml/ambiguous-scalar ${bob}:9:8` },
    { input: "19: 1_000", tree: bobWith("title: 1_000\n"), reports: `yaml/ambiguous-scalar ${bob}:9:8` },
    { input: "19: 0x1F", tree: bobWith("title: 0x1F\n"), reports: `yaml/ambiguous-scalar ${bob}:9:8` },
    { input: "19: 1e3", tree: bobWith("title: 1e3\n"), reports: `yaml/ambiguous-scalar ${bob}:9:8` },
    {
      input: "19: a number of twenty digits",
      tree: bobWith("attributes: { cost: 12345678901234567890 }\n"),
      reports: `yaml/ambiguous-scalar ${bob}:9:21`,
    },
    { input: "20: 12:30:45", tree: bobWith("title: 12:30:45\n"), reports: `yaml/ambiguous-scalar ${bob}:9:8` },
    { input: "21: ~", tree: bobWith("title: ~\n"), reports: `schema/null-value ${bob}:9:8` },
    {
      input: "21: a person whose name is Null",
      tree: () => aTree().file("users/bob.yaml", userYaml("bob").replace("display: bob", "display: Null")),
      reports: `schema/null-value ${bob}:5:18`,
      contains: 'Put it in quotes if it is text: "Null".',
    },
    { input: "21: a blank", tree: bobWith("title:\n"), reports: `schema/null-value ${bob}:9:7` },
    { input: "21: null in a list", tree: bobWith("aliases: [null]\n"), reports: `schema/null-value ${bob}:9:11` },
    { input: "22: .inf", tree: bobWith("attributes: { cost: .inf }\n"), reports: `schema/not-finite ${bob}:9:21` },
    { input: "22: .NaN", tree: bobWith("attributes: { cost: .NaN }\n"), reports: `schema/not-finite ${bob}:9:21` },
    { input: "22: 1e400", tree: bobWith("attributes: { cost: 1e400 }\n"), reports: `schema/not-finite ${bob}:9:21` },
    {
      input: "23: __proto__",
      tree: bobWith("attributes: { __proto__: x }\n"),
      reports: `schema/forbidden-key ${bob}:9:15`,
    },
    { input: "24: constructor", tree: bobWith("constructor: x\n"), reports: `schema/forbidden-key ${bob}:9:1` },
    {
      input: "24: prototype",
      tree: bobWith("attributes: { prototype: x }\n"),
      reports: `schema/forbidden-key ${bob}:9:15`,
    },
    { input: "41: a tab as indent", tree: bobWith("attributes:\n\tcost: x\n"), reports: `yaml/tab-indent ${bob}:10:1` },
    { input: "44: JSON", tree: bobFile('{ "id": "bob" }\n'), reports: `yaml/syntax ${bob}:1:1` },
    { input: "44: JSON after a comment", tree: bobFile('# c\n{ "id": "bob" }\n'), reports: `yaml/syntax ${bob}:2:1` },
    { input: "45: an unclosed quote", tree: bobWith("title: 'Engineer\n"), reports: `yaml/syntax ${bob}:10:1` },
    {
      input: "an @ without quotes",
      tree: bobWith("title: @acme\n"),
      reports: `yaml/syntax ${bob}:9:8`,
      contains: "quotes",
    },
    { input: "a key that is not text", tree: bobWith("? [a, b]\n: c\n"), reports: `yaml/syntax ${bob}:9:3` },
    {
      input: "67: a wildcard in quotes",
      tree: bobWith('owners: ["*"]\n'),
      reports: `schema/wildcard-forbidden ${bob}:9:10`,
    },
    { input: "67: a wildcard", tree: bobWith("owners: [*]\n"), reports: `schema/wildcard-forbidden ${bob}:9:10` },
    {
      input: "67: all entitlements of a system",
      tree: () =>
        aTree().file("roles/all.yaml", 'id: all\ntitle: All\nowners: ["@acme/security"]\nentitlements: [okta/*]\n'),
      reports: "schema/wildcard-forbidden access/roles/all.yaml:4:16",
    },
  ]);
});

describe("YAML over a limit", () => {
  refuses([
    {
      input: "4: 5,000 nested brackets",
      tree: bobWith(`title: ${"[".repeat(5000)}${"]".repeat(5000)}\n`),
      reports: `yaml/too-deep ${bob}:9:75`,
    },
    {
      input: "4: 5,000 unclosed nested brackets",
      tree: bobWith(`title: ${"[".repeat(5000)}\n`),
      reports: `yaml/too-deep ${bob}:9:75`,
    },
    {
      input: "4: 40 nested maps",
      tree: bobFile(Array.from({ length: 40 }, (_, level) => `${" ".repeat(level)}a:`).join("\n")),
      reports: `yaml/too-deep ${bob}:33:33`,
    },
    {
      input: "5: 300,000 values",
      tree: bobWith(`aliases:\n${"- a\n".repeat(200_100)}`),
      reports: `yaml/too-many-nodes ${bob}:10:1`,
    },
    {
      input: "7: one text over 64 KiB",
      tree: bobWith(`title: ${"x".repeat(70_000)}\n`),
      reports: `yaml/scalar-too-long ${bob}:9:8`,
    },
  ]);

  it("applies a limit that the organization sets", () => {
    const loaded = aTree().adding("rolecall.yaml", "limits: { depth: 3 }\n").load();
    expect(spots(loaded)).toEqual([]);
    const deeper = aTree().adding("rolecall.yaml", "limits: { depth: 1 }\n").load();
    expect(spots(deeper)).toContain("yaml/too-deep access/users/ada.yaml:5:7");
  });

  it("checks 20,000 keys of one map in one pass", () => {
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

describe("I31: a file cannot change built-in JavaScript objects", () => {
  it("does not change the built-in prototypes", () => {
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
