import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { loadModel } from "../../src/load/load-model.ts";
import { now } from "../support/model.ts";
import { aTree, smallCompany, userYaml } from "../support/tree.ts";

/** I29: any input results in a valid model, or in located errors with code and remedy; never in an exception. */
function judge(tree: ReturnType<typeof aTree>): void {
  const loaded = tree.load();
  const errors = loaded.findings.filter(({ severity }) => severity === "error");
  expect(loaded.model === null).toBe(errors.length > 0);
  for (const { file, line, column, remedy, message } of errors) {
    expect(remedy).not.toBe("");
    expect(message).not.toBe("");
    if (file === null) continue;
    expect(line).toBeGreaterThan(0);
    expect(column).toBeGreaterThan(0);
  }
}

/** fast-check prints the seed and the smallest input where a property fails. */
const runs = { seed: 20261121, numRuns: 150 };

describe("I29: any input gives a model or located errors", () => {
  it("accepts any bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        judge(aTree().file("users/bob.yaml", bytes));
      }),
      runs,
    );
  });

  it("accepts any text of YAML's special characters", () => {
    const piece = fc.constantFrom(
      ..."abé:-?[]{},#&*!|>'\"%@`~0_. \n\t\\".split(""),
      "<<",
      "---\n",
      "  ",
      ": ",
      "- ",
      "\n  ",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        judge(aTree().file("users/bob.yaml", pieces.join("")));
        judge(aTree().adding("users/ada.yaml", pieces.join("")));
      }),
      runs,
    );
  });

  it("accepts a document with one character changed", () => {
    const whole = userYaml("bob", "aliases: [b@acme.example]\nattributes: { a: x }\nend: 2027-01-01\n");
    const changed = fc.tuple(fc.nat(whole.length - 1), fc.string({ unit: "binary", minLength: 1, maxLength: 1 }));
    fc.assert(
      fc.property(changed, ([position, character]) => {
        judge(aTree().file("users/bob.yaml", `${whole.slice(0, position)}${character}${whole.slice(position + 1)}`));
      }),
      runs,
    );
  });

  it("accepts a value of a different type in any field of any document", () => {
    const path = fc.constantFrom(...Object.keys(smallCompany));
    const value = fc.constantFrom(
      "[]",
      "{}",
      "12",
      "true",
      "x",
      '""',
      "[[1]]",
      "{ a: { b: c } }",
      "-1",
      "1.5",
      "~",
      "[x, 1]",
    );
    fc.assert(
      fc.property(path, fc.nat(20), value, (file, line, written) => {
        const lines = (smallCompany[file] ?? "").split("\n");
        const at = line % lines.length;
        lines[at] = (lines[at] ?? "").replace(/^( *[A-Za-z]+:).*/, `$1 ${written}`);
        judge(aTree().file(file, lines.join("\n")));
      }),
      runs,
    );
  });

  it("accepts any path", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.constantFrom("users", "grants", "okta", "..", ".", "", "x.yaml", "A", "a b", "é", "policies", "~"),
          { maxLength: 6 },
        ),
        (parts) => {
          judge(aTree().file(parts.join("/"), "id: x\n"));
        },
      ),
      runs,
    );
  });
});

describe("I23: the order in which a source lists files", () => {
  it("changes neither the model nor the findings", () => {
    const tree = aTree()
      .file("users/bob.yaml", userYaml("bob", "titel: x\n"))
      .file("users/x/ada.yaml", userYaml("ada"))
      .file("roles/r.yaml", 'id: r\ntitle: R\nowners: ["@acme/no"]\nincludes: [r]\n')
      .build();
    const inOrder = loadModel(tree, { at: now });
    fc.assert(
      fc.property(fc.shuffledSubarray([...tree.entries], { minLength: tree.entries.length }), (entries) => {
        const shuffled = loadModel({ exists: true, entries }, { at: now });
        expect(shuffled.findings).toEqual(inOrder.findings);
      }),
      { ...runs, numRuns: 40 },
    );
  });
});
