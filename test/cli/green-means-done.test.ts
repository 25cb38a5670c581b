import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { aFolder, aSandbox, aSmallCompany } from "../support/sandboxed.ts";
import { writeFiles } from "../support/real-git.ts";
import { grantFile, grantPath, userFile } from "../workflow/after-merge/company-files.ts";

/** The providers hold the company; then one system gets another mode, and files change. */
async function withMode(mode: "observe" | "add-only" | "enforce", changed: Readonly<Record<string, string | null>>) {
  const root = aSmallCompany();
  const { rolecall } = await aSandbox("none", root);
  const file = join(root, "access/systems/okta.yaml");
  writeFileSync(file, readFileSync(file, "utf8").replace("mode: enforce", `mode: ${mode}`));
  writeFiles(root, changed);
  const journal = join(aFolder(), "journal.jsonl");
  return { rolecall, apply: (...more: string[]) => rolecall(["apply", "--yes", "--journal", journal, ...more]) };
}

const leaver = { "access/users/ada.yaml": userFile("ada", { status: "terminated" }) };

describe("a run that leaves something undone", () => {
  it("does not end with 0 while a leaver can sign in to a system in observe mode", async () => {
    const { apply } = await withMode("observe", leaver);
    expect((await apply()).code).toBe(5);
    const again = await apply();
    expect([again.code, again.out]).toEqual([
      4,
      expect.stringContaining("Removals not done:\n  suspend the account of ada in okta\n"),
    ]);
    expect(again.out).not.toContain("No changes");
    expect(JSON.parse((await apply("--json")).out).notRemoved).toEqual(["okta:account.suspend:ada"]);
  });

  it("ends with 0 for the same leaver in enforce mode", async () => {
    const { apply } = await withMode("enforce", leaver);
    expect((await apply()).code).toBe(0);
    const again = await apply();
    expect([again.code, again.out]).toEqual([0, expect.stringContaining("No changes.")]);
  });

  it("does not report a removal that add-only mode leaves out as no changes", async () => {
    const { rolecall } = await withMode("add-only", {
      [grantPath("sue", "okta/crm")]: grantFile("sue", "okta/crm"),
      [grantPath("bob", "okta/crm")]: null,
    });
    const added = await rolecall(["apply", "--yes", "--journal", join(aFolder(), "journal.jsonl")]);
    expect(added.code).toBe(0);
    const planned = await rolecall(["plan", "--detailed-exitcode"]);
    expect([planned.code, planned.out]).toEqual([
      2,
      expect.stringContaining("No operations are planned. Removals are left undone in add-only mode: see above."),
    ]);
  });
});
