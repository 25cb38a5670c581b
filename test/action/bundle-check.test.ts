import { spawnSync } from "node:child_process";
import { appendFileSync, cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

const copy = mkdtempSync(join(tmpdir(), "rolecall-bundle-check-"));
const committed = join(copy, ".github/actions/rolecall/dist");

const bundling = (...args: readonly string[]) =>
  spawnSync(process.execPath, [join(copy, ".ci/bundle.mjs"), ...args], { cwd: copy, encoding: "utf8" });

function git(...argv: readonly string[]): void {
  const identity = ["-c", "user.name=Test", "-c", "user.email=test@acme.example"];
  expect(spawnSync("git", [...identity, ...argv], { cwd: copy, encoding: "utf8" })).toMatchObject({ status: 0 });
}

/** The bundle that these sources build. */
const fresh = join(copy, "dist", "fresh");

/** Replaces the slow build: these tests compare the output of builds. `bundle.test.ts` runs the real one. */
const build = join(copy, ".ci/bundle/build-bundle.mjs");
const buildWith = (main: string): string =>
  `import { mkdirSync, writeFileSync } from "node:fs";
export async function buildBundle(folder) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(folder + "/main.mjs", ${main});
  writeFileSync(folder + "/THIRD-PARTY-NOTICES.txt", "notices");
}
`;

/** A copy of the scripts some time after a release: the committed bundle is older than the sources. */
beforeAll(() => {
  for (const name of [".ci", "schemas", "package.json", ".gitignore"])
    cpSync(name, join(copy, name), { recursive: true });
  symlinkSync(join(process.cwd(), "node_modules"), join(copy, "node_modules"));
  writeFileSync(build, buildWith('"export {};"'));
  expect(bundling(fresh)).toMatchObject({ status: 0, stderr: "" });
  cpSync(fresh, committed, { recursive: true });
  appendFileSync(join(committed, "main.mjs"), "// of the last release\n");
  git("init", "--quiet");
  git("add", "--force", ".ci", ".github");
  git("commit", "--quiet", "--message=Release");
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));
beforeEach(() => {
  git("reset", "--quiet", "--hard");
  git("clean", "--quiet", "--force", "-x", "--", ".github");
});

describe("bundle.mjs --since", () => {
  it("accepts the bundle of the last release independent of the sources", () => {
    expect(bundling("--since", "HEAD")).toMatchObject({ status: 0, stderr: "" });
  });

  it("accepts a release: the bundle that the sources build", () => {
    cpSync(fresh, committed, { recursive: true });
    expect(bundling("--since", "HEAD")).toMatchObject({ status: 0, stderr: "" });
  });

  it("rejects every other bundle: an additional byte, an additional file, a missing file", () => {
    cpSync(fresh, committed, { recursive: true });
    appendFileSync(join(committed, "main.mjs"), "\n");
    writeFileSync(join(committed, "extra.mjs"), "");
    rmSync(join(committed, "THIRD-PARTY-NOTICES.txt"));
    const { status, stderr } = bundling("--since", "HEAD");
    expect(status).toBe(1);
    expect(stderr.trim().split("\n")).toEqual([
      ".github/actions/rolecall/dist/THIRD-PARTY-NOTICES.txt differs from a build of the sources",
      ".github/actions/rolecall/dist/extra.mjs differs from a build of the sources",
      ".github/actions/rolecall/dist/main.mjs differs from a build of the sources",
      "Only a release writes the bundle: do not commit a change of it.",
    ]);
  });

  it("fails when the revision does not exist", () => {
    expect(bundling("--since", "HEAD^1").status).not.toBe(0);
    expect(bundling("--since").stderr).toContain("The revision is missing");
  });
});

describe("bundle.mjs --reproducible", () => {
  it("rejects a build that depends on the time, and does not change the committed bundle", () => {
    writeFileSync(build, buildWith("`// ${process.hrtime()}`"));
    const { status, stderr } = bundling("--reproducible");
    expect(status).toBe(1);
    expect(stderr).toContain("main.mjs differs from the first build");
    expect(bundling("--since", "HEAD").status).toBe(0);
  });
});
