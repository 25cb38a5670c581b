import { createRequire } from "node:module";
import ajvDraft04 from "ajv-draft-04";
import { expect, it } from "vitest";
import { pageOf } from "../../src/workflow/explain.ts";
import { renderSarif } from "../../src/report/sarif/findings.ts";
import { aFinding, hostileTexts } from "../support/findings.ts";

const schema: object = createRequire(import.meta.url)("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json");
const isSarif = new ajvDraft04.default({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);

function parsed(findings: Parameters<typeof renderSarif>[0]) {
  const log = JSON.parse(renderSarif(findings, { version: "0.1.0", pageOf }));
  expect(isSarif(log), JSON.stringify(isSarif.errors?.slice(0, 3))).toBe(true);
  return log.runs[0];
}

it("renders a valid, empty run without findings", () => {
  expect(parsed([]).results).toEqual([]);
});

it("renders findings that match the published schema, which rejects other forms", () => {
  const run = parsed([aFinding(), aFinding({ file: null, line: null, column: null, severity: "note" })]);
  expect(run.results.map(({ level }: { level: string }) => level)).toEqual(["error", "note"]);
  expect(run.results[0].locations[0].physicalLocation.region).toEqual({ startLine: 2, startColumn: 1 });
  // GitHub refuses an upload with a result that has no location.
  expect(run.results[1].locations[0].physicalLocation).toEqual({
    artifactLocation: { uri: "access/rolecall.yaml" },
    region: { startLine: 1 },
  });
  expect(run.tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual(["lp/no-reason"]);
  expect(isSarif({ version: "2.1.0", runs: [{ results: [{ message: "not an object" }] }] })).toBe(false);
});

it("renders a waived finding as a suppressed result that names the waiver", () => {
  const run = parsed([aFinding({ severity: "note", waiver: "access/waivers/vendor-payment/ada-lovelace.yaml" })]);
  expect(run.results[0].suppressions).toEqual([
    { kind: "external", justification: "waived by access/waivers/vendor-payment/ada-lovelace.yaml" },
  ]);
});

it("renders the paths of a conflict as related locations", () => {
  const path = {
    user: "ada-lovelace",
    entitlement: "okta/crm",
    kind: "grant",
    file: "access/grants/okta/crm/ada-lovelace.yaml",
    line: 1,
    through: [],
  } as const;
  expect(parsed([aFinding({ paths: [path] })]).results[0].relatedLocations[0].message.text).toBe(
    "ada-lovelace → okta/crm",
  );
});

it.each(hostileTexts)("renders valid plain text with %j in every text", (text) => {
  const run = parsed([aFinding({ message: text, remedy: text, user: text, file: `access/${text}.yaml` })]);
  expect(run.results[0].message.markdown).toBeUndefined();
  // eslint-disable-next-line no-control-regex
  expect(run.results[0].message.text).not.toMatch(/[\u0000-\u001f\u202e]/);
});

it("counts results beyond the limit of code scanning", () => {
  const run = parsed(Array.from({ length: 25_003 }, () => aFinding()));
  expect(run.results).toHaveLength(25_000);
  expect(run.properties).toEqual({ leftOut: 3 });
});
