import { describe, expect, it } from "vitest";
import { verdictOn } from "../../src/workflow/request/verdict.ts";
import { checkTree } from "../../src/workflow/check.ts";
import { grantDocument } from "../../src/request/grant-document.ts";
import { now, ref } from "../support/model.ts";
import { aTree } from "../support/tree.ts";

const aGrant = (expires: string, reason = "Signs in to the tools") =>
  grantDocument(
    { user: "ada", target: { kind: "entitlement", entitlement: ref("okta/account") }, reason, expires },
    false,
  );

describe("the verdict on a grant's file", () => {
  const base = checkTree(aTree().build(), now);

  it("judges the complete tree with the file, and names the required approvals", () => {
    const verdict = verdictOn(aGrant("2026-12-31"), base);
    expect([verdict.findings, verdict.hasErrors, verdict.isInvalid]).toEqual([[], false, false]);
    expect(verdict.needs?.map(({ subject }) => subject)).toEqual(["okta/account for ada"]);
  });

  it("judges the change as well: an expiry in the past is an error", () => {
    const { findings, hasErrors, isInvalid } = verdictOn(aGrant("2026-11-01"), base);
    expect(findings.map(({ code, severity }) => [code, severity])).toEqual([["time/already-expired", "error"]]);
    expect([hasErrors, isInvalid]).toEqual([true, false]);
  });

  it("reports a file that cannot be loaded as invalid", () => {
    const { isInvalid, needs, hasErrors } = verdictOn(aGrant("2026-12-31", "A zero\u200bwidth space"), base);
    expect([isInvalid, needs, hasErrors]).toEqual([true, null, true]);
  });
});
