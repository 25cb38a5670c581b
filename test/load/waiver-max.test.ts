import { describe, expect, it } from "vitest";
import { checkTree } from "../../src/workflow/check.ts";
import { now } from "../support/model.ts";
import { aTree } from "../support/tree.ts";

const longestWaiver = (risk: string, more = ""): string | undefined => {
  const rule = `id: pay\ntitle: Pay\nrisk: ${risk}\nmode: prevent\nsets:\n  a: [okta/account]\n  b: ["role:r"]\natMost: 1\nowners: ["@acme/security"]\n${more}`;
  const tree = aTree()
    .file("policies/separation-of-duties/pay.yaml", rule)
    .file(
      "roles/r.yaml",
      'id: r\ntitle: R\ndescription: The role.\nentitlements: [okta/account]\nowners: ["@acme/security"]\n',
    )
    .build();
  return checkTree(tree, now).loaded.model?.separationOfDuties[0]?.waiverMax?.text;
};

describe("the longest waiver of a rule", () => {
  it("follows the risk, where the rule does not set one", () => {
    expect(["critical", "high", "medium", "low"].map((risk) => longestWaiver(risk))).toEqual([
      "P30D",
      "P90D",
      "P180D",
      "P365D",
    ]);
    expect(longestWaiver("critical", "waiverMax: P3Y\n")).toBe("P3Y");
  });
});
