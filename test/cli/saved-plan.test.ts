import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readSavedPlan } from "../../src/cli/saved-plan.ts";
import { anOperation, operationDocument, planDocument } from "../support/operation.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "rolecall-saved-plan-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function saved(text: string): string {
  const path = join(folder, "plan.json");
  writeFileSync(path, text);
  return path;
}

describe("a saved plan on disk", () => {
  it("is read with operations that have the fields of their action", () => {
    const path = saved(JSON.stringify(planDocument([operationDocument("membership.add")])));
    expect(readSavedPlan(path).operations).toEqual([anOperation("membership.add")]);
  });

  it("is rejected when it is not JSON or not a plan", () => {
    expect(() => readSavedPlan(saved("{"))).toThrow("cannot be read as a plan");
    expect(() => readSavedPlan(saved("{}"))).toThrow("is not a plan of this version");
  });

  it("is rejected with the place of every operation that this version cannot read", () => {
    const path = saved(
      JSON.stringify(
        planDocument([
          operationDocument("task.open", { id: "okta:task.open:ada" }),
          operationDocument("account.suspend", { id: "okta:account.suspend:ada", before: {} }),
        ]),
      ),
    );
    expect(() => readSavedPlan(path)).toThrow(
      [
        `${path} contains operations that this version cannot read:`,
        "  /operations/0/action (okta:task.open:ada): unknown action task.open; use the version of Rolecall that made the plan",
        '  /operations/1/before/state (okta:account.suspend:ada): expected one of "staged", "provisioned", "active", "suspended", "archived", "deactivated", "locked", "recovery", "password-expired", "deleted", got nothing',
        `Write a plan with: rolecall plan --out ${path}`,
      ].join("\n"),
    );
  });

  it("shows twenty problems and counts the rest", () => {
    const path = saved(JSON.stringify(planDocument(Array.from({ length: 23 }, () => operationDocument("task.open")))));
    expect(() => readSavedPlan(path)).toThrow("  … and 3 more.");
  });
});
