import { describe, expect, it } from "vitest";
import { testCommitsMadeAt } from "../support/commit-time.ts";
import type { GitReader } from "../../src/ports/git.ts";
import type { Edit } from "../support/memory-git/objects.ts";
import type { TestRepository } from "../support/test-repository.ts";

/** A repository with one commit, at its branch `start`, and a remote. */
export interface GitSubject extends TestRepository {
  /** Commits on a branch of `origin` only, so that this repository does not have the commit. */
  readonly commitAtOrigin: (branch: string, edit: Edit) => string;
}

const unknown = "d".repeat(40);

/**
 * The tests that every implementation of the git port must pass. All tests share one repository, so each uses separate
 * branches.
 */
export function describeGit(name: string, subject: () => GitSubject): void {
  let last = 0;
  /** Creates a branch with one commit of these files on top of the first commit. */
  const aBranch = (edit: Edit): { readonly git: GitSubject; readonly branch: string; readonly tip: string } => {
    const git = subject();
    last += 1;
    const branch = `case-${last}`;
    git.checkout(branch, "start");
    git.write(edit);
    return { git, branch, tip: git.commit(`Case ${last}`) };
  };
  const after = (git: GitSubject, from: string, edit: Edit): string => {
    last += 1;
    git.checkout(`case-${last}`, from);
    git.write(edit);
    return git.commit(`Case ${last}`);
  };
  const paths = async (git: GitReader, revision: string): Promise<readonly string[]> =>
    (await git.readTree(revision)).entries.map(({ path }) => path);

  describe(`${name}: reading commits`, () => {
    it("resolves HEAD, a branch, a full ref, an abbreviated hash and an ancestor to the full hash", async () => {
      const { git, branch, tip } = aBranch({ "access/a.yaml": "a: 1\n" });
      const reader = git.open();
      for (const revision of ["HEAD", branch, `refs/heads/${branch}`, tip.slice(0, 12), tip])
        expect([revision, await reader.resolveCommit(revision)]).toEqual([revision, tip]);
      expect(await reader.resolveCommit(`${branch}~1`)).toBe(await reader.resolveCommit("start"));
    });

    it.each(["nowhere", unknown, "", "--all", "HEAD:access"])("rejects the unknown revision %j", async (revision) => {
      const reader = subject().open();
      const problem = { name: "OperationalError", message: expect.stringContaining("git does not know the commit") };
      await expect(reader.resolveCommit(revision)).rejects.toMatchObject(problem);
      await expect(reader.readTree(revision)).rejects.toMatchObject(problem);
    });

    it("reads access/ of the commit, sorted, independent of the working folder", async () => {
      const { git, tip } = aBranch({ "access/b.yaml": "b: é\n", "access/a/z.yaml": "z: 1\n", "other/x.yaml": "x\n" });
      git.write({ "access/b.yaml": "b: changed\n" });
      const { exists, entries } = await git.open().readTree(tip);
      expect(exists).toBe(true);
      expect(entries.map(({ path, kind, size }) => [path, kind, size])).toEqual([
        ["access/a/z.yaml", "file", 5],
        ["access/b.yaml", "file", 6],
        ["access/start.yaml", "file", 9],
      ]);
      expect(new TextDecoder().decode(entries[1]?.bytes)).toBe("b: é\n");
      git.write({ "access/b.yaml": "b: é\n" });
    });

    it("reads access/ of a folder in the repository, and returns the position of the folder", async () => {
      const { git, tip } = aBranch({ "company/access/c.yaml": "c: 1\n" });
      expect(await paths(git.open("company"), tip)).toEqual(["access/c.yaml"]);
      expect(await git.open("company").prefix()).toBe("company/");
      expect(await git.open().prefix()).toBe("");
    });

    it("reads a commit without access/ as missing, not as empty", async () => {
      const { git, tip } = aBranch({ "access/start.yaml": null, "company/x.yaml": "x\n" });
      expect(await git.open().readTree(tip)).toEqual({ exists: false, entries: [] });
    });

    it("returns the same tree for equal files and a different one for different files", async () => {
      const { git, tip } = aBranch({ "access/a.yaml": "a: 1\n" });
      const back = after(git, after(git, tip, { "access/a.yaml": "a: 2\n" }), { "access/a.yaml": "a: 1\n" });
      const reader = git.open();
      expect(back).not.toBe(tip);
      expect(await reader.treeOf(back)).toBe(await reader.treeOf(tip));
      expect(await reader.treeOf("start")).not.toBe(await reader.treeOf(tip));
      await expect(reader.treeOf(unknown)).rejects.toMatchObject({ name: "OperationalError" });
    });

    it("returns when a commit was made", async () => {
      const { git, tip } = aBranch({ "access/a.yaml": "a: 1\n" });
      expect(await git.open().committedAt(tip)).toBe(testCommitsMadeAt);
      await expect(git.open().committedAt(unknown)).rejects.toMatchObject({ name: "OperationalError" });
    });
  });

  describe(`${name}: comparing commits`, () => {
    const edit = { "access/users/a.yaml": "a\n", "company/access/c.yaml": "c\n", "README.md": "Read\n" };

    it("lists all paths that differ, both paths of a moved file, relative to the folder", async () => {
      const { git, tip } = aBranch(edit);
      const head = after(git, tip, { "README.md": null, "docs/README.md": "Read\n", "company/access/c.yaml": "d\n" });
      const range = { base: tip, head };
      expect(await git.open().changedFiles(range)).toEqual(["README.md", "company/access/c.yaml", "docs/README.md"]);
      expect(await git.open("company").changedFiles(range)).toEqual([
        "../README.md",
        "../docs/README.md",
        "access/c.yaml",
      ]);
      expect(await git.open().changedFiles({ base: tip, head: tip })).toEqual([]);
    });

    it("compares with the working folder without a head, including new files", async () => {
      const { git, tip } = aBranch(edit);
      git.write({ "README.md": "Changed\n", "access/new.yaml": "n\n", "access/users/a.yaml": null });
      expect(await git.open().changedFiles({ base: tip, head: null })).toEqual([
        "README.md",
        "access/new.yaml",
        "access/users/a.yaml",
      ]);
      git.write({ "README.md": "Read\n", "access/new.yaml": null, "access/users/a.yaml": "a\n" });
      expect(await git.open().changedFiles({ base: tip, head: null })).toEqual([]);
    });

    it("describes changes that the digest does not cover by path, mode and blob, without Markdown outside access/", async () => {
      const { git, tip } = aBranch(edit);
      const head = after(git, tip, {
        "README.md": null,
        "docs/README.md": "Read\n",
        "tools/run.sh": "exit 0\n",
        "access/users/a.yaml": "b\n",
        "access/hr.yaml": "h\n",
        "access/tests/t.yaml": "t\n",
        "access/notes.md": "n\n",
      });
      expect(await git.open().contentBetween(tip, head)).toBe(
        [
          "access/notes.md\x00100644\x008ba3a16384aacc37d01564b28401755ce8053f51",
          "access/tests/t.yaml\x00100644\x00718f4d2ff533cf8ead8d3556cf43912bd245fbc4",
          "tools/run.sh\x00100644\x00ca916d098dabfe85979d791e4534bf1def02ef84",
        ].join("\n"),
      );
      const folder = git.open("company");
      expect(await folder.contentBetween(tip, after(git, tip, { "company/access/c.yaml": "e\n" }))).toBe("");
    });

    it("throws for an unknown side: unknown is not unchanged", async () => {
      const { git, tip } = aBranch(edit);
      const problem = { name: "OperationalError" };
      await expect(git.open().changedFiles({ base: unknown, head: tip })).rejects.toMatchObject(problem);
      await expect(git.open().changedFiles({ base: unknown, head: null })).rejects.toMatchObject(problem);
      await expect(git.open().contentBetween(tip, unknown)).rejects.toMatchObject(problem);
    });
  });

  describe(`${name}: history`, () => {
    it("lists the commits after another one, oldest first, and a merge once", async () => {
      const { git, tip: since } = aBranch({ "access/a.yaml": "a: 1\n" });
      const side = after(git, since, { "access/side.yaml": "s: 1\n" });
      const first = after(git, since, { "access/a.yaml": "a: 2\n" });
      const merged = git.merge(side);
      const reader = git.open();
      expect(await reader.lineSince(since, merged)).toEqual([
        { commit: first, parent: since, tree: await reader.treeOf(first) },
        { commit: merged, parent: first, tree: await reader.treeOf(merged) },
      ]);
      expect(await reader.lineSince(merged, merged)).toEqual([]);
    });

    it("returns null for a commit of a merged branch, a newer commit and an unrelated history", async () => {
      const { git, tip: since } = aBranch({ "access/a.yaml": "a: 1\n" });
      const side = after(git, since, { "access/side.yaml": "s: 1\n" });
      after(git, since, { "access/a.yaml": "a: 2\n" });
      const merged = git.merge(side);
      const reader = git.open();
      expect(await reader.lineSince(side, merged)).toBeNull();
      expect(await reader.lineSince(merged, side)).toBeNull();
      await expect(reader.lineSince(unknown, merged)).rejects.toMatchObject({ name: "OperationalError" });
    });

    it("lists the versions of a file along first parents, a merge by what it brought, and a removal", async () => {
      const { git, tip: made } = aBranch({ "company/access/a.yaml": "a: 1\n" });
      const side = after(git, made, { "company/access/a.yaml": "a: é\n" });
      const other = after(git, made, { "company/access/b.yaml": "b: 1\n" });
      const merged = git.merge(side);
      const removed = after(git, merged, { "company/access/a.yaml": null });
      const reader = git.open("company");
      const request = { path: "access/a.yaml", tip: removed, last: null };
      const texts = async (last: number | null) =>
        (await reader.fileVersions({ ...request, last })).map(({ commit, bytes }) => [
          commit,
          bytes === null ? null : new TextDecoder().decode(bytes),
        ]);
      const all = [
        [made, "a: 1\n"],
        [merged, "a: é\n"],
        [removed, null],
      ];
      expect(await texts(null)).toEqual(all);
      expect(await texts(2)).toEqual(all.slice(1));
      expect(await reader.fileVersions({ ...request, path: "access/none.yaml" })).toEqual([]);
      const fromRoot = { ...request, path: "company/access/a.yaml" };
      expect(await reader.fileVersions({ ...fromRoot, from: "root" })).toHaveLength(3);
      expect(await reader.fileVersions(fromRoot)).toEqual([]);
      expect(await reader.fileVersions({ ...request, tip: other })).toHaveLength(1);
      await expect(reader.fileVersions({ ...request, tip: unknown })).rejects.toMatchObject({
        name: "OperationalError",
      });
    });

    it("lists all commits along first parents with their committer dates, oldest first", async () => {
      const { git, tip } = aBranch({ "access/a.yaml": "a: 1\n" });
      const side = after(git, tip, { "access/side.yaml": "s: 1\n" });
      git.checkout(`dated-${last}`, tip);
      git.write({ "access/a.yaml": "a: 2\n" });
      const dated = git.commit("Dated", Date.parse("2026-03-01T00:00:00Z"));
      const merged = git.merge(side, Date.parse("2026-02-01T00:00:00Z"));
      const reader = git.open();
      expect(await reader.firstParents(merged)).toEqual([
        { commit: git.hash("start"), committedAt: testCommitsMadeAt },
        { commit: tip, committedAt: testCommitsMadeAt },
        { commit: dated, committedAt: Date.parse("2026-03-01T00:00:00Z") },
        { commit: merged, committedAt: Date.parse("2026-02-01T00:00:00Z") },
      ]);
      expect(await reader.isShallow()).toBe(false);
      await expect(reader.firstParents(unknown)).rejects.toMatchObject({ name: "OperationalError" });
    });

    it("lists the versions of several files along first parents, by path below the folder", async () => {
      const { git, tip: made } = aBranch({ "company/access/é.yaml": "a: 1\n", "company/access/[b].yaml": "b: 1\n" });
      const side = after(git, made, { "company/access/é.yaml": "a: 2\n" });
      after(git, made, { "other.yaml": "o: 1\n" });
      const merged = git.merge(side);
      const removed = after(git, merged, { "company/access/é.yaml": null });
      const paths = ["access/é.yaml", "access/[b].yaml", "access/none.yaml"];
      const versions = await git.open("company").versionsOfFiles({ paths, tip: removed });
      const texts = (path: string) =>
        versions
          .get(path)
          ?.map(({ commit, bytes }) => [commit, bytes === null ? null : new TextDecoder().decode(bytes)]);
      expect([...versions.keys()].sort()).toEqual(paths.slice(0, 2).sort());
      expect(texts("access/é.yaml")).toEqual([
        [made, "a: 1\n"],
        [merged, "a: 2\n"],
        [removed, null],
      ]);
      expect(texts("access/[b].yaml")).toEqual([[made, "b: 1\n"]]);
      expect((await git.open("company").versionsOfFiles({ paths: [], tip: removed })).size).toBe(0);
      await expect(git.open().versionsOfFiles({ paths, tip: unknown })).rejects.toMatchObject({
        name: "OperationalError",
      });
    });

    it("returns the commits along first parents that change files at or below paths", async () => {
      const { git, tip } = aBranch({ "company/access/roles/a.yaml": "a: 1\n", "company/access/b.yaml": "b: 1\n" });
      const other = after(git, tip, { "company/access/users/c.yaml": "c: 1\n" });
      const role = after(git, other, { "company/access/roles/d.yaml": "d: 1\n" });
      const file = after(git, role, { "company/access/b.yaml": null });
      const outside = after(git, file, { "access/roles/a.yaml": "a: 1\n" });
      const folder = git.open("company");
      const changing = (paths: readonly string[]) => folder.commitsChanging({ paths, tip: outside });
      expect((await changing(["access/roles", "access/b.yaml"])).slice(-2)).toEqual([role, file]);
      expect(await changing(["access/roles", "access/b.yaml"])).not.toContain(other);
      expect(await changing(["access/users/**/c.yaml"])).toEqual([other]);
      expect(await changing(["access/**/d.yaml", "access/**/none.yaml"])).toEqual([role]);
      expect(await changing(["access/role"])).toEqual([]);
      expect(await changing([])).toEqual([]);
    });

    it("returns the merge base of two commits, and null for an unknown commit", async () => {
      const { git, tip } = aBranch({ "access/a.yaml": "a: 1\n" });
      const [left, right] = [after(git, tip, { l: "l\n" }), after(git, tip, { r: "r\n" })];
      const reader = git.open();
      expect(await reader.mergeBaseOf(left, right)).toBe(tip);
      expect(await reader.mergeBaseOf(tip, right)).toBe(tip);
      expect(await reader.mergeBaseOf(unknown, right)).toBeNull();
    });

    it("returns the trial merge: the head if it is up to date, otherwise the same commit each time, null in a conflict", async () => {
      const { git, tip } = aBranch({ "access/a.yaml": "a: 1\n", "access/b.yaml": "b: 1\n" });
      const base = after(git, tip, { "access/a.yaml": "a: 2\n", "access/new.yaml": "n: 1\n" });
      const head = after(git, tip, { "access/b.yaml": null });
      const other = after(git, tip, { "access/a.yaml": "a: 3\n" });
      const reader = git.open();
      expect(await reader.mergedCommit({ base: tip, head })).toBe(head);
      const merged = await reader.mergedCommit({ base, head });
      expect(merged).toMatch(/^[0-9a-f]{40}$/);
      expect(await reader.mergedCommit({ base, head })).toBe(merged);
      expect(await paths(reader, merged ?? "")).toEqual(["access/a.yaml", "access/new.yaml", "access/start.yaml"]);
      expect(await reader.changedFiles({ base, head: merged })).toEqual(["access/b.yaml"]);
      expect(await reader.mergedCommit({ base, head: other })).toBeNull();
      await expect(reader.mergedCommit({ base, head: unknown })).rejects.toMatchObject({ name: "OperationalError" });
    });
  });

  describe(`${name}: remotes and branches`, () => {
    it("fetches a commit that only the remote has, without moving a ref", async () => {
      const git = subject();
      const commit = git.commitAtOrigin("theirs", { "access/theirs.yaml": "t: 1\n" });
      const reader = git.open();
      await expect(reader.resolveCommit(commit)).rejects.toThrow("does not know");
      expect(await reader.fetchCommit({ commit: unknown, remote: "origin" })).toBe(false);
      expect(await reader.fetchCommit({ commit, remote: "nowhere" })).toBe(false);
      expect(await reader.fetchCommit({ commit, remote: "origin" })).toBe(true);
      expect(await paths(reader, commit)).toContain("access/theirs.yaml");
      expect(await reader.hasRemoteBranch("origin", "theirs")).toBe(false);
      git.fetch();
      expect(await reader.hasRemoteBranch("origin", "theirs")).toBe(true);
    });

    it("reports whether a remote has a ref of exactly this name, and throws if the remote does not respond", async () => {
      const { git, tip } = aBranch({ "access/a.yaml": "a: 1\n" });
      const reader = git.open();
      expect(await reader.hasRemoteRef("origin", "refs/rolecall/switch")).toBe(false);
      git.push("refs/rolecall/switch", tip);
      expect(await reader.hasRemoteRef("origin", "refs/rolecall/switch")).toBe(true);
      git.push("refs/rolecall/switch", null);
      git.push("refs/heads/refs/rolecall/switch", tip);
      expect(await reader.hasRemoteRef("origin", "refs/rolecall/switch")).toBe(false);
      await expect(reader.hasRemoteRef("nowhere", "refs/rolecall/switch")).rejects.toMatchObject({
        name: "OperationalError",
        message: expect.stringContaining("git cannot read refs/rolecall/switch from nowhere"),
      });
    });

    it("returns author and subject of the commit of a remote's ref, and null without one", async () => {
      const git = subject();
      git.commitAtOrigin("theirs", { "access/theirs.yaml": "t: 1\n" });
      const reader = git.open();
      const note = await reader.remoteCommit("origin", "refs/heads/theirs");
      expect(note?.author).toMatch(/^.+ <.+@.+>$/);
      expect(note?.subject).toMatch(/^\S.*$/);
      expect(await reader.remoteCommit("origin", "refs/heads/thei")).toBeNull();
      expect(await reader.remoteCommit("nowhere", "refs/heads/theirs")).toBeNull();
    });

    it("reports settings, remotes, and the checked out, known and default branches", async () => {
      const { git, branch, tip } = aBranch({ "access/a.yaml": "a: 1\n" });
      const reader = git.open();
      git.setSetting("rolecall.example", "one");
      expect([await reader.setting("rolecall.example"), await reader.setting("rolecall.none")]).toEqual([
        "one",
        undefined,
      ]);
      expect(await reader.remotes()).toEqual(["origin"]);
      expect(await reader.currentBranch()).toBe(branch);
      expect(await reader.remoteDefaultBranch("origin")).toBe("main");
      expect(await reader.remoteDefaultBranch("nowhere")).toBeUndefined();
      expect([await reader.hasBranch(branch), await reader.hasBranch("nowhere")]).toEqual([true, false]);
      git.detach(tip);
      expect(await reader.currentBranch()).toBeUndefined();
    });
  });

  describe(`${name}: writing a branch`, () => {
    const path = "access/grants/okta/new/x.yaml";
    const file = (parent: string, branch: string) => ({
      parent,
      branch,
      path,
      text: "user: x\n",
      message: "Give\n\n# x\n",
    });

    it("commits one file on a new branch without changing checkout, working folder and other branches", async () => {
      const { git, branch, tip } = aBranch({ "access/a.yaml": "a: 1\n" });
      git.write({ "access/a.yaml": "a: in progress\n" });
      const port = git.open();
      const commit = await port.commitOnNewBranch(file(tip, `${branch}-request`));
      expect(await port.resolveCommit(`${branch}-request`)).toBe(commit);
      expect(await port.changedFiles({ base: tip, head: commit })).toEqual([path]);
      expect([git.show(commit, path), git.show(commit, "access/a.yaml")]).toEqual(["user: x\n", "a: 1\n"]);
      expect(git.parentsOf(commit)).toEqual([tip]);
      expect([git.messageOf(commit).trimEnd(), git.authorOf(commit)]).toEqual(["Give\n\n# x", "Ada ada@acme.example"]);
      expect([await port.currentBranch(), await port.resolveCommit("HEAD")]).toEqual([branch, tip]);
      expect(await port.changedFiles({ base: tip, head: null })).toEqual(["access/a.yaml"]);
      git.write({ "access/a.yaml": "a: 1\n" });
    });

    it("commits on a new branch without a change of files", async () => {
      const { git, branch, tip } = aBranch({ "access/a.yaml": "a: 1\n" });
      const port = git.open();
      const empty = { parent: tip, branch: `${branch}-empty`, message: "Ratify\n" };
      const commit = await port.emptyCommitOnNewBranch(empty);
      expect(await port.treeOf(commit)).toBe(await port.treeOf(tip));
      expect([git.parentsOf(commit), git.messageOf(commit).trimEnd()]).toEqual([[tip], "Ratify"]);
      await expect(port.emptyCommitOnNewBranch(empty)).rejects.toThrow("git update-ref failed");
    });

    it("does not move a branch that exists", async () => {
      const { git, branch, tip } = aBranch({ "access/a.yaml": "a: 1\n" });
      const port = git.open();
      await expect(port.commitOnNewBranch(file(tip, branch))).rejects.toMatchObject({
        name: "OperationalError",
        message: expect.stringContaining("git update-ref failed"),
      });
      expect(await port.resolveCommit(branch)).toBe(tip);
    });

    it("pushes a branch under the same name, and never over a branch with other commits", async () => {
      const { git, branch, tip } = aBranch({ "access/a.yaml": "a: 1\n" });
      const port = git.open();
      await port.pushBranch({ remote: "origin", branch });
      expect(await port.hasRemoteRef("origin", `refs/heads/${branch}`)).toBe(true);
      expect(await port.hasRemoteBranch("origin", branch)).toBe(true);
      const request = await port.commitOnNewBranch(file(tip, `${branch}-taken`));
      const theirs = after(git, tip, { "access/theirs.yaml": "t: 1\n" });
      git.push(`refs/heads/${branch}-taken`, theirs);
      for (const remote of ["origin", "nowhere"])
        await expect(port.pushBranch({ remote, branch: `${branch}-taken` })).rejects.toMatchObject({
          name: "OperationalError",
          message: expect.stringContaining(`git could not push it to ${remote}: `),
        });
      git.fetch();
      expect(await port.resolveCommit(`refs/remotes/origin/${branch}-taken`)).toBe(theirs);
      expect(await port.resolveCommit(`${branch}-taken`)).toBe(request);
    });
  });

  describe(`${name}: a file on a branch of the remote`, () => {
    const text = (bytes: Uint8Array | null | undefined): string | null =>
      bytes === null || bytes === undefined ? null : new TextDecoder().decode(bytes);
    const push = (branch: string, content: string, parent: string | null) => ({
      remote: "origin",
      branch,
      path: "journal.jsonl",
      parent,
      bytes: new TextEncoder().encode(content),
      message: "Run 1",
      author: { name: "rolecall", email: "rolecall@acme.example" },
    });
    const read = (git: GitSubject, branch: string, last = 10) =>
      git.open().branchFile({ remote: "origin", branch, path: "journal.jsonl", last });

    it("is written without a local branch, a checkout or a changed working folder, and read back", async () => {
      const { git, branch, tip } = aBranch({ "access/a.yaml": "a: 1\n", "company/access/c.yaml": "c: 1\n" });
      git.write({ "access/a.yaml": "a: in progress\n" });
      const port = git.open("company");
      const first = await port.pushFile(push(`${branch}-file`, "é\n", null));
      const second = await port.pushFile(push(`${branch}-file`, "é\ntwo\n", first));
      const { commit, bytes, versions } = (await read(git, `${branch}-file`)) ?? {};
      expect([commit, text(bytes)]).toEqual([second, "é\ntwo\n"]);
      expect(versions?.map((version) => [version.commit, text(version.bytes)])).toEqual([
        [first, "é\n"],
        [second, "é\ntwo\n"],
      ]);
      expect((await read(git, `${branch}-file`, 1))?.versions).toHaveLength(1);
      expect([git.parentsOf(second ?? ""), git.authorOf(second ?? "")]).toEqual([
        [first],
        "rolecall rolecall@acme.example",
      ]);
      expect([await port.currentBranch(), await port.resolveCommit("HEAD")]).toEqual([branch, tip]);
      expect(await port.hasBranch(`${branch}-file`)).toBe(false);
      expect(await git.open().changedFiles({ base: tip, head: null })).toEqual(["access/a.yaml"]);
      git.write({ "access/a.yaml": "a: 1\n" });
    });

    it("keeps the other files of the branch", async () => {
      const { git, branch, tip } = aBranch({ "access/a.yaml": "a: 1\n" });
      git.push(`refs/heads/${branch}-kept`, tip);
      expect(await read(git, `${branch}-kept`)).toEqual({ commit: tip, bytes: null, versions: [] });
      const commit = await git.open().pushFile(push(`${branch}-kept`, "one\n", tip));
      expect([git.show(commit ?? "", "access/a.yaml"), git.show(commit ?? "", "journal.jsonl")]).toEqual([
        "a: 1\n",
        "one\n",
      ]);
    });

    it("is never written over another tip: a new branch, a moved one and a deleted one", async () => {
      const { git, branch } = aBranch({ "access/a.yaml": "a: 1\n" });
      const port = git.open();
      const name = `${branch}-moved`;
      const first = await port.pushFile(push(name, "one\n", null));
      expect(await port.pushFile(push(name, "other\n", null))).toBeNull();
      const second = await port.pushFile(push(name, "one\ntwo\n", first));
      expect(await port.pushFile(push(name, "one\nthree\n", first))).toBeNull();
      expect(text((await read(git, name))?.bytes)).toBe("one\ntwo\n");
      git.push(`refs/heads/${name}`, null);
      expect(await read(git, name)).toBeNull();
      // A push on the old tip brings the branch back: the caller compares what it read with what stands there.
      expect(await port.pushFile(push(name, "other\n", null))).not.toBe(second);
    });

    it("throws where the remote does not respond", { timeout: 30_000 }, async () => {
      const { git } = aBranch({ "access/a.yaml": "a: 1\n" });
      const problem = { name: "OperationalError", message: expect.stringContaining("nowhere") };
      const request = { remote: "nowhere", branch: "b", path: "journal.jsonl", last: 1 };
      await expect(git.open().branchFile(request)).rejects.toMatchObject(problem);
      await expect(git.open().pushFile({ ...push("b", "one\n", null), remote: "nowhere" })).rejects.toMatchObject(
        problem,
      );
    });
  });

  describe(`${name}: a note on a branch of the remote`, () => {
    it("has the user as author, no files and no parent, and is created and deleted once", async () => {
      const { git, branch, tip } = aBranch({ "access/a.yaml": "a: 1\n" });
      const port = git.open();
      const place = { remote: "origin", branch: `${branch}-note` };
      const ref = `refs/heads/${place.branch}`;
      expect(await port.deleteRemoteBranch(place)).toBe(false);
      expect(await port.pushNote({ ...place, message: "# An unknown account" })).toBe(true);
      expect(await port.remoteCommit("origin", ref)).toEqual({
        author: "Ada <ada@acme.example>",
        subject: "# An unknown account",
      });
      expect(await port.pushNote({ ...place, message: "Another reason" })).toBe(false);
      expect((await port.remoteCommit("origin", ref))?.subject).toBe("# An unknown account");
      expect(await port.branchFile({ ...place, path: "access/a.yaml", last: 1 })).toMatchObject({ bytes: null });
      expect(await port.deleteRemoteBranch(place)).toBe(true);
      expect(await port.hasRemoteRef("origin", ref)).toBe(false);
      expect([await port.resolveCommit("HEAD"), await port.hasBranch(place.branch)]).toEqual([tip, false]);
    });

    it("throws where the remote does not respond", async () => {
      const place = { remote: "nowhere", branch: "note" };
      const problem = { name: "OperationalError", message: expect.stringContaining("from nowhere") };
      await expect(
        subject()
          .open()
          .pushNote({ ...place, message: "Reason" }),
      ).rejects.toMatchObject(problem);
      await expect(subject().open().deleteRemoteBranch(place)).rejects.toMatchObject(problem);
    });
  });
}
