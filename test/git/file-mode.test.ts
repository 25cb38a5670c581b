import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { bareRepository, clonedRepository } from "../support/real-git.ts";

const folder = mkdtempSync(join(tmpdir(), "rolecall-mode-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("a file whose mode alone changes after an approval", () => {
  it("is other content than the approved one, and the same content again with its first mode", async () => {
    const remote = join(folder, "remote.git");
    bareRepository(remote);
    const clone = join(folder, "clone");
    const repository = clonedRepository(remote, clone);
    repository.write({ "access/start.yaml": "start: 1\n" });
    const base = repository.commit("Start");
    repository.write({ "tools/check.sh": "exit 0\n" });
    const approved = repository.commit("Add a script");
    chmodSync(join(clone, "tools/check.sh"), 0o755);
    const pushed = repository.commit("Make it executable");
    const git = repository.open();
    expect(await git.contentBetween(base, pushed)).not.toBe(await git.contentBetween(base, approved));
    chmodSync(join(clone, "tools/check.sh"), 0o644);
    const back = repository.commit("Undo it");
    expect(await git.contentBetween(base, back)).toBe(await git.contentBetween(base, approved));
  });
});
