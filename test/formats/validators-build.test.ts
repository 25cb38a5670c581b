import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const copy = mkdtempSync(join(tmpdir(), "rolecall-validators-"));
const validators = join(copy, "src/formats/validators.generated.cjs");

/** Runs the first step of builds and test runs in a copy of the project. */
function ensure(): void {
  const script = join(copy, ".ci/generate-validators.mjs");
  expect(spawnSync(process.execPath, [script], { encoding: "utf8" })).toMatchObject({ status: 0, stderr: "" });
}

beforeAll(() => {
  for (const name of [".ci", "schemas", "src/formats", "package.json"])
    cpSync(name, join(copy, name), { recursive: true });
  rmSync(validators);
  symlinkSync(join(process.cwd(), "node_modules"), join(copy, "node_modules"));
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

describe("the validators, which are not committed", () => {
  it("are written if they are missing, with reproducible bytes", () => {
    ensure();
    expect(readFileSync(validators, "utf8")).toBe(readFileSync("src/formats/validators.generated.cjs", "utf8"));
  });

  it("are kept while the schemas do not change", () => {
    ensure();
    const before = statSync(validators);
    ensure();
    expect(statSync(validators).mtimeMs).toBe(before.mtimeMs);
    expect(statSync(validators).ino).toBe(before.ino);
  });

  it("are rewritten when a schema changes", () => {
    ensure();
    const schema = join(copy, "schemas/waiver.schema.json");
    const before = readFileSync(validators, "utf8");
    writeFileSync(schema, readFileSync(schema, "utf8").replace('"title": "Waiver"', '"title": "Changed waiver"'));
    ensure();
    expect(readFileSync(validators, "utf8")).not.toBe(before);
    expect(readFileSync(validators, "utf8")).toContain("Changed waiver");
  });

  it("are ignored by git", () => {
    expect(readFileSync(".gitignore", "utf8").split("\n")).toContain("/src/formats/validators.generated.cjs");
  });
});
