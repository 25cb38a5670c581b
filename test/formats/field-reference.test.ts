import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const folder = fileURLToPath(new URL("../../schemas", import.meta.url));
const page = readFileSync(join(folder, "README.md"), "utf8");
const suffix = ".schema.json";
const schemas = new Map(
  readdirSync(folder)
    .filter((name) => name.endsWith(suffix))
    .map((name) => [name.slice(0, -suffix.length), JSON.parse(readFileSync(join(folder, name), "utf8")) as Schema]),
);

interface Schema {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly title?: string;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
}

interface Section {
  /** The value type that the section gives; empty for a document. */
  readonly value: string;
  readonly rows: ReadonlyMap<string, { readonly value: string; readonly isRequired: boolean }>;
}

/** Returns the sections of the page by their headings. */
function sectionsOf(markdown: string): ReadonlyMap<string, Section> {
  return new Map(
    markdown.split(/^### /m).map((text) => {
      const rows = [...text.matchAll(/^\| `([^`]+)` \| (.*?) \| (yes|if [^|]+)? ?\| /gm)].map(
        ([, name = "", value = "", required]) => [name, { value, isRequired: required === "yes" }] as const,
      );
      return [text.split("\n")[0] ?? "", { value: / Value: (.*)\.$/m.exec(text)?.[1] ?? "", rows: new Map(rows) }];
    }),
  );
}

function resolve(schema: Schema, kind: string): readonly [Schema, string] {
  if (schema.$ref === undefined) return [schema, kind];
  const [file = "", name] = schema.$ref.split("#/$defs/");
  const target = file === "" ? kind : file.slice(0, -suffix.length);
  if (name === undefined) return [schemas.get(target)!, target];
  return [schemas.get(target)!.$defs![name]!, target];
}

function fieldsOf({ properties = {}, patternProperties = {}, additionalProperties }: Schema) {
  const isMap = typeof additionalProperties === "object" && Object.keys(additionalProperties).length > 0;
  return [
    ...Object.entries(properties),
    ...Object.entries(patternProperties).map(
      ([key, inner]) => [key.replace(/^\^(\w+)\\..*/, "$1.NAME"), inner] as const,
    ),
    ...(isMap ? [["NAME", additionalProperties] as const] : []),
  ];
}

interface Place {
  readonly section: string;
  readonly prefix: string;
  /** Returns the value type that the page gives for a schema node. */
  readonly value: string;
}

/** Returns the fields of a document that are missing in its section and in the linked sections of `markdown`. */
function missingFields(kind: string, markdown: string): readonly string[] {
  const sections = sectionsOf(markdown);
  const problems: string[] = [];
  const followed = new Set<string>();
  const visitFields = (schema: Schema, own: string, { section, prefix, value }: Place): void => {
    for (const [key, inner] of fieldsOf(schema)) {
      const name = prefix === "" ? key : `${prefix}.${key}`;
      const row = sections.get(section)?.rows.get(name);
      if (row === undefined) problems.push(`${section}: missing ${name}`);
      else if (row.isRequired !== (schema.required ?? []).includes(key))
        problems.push(`${section}: ${name} is ${row.isRequired ? "not " : ""}required`);
      visit(inner, own, { section, prefix: name, value: row?.value ?? "" });
    }
    if (schema.items !== undefined) visit(schema.items, own, { section, prefix: `${prefix}[]`, value });
  };
  const visit = (given: Schema, from: string, place: Place): void => {
    const [schema, own] = resolve(given, from);
    const link = /\[([^\]]+)\]$/.exec(place.value)?.[1];
    if (link === undefined || link !== schema.title) {
      if (link !== undefined && schema.items === undefined)
        problems.push(`${place.section}: ${place.prefix} links to ${link}`);
      return visitFields(schema, own, place);
    }
    if (followed.has(link)) return;
    followed.add(link);
    const section = sections.get(link);
    if (section === undefined) problems.push(`${place.section}: missing section ${link}`);
    visitFields(schema, own, { section: link, prefix: "", value: section?.value ?? "" });
  };
  const document = schemas.get(kind)!;
  visitFields(document, kind, { section: document.title!, prefix: "", value: "" });
  return problems;
}

/** Returns the broken links of the page, to sections and to files in the folder. */
function brokenLinks(markdown: string): readonly string[] {
  const anchors = new Set(
    [...markdown.matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) =>
      heading
        .toLowerCase()
        .replaceAll(/[^\w\- ]/g, "")
        .replaceAll(" ", "-"),
    ),
  );
  const targets = new Map(
    [...markdown.matchAll(/^\[([^\]]+)\]: (\S+)$/gm)].map(([, name = "", to = ""]) => [name, to]),
  );
  const shortcuts = [
    ...markdown.matchAll(/\| (?:[a-z ]+ )?\[([^\]]+)\] \|/g),
    ...markdown.matchAll(/\[([^\]]+)\]\.$/gm),
  ];
  const inline = [...markdown.matchAll(/\]\(([^)]+)\)/g)].map(([, to = ""]) => to);
  const all = [...inline, ...targets.values(), ...shortcuts.map(([, name = ""]) => targets.get(name) ?? `[${name}]`)];
  return all.filter((to) => !(to.startsWith("#") ? anchors.has(to.slice(1)) : existsSync(join(folder, to))));
}

const documents = [...schemas.keys()].filter((kind) => kind !== "common");

describe("the field reference", () => {
  it.each(documents)("has every field of %s, in its section or in a linked section", (kind) => {
    expect(missingFields(kind, page)).toEqual([]);
  });

  it("has no broken links", () => {
    expect(brokenLinks(page)).toEqual([]);
  });

  it("has one section for each definition that it links to", () => {
    const headings = [...page.matchAll(/^### (.*)$/gm)].map(([, heading]) => heading);
    expect(headings.filter((heading, at) => headings.indexOf(heading) < at)).toEqual([]);
  });

  it("stays within a readable length", () => {
    expect(page.length).toBeLessThan(90_000);
  });

  it.each<[string, string | RegExp, string, string]>([
    ["a missing field", /^\| `removals\.require` .*\n/m, "", "Approvals: missing removals.require"],
    [
      "a missing field of a linked structure",
      /^\| `maxDuration` \| \[Duration\] \| {2}\| Maximum duration of a grant. \|\n/m,
      "",
      "Approval of a tier: missing maxDuration",
    ],
    [
      "a link to a wrong structure",
      "| `tiers.low` | [Approval of a tier]",
      "| `tiers.low` | [Selector]",
      "Approvals: tiers.low links to Selector",
    ],
    [
      "a missing section",
      "### Approval of a tier\n",
      "### Tier approvals\n",
      "Approvals: missing section Approval of a tier",
    ],
    [
      "a required field that is shown as optional",
      /(`removals.require` \| \[[^\]]+\] \|) yes/,
      "$1 ",
      "Approvals: removals.require is required",
    ],
  ])("reports %s", (_, from, to, expected) => {
    const changed = page.replace(from, to);
    expect(changed).not.toBe(page);
    expect(missingFields("approvals", changed)).toContain(expected);
  });

  it.each<[string, string | RegExp, string, string]>([
    ["a link without a target", "[Duration]: #duration\n", "", "[Duration]"],
    ["a target that is not a heading", "[Duration]: #duration\n", "[Duration]: #durations\n", "#durations"],
    ["a file that does not exist", "(user.schema.json)", "(users.schema.json)", "users.schema.json"],
  ])("reports %s", (_, from, to, expected) => {
    const changed = page.replace(from, to);
    expect(changed).not.toBe(page);
    expect(brokenLinks(changed)).toContain(expected);
  });
});
