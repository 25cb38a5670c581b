import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadModel } from "../../src/load/load-model.ts";
import { commitSource, resolveCommit } from "../../src/git/commit-source.ts";
import { folderSource } from "../../src/source/folder-source.ts";
import { now } from "../support/model.ts";
import { smallCompany, userYaml } from "../support/tree.ts";

let root = "";
const git = (...args: readonly string[]): string =>
  execFileSync("git", ["-C", root, "-c", "protocol.file.allow=always", ...args], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
    env: {
      PATH: process.env["PATH"],
      HOME: root,
      GIT_CONFIG_NOSYSTEM: "1",
      GIT_AUTHOR_NAME: "Ada",
      GIT_AUTHOR_EMAIL: "ada@acme.example",
      GIT_COMMITTER_NAME: "Ada",
      GIT_COMMITTER_EMAIL: "ada@acme.example",
    },
  }).trim();
const write = (path: string, text: string): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};
const company = (folder = ""): void => {
  for (const [path, text] of Object.entries(smallCompany)) write(join(folder, "access", path), text);
};
const commit = (): string => {
  git("add", "-A");
  git("commit", "-q", "-m", "A state");
  return git("rev-parse", "HEAD");
};
const bytes = (tree: Awaited<ReturnType<ReturnType<typeof folderSource>["read"]>>) =>
  tree.entries.map((entry) => ({ ...entry, bytes: [...entry.bytes] }));

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "rolecall-source-"));
  git("init", "-q", "-b", "main");
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

describe("the working folder and a commit of it", () => {
  it("return the same tree", async () => {
    company();
    write("access/users/a b/ada-2.yaml", userYaml("ada-2"));
    write("access/tests/unicode-é.yaml", "tests: []\n");
    write("access/README.md", "# Access\n");
    write("src/other.yaml", "not: ours\n");
    symlinkSync("../../outside.yaml", join(root, "access/users/link.yaml"));
    const head = commit();
    const folder = await folderSource(root).read();
    const tree = await commitSource(root, head).read();
    expect(bytes(tree)).toEqual(bytes(folder));
    expect(tree.entries.map(({ path }) => path)).not.toContain("src/other.yaml");
    expect(tree.entries.find(({ path }) => path.endsWith("link.yaml"))?.kind).toBe("symlink");
  });

  it("share the bytes of files that two commits have in common, and not of files that differ", async () => {
    company();
    const base = commit();
    write("access/users/ada.yaml", userYaml("ada", "# moved\n"));
    const head = commit();
    const [before, after] = [await commitSource(root, base).read(), await commitSource(root, head).read()];
    const bytesOf = (tree: typeof before, path: string) => tree.entries.find((entry) => entry.path === path)?.bytes;
    expect(bytesOf(after, "access/systems/okta.yaml")).toBe(bytesOf(before, "access/systems/okta.yaml"));
    expect(bytesOf(after, "access/users/ada.yaml")).not.toEqual(bytesOf(before, "access/users/ada.yaml"));
    expect(await commitSource(root, base).read()).toBe(before);
  });

  it("load into the same model", async () => {
    company();
    commit();
    const [folder, tree] = [await folderSource(root).read(), await commitSource(root, "HEAD").read()];
    expect(loadModel(folder, { at: now }).findings).toEqual([]);
    expect(loadModel(tree, { at: now }).model).toEqual(loadModel(folder, { at: now }).model);
  });

  it("never read the target of a link", async () => {
    company();
    write("secret.yaml", userYaml("mallory"));
    symlinkSync("../../secret.yaml", join(root, "access/users/mallory.yaml"));
    symlinkSync("..", join(root, "access/roles"));
    commit();
    for (const source of [folderSource(root), commitSource(root, "HEAD")]) {
      const tree = await source.read();
      expect(tree.entries.filter(({ kind }) => kind === "symlink").map(({ path, size }) => [path, size])).toEqual([
        ["access/roles", 0],
        ["access/users/mallory.yaml", 0],
      ]);
      const { model, findings } = loadModel(tree, { at: now });
      expect(model).toBeNull();
      expect(findings.map(({ code }) => code)).toEqual(["path/symlink", "path/symlink"]);
    }
  });

  it("name a submodule", async () => {
    company();
    const inner = join(root, "inner");
    mkdirSync(inner);
    execFileSync("git", ["init", "-q", inner]);
    writeFileSync(join(inner, "x.yaml"), "x: 1\n");
    const inside = ["-C", inner, "-c", "user.name=A", "-c", "user.email=a@acme.example"];
    execFileSync("git", [...inside, "add", "-A"]);
    execFileSync("git", [...inside, "commit", "-q", "-m", "x"]);
    git("submodule", "--quiet", "add", "./inner", "access/users/team");
    commit();
    for (const source of [folderSource(root), commitSource(root, "HEAD")]) {
      const { entries } = await source.read();
      expect(entries.find(({ path }) => path === "access/users/team")?.kind).toBe("submodule");
      expect(entries.some(({ path }) => path.startsWith("access/users/team/"))).toBe(false);
    }
  });

  it("report access/ that is a link", async () => {
    mkdirSync(join(root, "elsewhere"));
    symlinkSync("elsewhere", join(root, "access"));
    commit();
    for (const source of [folderSource(root), commitSource(root, "HEAD")]) {
      const tree = await source.read();
      expect(tree.entries.map(({ path, kind }) => [path, kind])).toEqual([["access", "symlink"]]);
      expect(loadModel(tree, { at: now }).model).toBeNull();
    }
  });

  it("report a missing access/ as missing, not as empty", async () => {
    write("README.md", "nothing here\n");
    commit();
    for (const source of [folderSource(root), commitSource(root, "HEAD")])
      expect(await source.read()).toEqual({ exists: false, entries: [] });
  });
});

