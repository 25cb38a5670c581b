import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const folder = fileURLToPath(new URL("../../src/github", import.meta.url));
const eager = /^import (?!type )[^;]*?from "@octokit\//m;

describe("GitHub's client library", () => {
  it("is loaded on first use, so that commands without GitHub start faster", () => {
    const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".ts"));
    expect(files.filter((name) => eager.test(readFileSync(join(folder, name), "utf8")))).toEqual([]);
    expect(
      files.filter((name) => readFileSync(join(folder, name), "utf8").includes('import("@octokit/rest")')),
    ).toEqual(["octokit.ts"]);
  });

  it("is detected where it is loaded at once", () => {
    expect(eager.test('import { Octokit } from "@octokit/rest";')).toBe(true);
    expect(eager.test('import type { Octokit } from "@octokit/rest";')).toBe(false);
  });
});
