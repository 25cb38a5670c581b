import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { bash, scriptOf } from "./shell.ts";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});
function aFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "rolecall-scripts-"));
  folders.push(folder);
  return folder;
}

describe("the verdict of a pull request", () => {
  const script = scriptOf("plan.yml", "verdict/Sum up");
  const own = { VALIDATE: "success", PLAN: "success", COMMENT: "success", PLANNED: "true" };
  const forked = { VALIDATE: "success", PLAN: "skipped", COMMENT: "skipped", PLANNED: "false" };

  it("passes when all required jobs have passed", () => {
    expect(bash(script, own).status).toBe(0);
    expect(bash(script, forked).status).toBe(0);
  });

  it.each(["failure", "cancelled", "skipped", ""])("fails when one of them has the result '%s'", (result) => {
    for (const name of ["VALIDATE", "PLAN", "COMMENT"]) expect(bash(script, { ...own, [name]: result }).status).toBe(1);
    expect(bash(script, { ...forked, VALIDATE: result }).status).toBe(1);
  });

  it("fails when a fork's change was planned", () => {
    expect(bash(script, { ...forked, PLAN: "success" }).status).toBe(1);
  });
});

describe.each(["ci.yml", "approvals.yml"])("the verdict of %s", (file) => {
  const script = scriptOf(file, "verdict/Sum up");
  const good = { TEST: "success", STATIC: "success", JUDGE: "success", JUDGED: "true" };
  const readResults = ["TEST", "STATIC", "JUDGE"].filter((name) => script.includes(`$${name}`));

  it.each(["failure", "cancelled", "skipped", ""])("passes for success, fails for '%s'", (result) => {
    expect(readResults.length).toBeGreaterThan(0);
    expect(bash(script, good).status).toBe(0);
    for (const name of readResults) expect(bash(script, { ...good, [name]: result }).status).toBe(1);
  });
});

describe.each([
  ["apply.yml", "apply"],
  ["scheduled.yml", "expiries"],
])("the journal's branch, in %s", (file, job) => {
  const fetch = scriptOf(file, `${job}/Fetch the journal`);
  const keep = scriptOf(file, `${job}/Keep the journal`);

  /** Creates GitHub's repository without a journal, and a runner that uses it. */
  function aGithub() {
    const root = aFolder();
    expect(spawnSync("git", ["init", "--quiet", "--bare", join(root, "github.git")]).status).toBe(0);
    const env = {
      GITHUB_SERVER_URL: root,
      GITHUB_REPOSITORY: "github.git",
      GITHUB_RUN_ID: "7",
      GITHUB_RUN_ATTEMPT: "1",
    };
    return { root, env, runner: () => aFolder() };
  }
  const journalIn = (runner: string): string => join(runner, "journal", "journal.jsonl");

  it("is created by the first run and continued by the next", () => {
    const { env, runner } = aGithub();
    const first = runner();
    expect(bash(fetch, env, first)).toMatchObject({ status: 0, stderr: "" });
    writeFileSync(journalIn(first), "one\n");
    expect(bash(keep, env, first)).toMatchObject({ status: 0, stderr: "" });
    const second = runner();
    expect(bash(fetch, env, second).status).toBe(0);
    expect(readFileSync(journalIn(second), "utf8")).toBe("one\n");
    writeFileSync(journalIn(second), "one\ntwo\n");
    expect(bash(keep, env, second).status).toBe(0);
    const third = runner();
    bash(fetch, env, third);
    expect(readFileSync(journalIn(third), "utf8")).toBe("one\ntwo\n");
  });

  it("stops the run when it cannot be read, which differs from a missing branch", () => {
    const { env, runner } = aGithub();
    const nowhere = { ...env, GITHUB_REPOSITORY: "elsewhere.git" };
    const place = runner();
    const { status, stderr } = bash(fetch, nowhere, place);
    expect(status).toBe(1);
    expect(stderr).toContain("rolecall-journal cannot be read");
  });

  it("is never overwritten: the second push fails", () => {
    const { env, runner } = aGithub();
    const [one, other] = [runner(), runner()];
    for (const place of [one, other]) {
      bash(fetch, env, place);
      writeFileSync(journalIn(place), `written in ${place}\n`);
    }
    expect(bash(keep, env, one).status).toBe(0);
    expect(bash(keep, env, other).status).not.toBe(0);
    const third = runner();
    bash(fetch, env, third);
    expect(readFileSync(journalIn(third), "utf8")).toBe(`written in ${one}\n`);
  });

  it("does not change when a run wrote no record", () => {
    const { root, env, runner } = aGithub();
    const place = runner();
    bash(fetch, env, place);
    expect(bash(keep, env, place).status).toBe(0);
    expect(existsSync(join(root, "github.git", "refs", "heads", "rolecall-journal"))).toBe(false);
  });
});
