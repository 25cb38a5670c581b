import { describe, expect, it } from "vitest";
import { buildPlan } from "../../src/plan/build-plan.ts";
import type { Operation } from "../../src/plan/operation.ts";
import { lowerResolved } from "../../src/plan/resolved-findings.ts";
import { resolveModel } from "../../src/model/resolved-model.ts";
import { evaluateObserved } from "../../src/policy/evaluate.ts";
import { aModel, now } from "../support/model.ts";
import { anOkta } from "../support/observed.ts";
import { sideOf } from "../support/planned.ts";

/** Ada has left, and her account is still active. `isPlanned`: which operations the plan has. */
function afterLeaving({
  isPlanned = () => true,
  isMember = false,
}: { isPlanned?: (operation: Operation) => boolean; isMember?: boolean } = {}) {
  const model = aModel()
    .entitlement("okta/account")
    .entitlement("okta/crm")
    .user("ada", { status: "terminated" })
    .build();
  const live = anOkta().account("ada").account("zoe").group("crm");
  const observations = [(isMember ? live.member("crm", "ada") : live).build()];
  const plan = buildPlan({ head: sideOf(model), base: null, at: now, observations, findings: [] });
  const operations = plan.operations.filter(isPlanned);
  const found = evaluateObserved(resolveModel(model, now), { observations }).map(({ place, ...finding }) => ({
    ...finding,
    file: place?.file ?? null,
    line: 1,
    column: 1,
  }));
  return lowerResolved(found, operations, model.entitlements).map(
    ({ code, severity, user }) => `${severity} ${code} ${user ?? "-"}`,
  );
}

describe("findings about a leaver's live access", () => {
  it("are notes in the plan that takes the access away", () => {
    expect(afterLeaving()).toContain("note lp/leaver-with-access ada");
    expect(afterLeaving()).toContain("note lp/orphan-account ada");
  });

  it("stay errors where the plan does not", () => {
    expect(afterLeaving({ isPlanned: () => false })).toContain("error lp/leaver-with-access ada");
    expect(afterLeaving({ isPlanned: () => false })).toContain("error lp/orphan-account ada");
  });

  it("are notes only where the plan takes all of it: the account and each membership", () => {
    const severity = (isPlanned: (operation: Operation) => boolean) =>
      afterLeaving({ isPlanned, isMember: true }).filter((line) => line.includes("leaver-with-access"));
    expect(severity(() => true)).toEqual(["note lp/leaver-with-access ada"]);
    expect(severity(({ resource }) => resource.kind === "account")).toEqual(["error lp/leaver-with-access ada"]);
    expect(severity(({ resource }) => resource.kind === "group")).toEqual(["error lp/leaver-with-access ada"]);
  });

  it("stay errors for an account that the plan leaves as it is", () => {
    const orphan = {
      code: "lp/orphan-account",
      severity: "error",
      message: "Orphaned account.",
      remedy: "Apply the plan.",
      file: null,
      line: null,
      column: null,
      user: "ada",
      witness: ["okta", "acc-ada-2"],
    } as const;
    const severityWith = (resource: object) =>
      lowerResolved(
        [orphan],
        [{ action: "account.suspend", user: "ada", system: "okta", resource } as unknown as Operation],
        new Map(),
      )[0]?.severity;
    expect(severityWith({ kind: "account", id: "acc-ada-2", name: "ada" })).toBe("note");
    expect(severityWith({ kind: "account", id: "acc-ada-1", name: "ada" })).toBe("error");
  });

  it("stay errors where no user owns the account", () => {
    expect(afterLeaving()).toContain("error lp/orphan-account -");
  });
});
