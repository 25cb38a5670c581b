import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";
import { documentKindNames } from "../../src/load/kinds/index.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

it("maps every kind of document to an existing schema in the editor settings", () => {
  const settings = JSON.parse(readFileSync(join(root, ".vscode/settings.json"), "utf8")) as {
    readonly "yaml.schemas": Readonly<Record<string, string>>;
  };
  const files = Object.keys(settings["yaml.schemas"]);
  expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
  const kinds = files.map((file) => file.replace("./schemas/", "").replace(".schema.json", ""));
  expect([...kinds].sort()).toEqual([...documentKindNames].sort());
});

it("has a section for every schema and explains the modeline in the field reference", () => {
  const reference = readFileSync(join(root, "schemas/README.md"), "utf8");
  expect(reference).toContain("# yaml-language-server: $schema=");
  const linked = readdirSync(join(root, "schemas")).filter(
    (name) => name.endsWith(".schema.json") && !name.startsWith("common"),
  );
  expect(linked.filter((name) => !reference.includes(`](${name})`))).toEqual([]);
});
