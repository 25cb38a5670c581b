import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { documentKindNames, documentKinds } from "../../src/load/kinds/index.ts";
import { folderIn, pathMatcher, topOf } from "../../src/load/kinds/path-pattern.ts";
import { PairMap } from "../../src/support/pair-map.ts";

describe("a path pattern", () => {
  it("captures the names of the folders and the file", () => {
    const match = pathMatcher("grants/<system>/<target>/<user>.yaml");
    expect(match("grants/okta/crm/ada.yaml")).toEqual({ system: "okta", target: "crm", user: "ada" });
    expect(match("grants/okta/ada.yaml")).toBeUndefined();
    expect(match("grants/okta/crm/more/ada.yaml")).toBeUndefined();
    expect(match("old/grants/okta/crm/ada.yaml")).toBeUndefined();
    expect(match("grants/okta/crm/ada.yaml.yml")).toBeUndefined();
  });

  it("matches any number of folders with **, including none", () => {
    const match = pathMatcher("entitlements/<system>/**/<id>.yaml");
    expect(match("entitlements/okta/crm.yaml")).toEqual({ system: "okta", id: "crm" });
    expect(match("entitlements/okta/sales/eu/crm.yaml")).toEqual({ system: "okta", id: "crm" });
    expect(match("entitlements/crm.yaml")).toBeUndefined();
  });

  it("matches a dot literally, in a name and in the extension", () => {
    const match = pathMatcher("users/**/<id>.yaml");
    expect(match("users/ada.b.yaml")).toEqual({ id: "ada.b" });
    expect(match("users/ada-yaml")).toBeUndefined();
  });

  it("has a first folder or is a file", () => {
    expect(topOf("policies/approvals.yaml")).toBe("policies/");
    expect(topOf("hr.yaml")).toBe("hr.yaml");
  });

  it("returns the folder of its files", () => {
    expect(folderIn("waivers/<rule>/<user>.yaml", { rule: "vendor-payment" })).toBe("waivers/vendor-payment/");
  });
});

describe("the document kinds", () => {
  it("have the names of their rows in the table", () => {
    expect(documentKindNames.map((name) => documentKinds[name].name)).toEqual(documentKindNames);
  });

  it("compare only fields that their paths name", () => {
    const unnamed = documentKindNames.flatMap((name) => {
      const { path, pathFields } = documentKinds[name];
      return pathFields.filter((field) => !path.includes(`<${field}>`)).map((field) => `${name} ${field}`);
    });
    expect(unnamed).toEqual([]);
  });

  it("fill a different field of the model each", () => {
    const fields = documentKindNames.flatMap((name) => documentKinds[name].part?.field ?? []);
    expect(fields).toEqual([...new Set(fields)]);
  });

  it("have the paths of the editor settings", () => {
    const settings = fileURLToPath(new URL("../../.vscode/settings.json", import.meta.url));
    const globs = (JSON.parse(readFileSync(settings, "utf8")) as { readonly "yaml.schemas": Record<string, string> })[
      "yaml.schemas"
    ];
    const tops = Object.entries(globs).map(([schema, glob]) => [schema, topOf(glob.slice("access/".length))]);
    expect(Object.fromEntries(tops)).toEqual(
      Object.fromEntries(
        documentKindNames.map((name) => [`./schemas/${name}.schema.json`, topOf(documentKinds[name].path)]),
      ),
    );
  });
});

it("distinguishes pairs whose texts concatenate to the same text", () => {
  const map = new PairMap<string, string, number>();
  map.set("a b", "c", 1);
  map.set("a", "b c", 2);
  expect([map.get("a b", "c"), map.get("a", "b c"), map.has("a", "c")]).toEqual([1, 2, false]);
  expect([...map.row("a")]).toEqual([["b c", 2]]);
  expect([...map.entries()]).toEqual([
    ["a b", "c", 1],
    ["a", "b c", 2],
  ]);
});
