import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { policyPages } from "../../src/diagnostics/codes/policy.ts";
import { leastPrivilegeRules } from "../../src/policy/rule-list.ts";

/** Every rule of the catalogue: an id is a promise to authors and waivers, so it never leaves this list. */
const catalogue: Readonly<Record<string, "error" | "warning" | "note">> = {
  "lp/standing-privilege": "error",
  "lp/too-long": "error",
  "lp/no-reason": "error",
  "lp/ticket-format": "warning",
  "lp/redundant-grant": "warning",
  "lp/admin-above-baseline": "warning",
  "lp/super-admin-count": "error",
  "lp/privileged-external": "error",
  "lp/external-end-date": "warning",
  "lp/outlives-contract": "error",
  "lp/everyone-has-it": "error",
  "lp/role-too-broad": "warning",
  "lp/inactive-account": "warning",
  "lp/unused-entitlement": "warning",
  "lp/orphan-account": "error",
  "lp/ownerless": "error",
  "lp/single-owner": "warning",
  "lp/inactive-owner": "error",
  "lp/outside-selector": "warning",
  "lp/outlier": "note",
  "lp/cloned-access": "note",
  "lp/empty-role": "note",
  "lp/twin-roles": "note",
  "lp/privileged-birthright": "error",
  "lp/nested-privilege": "error",
  "lp/external-in-group": "error",
  "lp/joinable-group": "error",
  "lp/second-writer": "error",
  "lp/leaver-with-access": "error",
  "lp/service-account": "error",
};
/** Judged beside the waivers themselves (src/policy/waivers.ts). */
const ofWaivers = ["lp/expired-waiver", "lp/unused-waiver"];
const observed = [
  "lp/inactive-account",
  "lp/unused-entitlement",
  "lp/orphan-account",
  "lp/second-writer",
  "lp/leaver-with-access",
];

const root = fileURLToPath(new URL("../..", import.meta.url));
const nameOf = (id: string): string => id.slice("lp/".length);

describe("the catalogue of least-privilege rules", () => {
  it("is what evaluation judges, each with the severity that was promised", () => {
    const judged = Object.fromEntries(leastPrivilegeRules.map(({ id, severity }) => [id, severity]));
    expect(judged).toEqual(catalogue);
    expect(leastPrivilegeRules).toHaveLength(Object.keys(catalogue).length);
  });

  it.each([...Object.keys(catalogue), ...ofWaivers])("%s has a page that says what, why and what next", (id) => {
    expect(policyPages[id]?.title).toMatch(/\.$/);
    expect(policyPages[id]?.why).toMatch(/\.$/);
    expect(policyPages[id]?.next).toMatch(/\.$/);
  });

  it.each(Object.keys(catalogue))("%s has a file and a test of its own", (id) => {
    expect(readFileSync(`${root}/src/policy/rules/${nameOf(id)}.ts`, "utf8")).toContain(`id: "${id}"`);
    expect(existsSync(`${root}/test/policy/rules/${nameOf(id)}.test.ts`)).toBe(true);
  });

  it("has no rule file that nobody judges", () => {
    const files = readdirSync(`${root}/src/policy/rules`).map((file) => `lp/${file.replace(/\.ts$/, "")}`);
    expect(files.toSorted()).toEqual(Object.keys(catalogue).toSorted());
  });

  it("says which rules need an observation", () => {
    const needing = leastPrivilegeRules.filter(({ needsObservation }) => needsObservation === true);
    expect(needing.map(({ id }) => id).toSorted()).toEqual(observed.toSorted());
  });

  it("reads exactly the parameters that the schema lets people write", () => {
    const schema = JSON.parse(readFileSync(`${root}/schemas/least-privilege.schema.json`, "utf8")) as Schema;
    const { properties } = schema.properties.rules;
    expect(Object.keys(properties).toSorted()).toEqual([...Object.keys(catalogue), ...ofWaivers].toSorted());
    for (const id of Object.keys(catalogue)) {
      const code = readFileSync(`${root}/src/policy/rules/${nameOf(id)}.ts`, "utf8");
      const read = [...code.matchAll(/\b(?:textsOf|textOf|numberOf|durationOf)\(context, "(\w+)"/g)].map(
        ([, name = ""]) => name,
      );
      const written = Object.keys(properties[id]?.properties ?? {}).filter((name) => !common.includes(name));
      expect(read.toSorted(), id).toEqual(written.toSorted());
    }
  });
});

interface Schema {
  readonly properties: {
    readonly rules: { readonly properties: Readonly<Record<string, { readonly properties?: object }>> };
  };
}
const common = ["severity", "except"];
