import { describe, expect, it } from "vitest";
import { bash, scriptOf } from "./shell.ts";

const into = (base: string) => ({ BASE: base, PULL_REQUEST: "12" });

describe.each(["plan.yml", "approvals.yml", "ci.yml"])("the verdict of %s", (file) => {
  const script = scriptOf(file, "verdict/Sum up");
  const jobs = ["VALIDATE", "PLAN", "COMMENT", "TEST", "STATIC", "JUDGE"].map((name) => [name, "success"] as const);
  const passed = { ...Object.fromEntries(jobs), PLANNED: "true", JUDGED: "true" };

  it("names the base branch and the pull request that it was earned for", () => {
    const { status, stdout } = bash(script, { ...passed, ...into("main") });
    expect(status).toBe(0);
    expect(stdout).toContain("pull request: 12, base: main");
  });

  it("passes in the merge queue of main, and for no other branch", () => {
    expect(bash(script, { ...passed, ...into("refs/heads/main") }).status).toBe(0);
    for (const base of ["mine", "main2", "refs/heads/mine", "mine/main", ""])
      expect([base, bash(script, { ...passed, ...into(base) }).status]).toEqual([base, 1]);
  });
});

describe("the verdict of a pull request", () => {
  const script = scriptOf("plan.yml", "verdict/Sum up");
  const own = { VALIDATE: "success", PLAN: "success", COMMENT: "success", PLANNED: "true", ...into("main") };
  const forked = { VALIDATE: "success", PLAN: "skipped", COMMENT: "skipped", PLANNED: "false", ...into("main") };

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
  const good = { TEST: "success", STATIC: "success", JUDGE: "success", JUDGED: "true", ...into("main") };
  const readResults = ["TEST", "STATIC", "JUDGE"].filter((name) => script.includes(`$${name}`));

  it.each(["failure", "cancelled", "skipped", ""])("passes for success, fails for '%s'", (result) => {
    expect(readResults.length).toBeGreaterThan(0);
    expect(bash(script, good).status).toBe(0);
    for (const name of readResults) expect(bash(script, { ...good, [name]: result }).status).toBe(1);
  });
});
