import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { aTree, type TreeBuilder, userYaml } from "../support/tree.ts";

const page = readFileSync(fileURLToPath(new URL("../../schemas/README.md", import.meta.url)), "utf8");

/** Returns the conditional fields of a document's section: field → condition. */
function conditionsOf(title: string): Readonly<Record<string, string>> {
  const section = page.split(`\n### ${title}\n`)[1]?.split("\n### ")[0] ?? "";
  return Object.fromEntries(
    [...section.matchAll(/^\| `([^`]+)` \| .*? \| if ([^|]+) \|/gm)].map(([, field = "", when = ""]) => [field, when]),
  );
}

const without = (text: string, field: string): string => text.replace(new RegExp(`^${field}:.*\n`, "m"), "");
const employee = userYaml("bob");
const contractor = without(userYaml("bob", "end: 2027-01-01\nsponsor: ada\n"), "manager").replace("employee", "vendor");
const service = without(without(userYaml("bob", "owners: [ada]\npurpose: Backups\n"), "manager"), "start").replace(
  "employee",
  "service",
);
const onLeave = userYaml("bob", "returnDate: 2027-01-01\n").replace("active", "on-leave");
const system = `id: s
provider: okta
title: S
owners: ["@acme/security"]
mode: observe
connection: { orgUrl: https://s.okta.example }
account: { join: employeeNumber }
`;
const user = (text: string): TreeBuilder => aTree().file("users/bob.yaml", text);
const requiredIn = (tree: TreeBuilder): readonly string[] =>
  tree.load().findings.flatMap(({ code, message }) => (code === "schema/required" ? [message] : []));

describe("the conditions in the field reference", () => {
  it("are those of validate for a user", () => {
    const cases: Readonly<Record<string, string>> = {
      manager: employee,
      start: employee,
      end: contractor,
      sponsor: contractor,
      owners: service,
      purpose: service,
      returnDate: onLeave,
    };
    expect(Object.keys(conditionsOf("User")).sort()).toEqual(Object.keys(cases).sort());
    for (const [field, text] of Object.entries(cases)) {
      expect(requiredIn(user(text)), field).toEqual([]);
      expect(requiredIn(user(without(text, field))), field).toEqual([expect.stringContaining(`\`${field}\``)]);
    }
  });

  it("are those of validate for a system", () => {
    const tree = (text: string): TreeBuilder => aTree().file("systems/s.yaml", text);
    expect(Object.keys(conditionsOf("System"))).toEqual(["connection", "connection.orgUrl", "account"]);
    expect(requiredIn(tree(system))).toEqual([]);
    for (const changed of [
      without(system, "connection"),
      system.replace("{ orgUrl: https://s.okta.example }", "{}"),
      without(system, "account"),
    ])
      expect(requiredIn(tree(changed))).toHaveLength(1);
  });
});

/** Returns the examples of the documents: path → text. */
const examples = [...page.matchAll(/^Example, `([^`]+)`:\n\n```yaml\n([\s\S]*?)```$/gm)].map(
  ([, path = "", text = ""]) => [path, text] as const,
);

describe("the examples in the field reference", () => {
  it("are there for every kind of document", () => {
    const kinds = page.split("## What the commands print")[0]?.match(/^### /gm) ?? [];
    expect(examples).toHaveLength(kinds.length);
  });

  it.each(examples)("have the form of their kind: %s", (path, text) => {
    const tree = aTree().file(path.replace("access/", ""), text);
    // References lead to the sample company, which this tree does not have.
    const found = tree
      .load()
      .findings.filter(
        ({ code, severity, file }) => file === path && severity === "error" && /^(schema|yaml|path)\//.test(code),
      );
    expect(found).toEqual([]);
  });
});
