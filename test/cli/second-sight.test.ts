import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { FaultRule } from "../../src/sandbox/core/faults.ts";
import { writeFiles } from "../support/real-git.ts";
import { aFolder, aSandbox, aSmallCompany } from "../support/sandboxed.ts";
import { grantFile, grantPath, userFile } from "../workflow/after-merge/company-files.ts";

const rename = { "access/users/ada.yaml": userFile("ada").replace("family: Example", "family: Lovelace") };

/** Lets the list of users show the new name of ada, although her account has the old one. */
const showsNewName: FaultRule = {
  method: "GET",
  path: /\/users$/,
  fault: {
    kind: "rewrite",
    rewrite: (reply) => ({
      ...reply,
      body: JSON.parse(JSON.stringify(reply.body), (_key, value: unknown) =>
        JSON.stringify(value ?? null).includes("ada@acme.example") && isAccount(value) ? renamed(value) : value,
      ) as unknown,
    }),
  },
};

const isAccount = (value: unknown): boolean =>
  typeof value === "object" && value !== null && ("primaryEmail" in value || "profile" in value);
const renamed = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value).replace(/("(?:familyName|lastName)":)"Example"/, '$1"Lovelace"'));

/** A company in a repository whose providers hold the base, and a change in the folder. */
async function withChange(changed: Readonly<Record<string, string | null>>) {
  const root = aSmallCompany();
  const git = (...argv: readonly string[]) => execFileSync("git", argv, { cwd: root, stdio: "ignore" });
  git("init", "--quiet", "--initial-branch", "main");
  git("config", "user.name", "Mel Example");
  git("config", "user.email", "mel@acme.example");
  git("add", "--all");
  git("commit", "--quiet", "--message", "The company as it is");
  const { sandbox, rolecall, writes } = await aSandbox("none", root);
  writeFiles(root, changed);
  const journal = join(aFolder(), "journal.jsonl");
  const apply = (...more: readonly string[]) => rolecall(["apply", "--yes", "--journal", journal, ...more]);
  return { sandbox, writes, apply, applyChange: (...more: readonly string[]) => apply("--base", "HEAD", ...more) };
}

describe("an apply by a person with --base", { timeout: 60_000 }, () => {
  it("does not end with 0 for an account whose update the list hides, and the next apply makes it", async () => {
    const { sandbox, writes, applyChange } = await withChange(rename);
    sandbox.google.addFault(showsNewName);
    sandbox.okta.addFault(showsNewName);
    const ran = await applyChange();
    const text = "Not confirmed:\n  The account of ada in google is not as the list shows it.\n";
    expect([ran.code, ran.out, ran.err]).toEqual([1, expect.stringContaining(text), expect.stringContaining(text)]);
    expect(ran.out).toContain("The account of ada in okta is not as the list shows it.");
    expect(JSON.parse((await applyChange("--json")).out).stale).toHaveLength(2);
    expect(writes()).toBe(0);
    sandbox.google.clearFaults();
    sandbox.okta.clearFaults();
    expect((await applyChange()).code).toBe(0);
    expect(writes()).toBe(2);
  });

  it("ends with 5 where it wrote, and a list hides the rest", async () => {
    const { sandbox, applyChange } = await withChange(rename);
    sandbox.google.addFault(showsNewName);
    const ran = await applyChange();
    expect([ran.code, ran.out]).toEqual([5, expect.stringContaining("The account of ada in google is not as")]);
  });

  it("ends with 0 where the lists are current: the twin", async () => {
    const { applyChange } = await withChange({
      ...rename,
      [grantPath("ada", "okta/wiki")]: grantFile("ada", "okta/wiki"),
    });
    const ran = await applyChange();
    expect([ran.code, ran.err]).toEqual([0, expect.not.stringContaining("Not confirmed")]);
    const again = await applyChange("--json");
    expect([again.code, JSON.parse(again.out).stale]).toEqual([0, []]);
  });

  it("does not end with 0 where an account cannot be read again", async () => {
    const { sandbox, writes, applyChange } = await withChange(rename);
    expect((await applyChange()).code).toBe(0);
    const before = writes();
    sandbox.google.addFault({ method: "GET", path: /\/users\/[^/]+$/, fault: { kind: "status", status: 403 } });
    const ran = await applyChange();
    expect([ran.code, ran.out]).toEqual([
      1,
      expect.stringContaining("The account of ada in google could not be read again."),
    ]);
    expect(writes()).toBe(before);
  });
});
