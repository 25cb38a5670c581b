import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { bash, scriptOf } from "./shell.ts";

const commitAndTag = scriptOf("release.yml", "release/Commit and tag");
const setVersion = resolve(".ci/release.mjs");
const bundle = ".github/actions/rolecall/dist";
const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "rolecall-release-"));
  folders.push(folder);
  return folder;
}

function git(cwd: string, ...argv: readonly string[]): string {
  const identity = ["-c", "user.name=Test", "-c", "user.email=test@acme.example"];
  const done = spawnSync("git", [...identity, ...argv], { cwd, encoding: "utf8" });
  expect(done.stderr).toBe("");
  return done.stdout.trim();
}

/** Creates a repository at version 1.1.0 whose changelog has a section for 1.2.0, with a function to check it out. */
function aRepository() {
  const root = aFolder();
  const seed = join(root, "seed");
  mkdirSync(join(seed, bundle), { recursive: true });
  const files = {
    "package.json": { name: "rolecall", version: "1.1.0" },
    "package-lock.json": { name: "rolecall", version: "1.1.0", packages: { "": { version: "1.1.0" } } },
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(seed, name), JSON.stringify(content));
  writeFileSync(join(seed, "CHANGELOG.md"), "# Changelog\n\n## 1.2.0\n\nNew.\n\n## 1.1.0\n");
  writeFileSync(join(seed, bundle, "main-OLD.mjs"), "export const version = 1;\n".repeat(20));
  git(seed, "init", "--quiet", "--initial-branch=main");
  git(seed, "add", "--all");
  git(seed, "commit", "--quiet", "--message=Start");
  git(root, "clone", "--quiet", "--bare", seed, "origin.git");
  const origin = join(root, "origin.git");
  const env = { GITHUB_SERVER_URL: root, GITHUB_REPOSITORY: "origin.git", VERSION: "1.2.0" };
  const checkOut = (): string => {
    const folder = aFolder();
    git(folder, "clone", "--quiet", origin, ".");
    return folder;
  };
  return { origin, checkOut, release: (folder: string) => bash(commitAndTag, env, folder) };
}

/** Sets the version and writes a new bundle, as the earlier steps of the workflow do. */
function build(folder: string): void {
  expect(bash(`node ${setVersion} 1.2.0`, {}, folder)).toMatchObject({ status: 0, stderr: "" });
  rmSync(join(folder, bundle, "main-OLD.mjs"));
  writeFileSync(join(folder, bundle, "main-NEW.mjs"), "export const version = 1;\n".repeat(20));
}

describe("the version of a release", () => {
  it.each([
    ["1.1.0", /not newer than 1\.1\.0/],
    ["1.0.9", /not newer than 1\.1\.0/],
    ["1.10.0", /no section "## 1\.10\.0"/],
    ["1.2", /not valid/],
    ["1.2.0-beta", /not valid/],
    ["v1.2.0", /not valid/],
    ["01.2.0", /not valid/],
    ["1.2.0 --force", /not valid/],
    ["", /not valid/],
  ])("refuses '%s'", (version, message) => {
    const folder = aRepository().checkOut();
    const { status, stderr } = bash(`node ${setVersion} "$VERSION"`, { VERSION: version }, folder);
    expect(status).toBe(1);
    expect(stderr).toMatch(message);
    expect(git(folder, "status", "--porcelain")).toBe("");
  });

  it("is written to package.json and to both places of the lock file", () => {
    const folder = aRepository().checkOut();
    build(folder);
    const texts = ["package.json", "package-lock.json"].map((name) => readFileSync(join(folder, name), "utf8"));
    expect(texts.map((text) => text.match(/1\.2\.0/g)?.length)).toEqual([1, 2]);
  });
});

describe("the release commit", () => {
  it("contains the version and the bundle, is on its branch and has the tag; main does not change", () => {
    const { origin, checkOut, release } = aRepository();
    const folder = checkOut();
    const main = git(origin, "rev-parse", "main");
    build(folder);
    expect(release(folder)).toMatchObject({ status: 0, stderr: "" });
    expect(git(origin, "rev-parse", "main")).toBe(main);
    expect(git(origin, "rev-parse", "v1.2.0^{commit}")).toBe(git(origin, "rev-parse", "release/v1.2.0"));
    expect(git(origin, "rev-parse", "v1.2.0^{commit}^1")).toBe(main);
    expect(git(origin, "diff", "--no-renames", "--name-status", main, "v1.2.0").split("\n")).toEqual([
      `A\t${bundle}/main-NEW.mjs`,
      `D\t${bundle}/main-OLD.mjs`,
      "M\tpackage-lock.json",
      "M\tpackage.json",
    ]);
  });

  it.each([
    ["a file that the build added", (folder: string) => writeFileSync(join(folder, "left.txt"), "x")],
    ["a file that the tests changed", (folder: string) => writeFileSync(join(folder, "CHANGELOG.md"), "x")],
    ["a deleted file", (folder: string) => rmSync(join(folder, "CHANGELOG.md"))],
  ])("is not created with %s", (_, leave) => {
    const { origin, checkOut, release } = aRepository();
    const folder = checkOut();
    build(folder);
    leave(folder);
    const { status, stderr } = release(folder);
    expect(status).toBe(1);
    expect(stderr).toContain("The checkout is not clean:");
    expect(git(origin, "for-each-ref", "--format=%(refname)")).toBe("refs/heads/main");
  });

  it("is created once: a second release of the version pushes neither branch nor tag", () => {
    const { origin, checkOut, release } = aRepository();
    const [first, second] = [checkOut(), checkOut()];
    for (const folder of [first, second]) build(folder);
    writeFileSync(join(second, bundle, "main-NEW.mjs"), "other");
    expect(release(first).status).toBe(0);
    const before = git(origin, "for-each-ref");
    expect(release(second).status).not.toBe(0);
    expect(git(origin, "for-each-ref")).toBe(before);
  });

  it("is not pushed where only the tag exists", () => {
    const { origin, checkOut, release } = aRepository();
    git(origin, "tag", "v1.2.0", "main");
    const folder = checkOut();
    git(folder, "tag", "--delete", "v1.2.0");
    build(folder);
    expect(release(folder).status).not.toBe(0);
    expect(git(origin, "for-each-ref", "--format=%(refname)").split("\n")).toEqual([
      "refs/heads/main",
      "refs/tags/v1.2.0",
    ]);
  });
});
