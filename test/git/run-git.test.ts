import { execFileSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { gitRepository } from "../../src/git/git-repository.ts";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "rolecall-git-"));
  git("init", "--quiet", "--initial-branch", "main");
  mkdirSync(join(root, "access"));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

function git(...argv: readonly string[]): string {
  const person = ["-c", "user.name=Ada", "-c", "user.email=ada@acme.example"];
  return execFileSync("git", [...person, ...argv], { cwd: root, encoding: "utf8" }).trim();
}

/** Commits one file of `access/`. */
function commit(text: string): string {
  writeFileSync(join(root, "access/a.yaml"), text);
  git("add", "--all");
  git("commit", "--quiet", "--message", "State");
  return git("rev-parse", "HEAD");
}

const textAt = async (revision: string): Promise<string> => {
  const { entries } = await gitRepository(root, {}).readTree(revision);
  return new TextDecoder().decode(entries[0]?.bytes);
};

describe("runGit", () => {
  it("reads the committed content, ignoring replaced objects of this clone", async () => {
    const first = commit("a: reviewed\n");
    const second = commit("a: replaced\n");
    git("replace", first, second);
    git("replace", git("--no-replace-objects", "rev-parse", `${second}:access/a.yaml`), blob("a: also replaced\n"));
    // The replacement has an effect on plain git commands.
    expect(git("show", `${first}:access/a.yaml`)).toBe("a: also replaced");
    expect(await textAt(first)).toBe("a: reviewed\n");
    expect(await textAt(second)).toBe("a: replaced\n");
    expect(await gitRepository(root, {}).changedFiles({ base: first, head: second })).toEqual(["access/a.yaml"]);
  });

  it("does not run a file-system monitor that the repository's configuration names", async () => {
    const head = commit("a: 1\n");
    const [hook, trace] = [join(root, ".git", "monitor"), join(root, ".git", "monitor-ran")];
    writeFileSync(hook, `#!/bin/sh\necho ran >> "${trace}"\nexit 1\n`);
    chmodSync(hook, 0o755);
    git("config", "core.fsmonitor", hook);
    git("status", "--short");
    // The hook works: plain git runs it.
    expect(existsSync(trace)).toBe(true);
    rmSync(trace);
    writeFileSync(join(root, "access/b.yaml"), "b: 1\n");
    const changed = await gitRepository(root, {}).changedFiles({ base: head, head: null });
    expect(changed).toEqual(["access/b.yaml"]);
    expect(existsSync(trace)).toBe(false);
  });
});

function blob(text: string): string {
  return execFileSync("git", ["hash-object", "-w", "--stdin"], { cwd: root, encoding: "utf8", input: text }).trim();
}