describe("the working folder", () => {
  it("does not open an object that is not a file", async () => {
    company();
    execFileSync("mkfifo", [join(root, "access/users/pipe.yaml")]);
    const tree = await folderSource(root).read();
    expect(tree.entries.find(({ path }) => path.endsWith("pipe.yaml"))?.kind).toBe("other");
    expect(loadModel(tree, { at: now }).findings.map(({ code }) => code)).toEqual(["path/unexpected-file"]);
  });

  it("does not read a file of 17 MB into memory, and load rejects it", async () => {
    company();
    write("access/users/big.yaml", "# x\n".repeat(4_300_000));
    commit();
    for (const source of [folderSource(root), commitSource(root, "HEAD")]) {
      const tree = await source.read();
      expect(tree.entries.find(({ path }) => path.endsWith("big.yaml"))).toMatchObject({
        size: 17_200_000,
        bytes: { length: 0 },
      });
      expect(loadModel(tree, { at: now }).findings.map(({ code }) => code)).toEqual(["file/too-large"]);
    }
  });
});

describe("a commit", () => {
  it("is read independent of the working folder", async () => {
    company();
    const first = commit();
    write("access/users/bob.yaml", userYaml("bob"));
    const second = commit();
    rmSync(join(root, "access"), { recursive: true });
    const paths = async (revision: string) =>
      (await commitSource(root, revision).read()).entries.map(({ path }) => path);
    expect(await paths(first)).not.toContain("access/users/bob.yaml");
    expect(await paths(second)).toContain("access/users/bob.yaml");
    expect(await paths("HEAD~1")).toEqual(await paths(first));
  });

  it("is read below a folder of the repository", async () => {
    company("teams/one");
    company();
    write("access/users/bob.yaml", userYaml("bob"));
    commit();
    const tree = await commitSource(join(root, "teams/one"), "HEAD").read();
    expect(tree.entries.map(({ path }) => path)).toEqual(
      Object.keys(smallCompany)
        .map((path) => `access/${path}`)
        .sort(),
    );
  });

  it("is not changed by text conversions of the checkout", async () => {
    company();
    write("access/.gitattributes", "*.yaml text eol=crlf\n");
    const head = commit();
    const tree = await commitSource(root, head).read();
    const user = tree.entries.find(({ path }) => path === "access/users/ada.yaml");
    expect(new TextDecoder().decode(user?.bytes)).toBe(userYaml("ada"));
  });

  it("has a full hash for every form of revision", async () => {
    company();
    const head = commit();
    git("tag", "-a", "-m", "x", "v1");
    for (const name of ["HEAD", "main", "v1", head.slice(0, 10), head])
      expect(await resolveCommit(root, name)).toBe(head);
  });

  it.each(["nowhere", "--output=x", "HEAD:access", "", "a\nb"])(
    "with an unknown revision is rejected with a remedy: %j",
    async (revision) => {
      company();
      commit();
      await expect(resolveCommit(root, revision)).rejects.toThrow(/does not know the commit .*: check the spelling/s);
      await expect(commitSource(root, revision).read()).rejects.toThrow(/does not know the commit/);
    },
  );

  it("that a shallow clone does not have is rejected with a hint", async () => {
    company();
    const first = commit();
    write("access/users/bob.yaml", userYaml("bob"));
    commit();
    const shallow = join(root, "shallow");
    git("clone", "-q", "--depth", "1", `file://${root}`, shallow);
    await expect(resolveCommit(shallow, first)).rejects.toThrow(/shallow.*fetch-depth: 0/s);
  });

  it("outside a repository is rejected with a hint", async () => {
    const outside = mkdtempSync(join(tmpdir(), "rolecall-none-"));
    await expect(resolveCommit(outside, "HEAD")).rejects.toThrow(/not in a git repository.*--root/s);
    rmSync(outside, { recursive: true });
  });
});
