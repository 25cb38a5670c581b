import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { instrument } from "./instrument.ts";
import { coverTests, judgeAll } from "./workers.ts";

const project = fileURLToPath(new URL("../..", import.meta.url));
const root = mkdtempSync(join(tmpdir(), "rolecall-workers-"));
afterAll(() => rmSync(root, { recursive: true }));

const files = {
  // The mutant of the loop condition is never evaluated again, so only a timeout detects it.
  "src/model/count.ts": `export function isSmall(count: number): boolean {
  return count < 3;
}

export function spin(turns: number): number {
  const isEndless = turns > 5;
  let left = turns;
  for (;;) if (left-- === 0 && !isEndless) return turns;
}
`,
  "src/policy/nothing.ts": "export const nothing = null;\n",
  "test/model/count.test.ts": `import { describe, expect, it } from "vitest";
import { isSmall, spin } from "../../src/model/count.ts";
describe("a count", () => {
  it("is small up to two", () => expect([isSmall(0), isSmall(9)]).toEqual([true, false]));
  it("is gone through", () => expect(spin(1)).toBe(1));
});
`,
  "package.json": `{ "type": "module" }`,
};

describe("workers", () => {
  it("report detected, undetected and endless mutants of real code", async () => {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    cpSync(join(project, "test/mutation"), join(root, "test/mutation"), { recursive: true });
    cpSync(join(project, "test/property"), join(root, "test/property"), { recursive: true });
    symlinkSync(join(project, "node_modules"), join(root, "node_modules"));

    const { mutants, path } = await instrument(root);
    const place = { root, instrumented: path, testFiles: ["test/model/count.test.ts"], caches: [] };
    const { reach } = await coverTests(place);
    const task = (original: string, replacement: string) => {
      const { id, file } = mutants.find((one) => one.original === original && one.replacement === replacement)!;
      return { id, file, reach: reach[id]! };
    };
    const chosen = [
      task("turns > 5", "true"),
      // Mutants after an endless one are also tested.
      task("count < 3", "true"),
      task("count < 3", "count <= 3"),
    ];
    const verdicts = new Map<string, string>();
    await judgeAll(place, chosen, { limit: 5000, onJudged: (id, verdict) => void verdicts.set(id, verdict) });
    expect(chosen.map(({ id }) => verdicts.get(id))).toEqual(["timed out", "killed", "survived"]);
  }, 300_000);
});
