import { describe, expect, it } from "vitest";
import { lintCodeowners } from "../../src/codeowners/lint-codeowners.ts";
import { matchOwners } from "../../src/codeowners/match-owners.ts";

const path = "access/grants/okta/prod-db-admin/mallory.yaml";
/** The file before the attack: @acme/dba owns the grants of prod-db-admin. */
const honest = `* @acme/security
/access/grants/okta/prod-db-admin/ @acme/dba
/.github/ @acme/security
`;

interface Hostile {
  readonly name: string;
  readonly text: string;
  /** The resulting code owners. */
  readonly asks: readonly string[] | "nobody";
  readonly code: string;
  readonly line: number | null;
  readonly files?: readonly string[];
}

/** Changes that let a grant bypass its owners (threats G2 and G3). */
const hostileFiles: readonly Hostile[] = [
  {
    name: "a later line without an owner removes the owners of the folder",
    text: `${honest}/access/grants/okta/prod-db-admin/\n`,
    asks: "nobody",
    code: "codeowners/ownerless-line",
    line: 4,
  },
  {
    name: "a general last line without an owner removes all owners",
    text: `${honest}*\n`,
    asks: "nobody",
    code: "codeowners/ownerless-line",
    line: 4,
  },
  {
    name: "an owner after a comment sign does not count",
    text: `${honest}/access/grants/ # @acme/dba\n`,
    asks: "nobody",
    code: "codeowners/ownerless-line",
    line: 4,
  },
  {
    name: "a second line with the same pattern overrides the first",
    text: `${honest}/access/grants/okta/prod-db-admin/ @mallory\n`,
    asks: ["@mallory"],
    code: "codeowners/duplicate-pattern",
    line: 4,
  },
  {
    name: "a negated pattern is skipped",
    text: `* @acme/security\n!/access/grants/okta/prod-db-admin/ @acme/dba\n`,
    asks: ["@acme/security"],
    code: "codeowners/unsupported-syntax",
    line: 2,
  },
  {
    name: "a range of characters is skipped",
    text: `* @acme/security\n/access/grants/okta/prod-db-admi[n]/ @acme/dba\n`,
    asks: ["@acme/security"],
    code: "codeowners/unsupported-syntax",
    line: 2,
  },
  {
    name: "a pattern after an escaped # is skipped",
    text: `* @acme/security\n\\#/../access/grants/ @acme/dba\n`,
    asks: ["@acme/security"],
    code: "codeowners/unsupported-syntax",
    line: 2,
  },
  {
    name: "a line with one invalid owner is skipped",
    text: `* @mallory\n/access/grants/okta/prod-db-admin/ @acme/dba acme/security\n`,
    asks: ["@mallory"],
    code: "codeowners/invalid-owner",
    line: 2,
  },
  {
    name: "a folder in different letter case is a different folder",
    text: `/Access/Grants/ @acme/dba\n/.github/ @acme/security\n`,
    asks: "nobody",
    code: "codeowners/unowned-path",
    line: null,
  },
  {
    name: "one star at the end does not match below folders",
    text: `/access/grants/* @acme/dba\n/.github/ @acme/security\n`,
    asks: "nobody",
    code: "codeowners/unowned-path",
    line: null,
  },
  {
    name: "an invisible character changes the line",
    text: `* @acme/security\n\u200b/access/grants/ @acme/dba\n`,
    asks: ["@acme/security"],
    code: "codeowners/unsupported-syntax",
    line: 2,
  },
  {
    name: "padding makes the file too large",
    text: `${honest}${"# padding\n".repeat(300_000)}`,
    asks: "nobody",
    code: "codeowners/too-large",
    line: null,
  },
  {
    name: "a file at the root takes effect if the right one is removed",
    text: honest,
    asks: ["@acme/dba"],
    code: "codeowners/second-file",
    line: null,
    files: ["CODEOWNERS"],
  },
  {
    name: "a file in docs/ takes effect if the right one is removed",
    text: honest,
    asks: ["@acme/dba"],
    code: "codeowners/second-file",
    line: null,
    files: ["docs/CODEOWNERS"],
  },
];

describe("hostile CODEOWNERS files", () => {
  it.each(hostileFiles)("$name: the effect and the findings agree", ({ text, asks, code, line, files = [] }) => {
    const ownership = matchOwners(text, path);
    expect(ownership.state === "owned" ? ownership.owners : "nobody").toEqual(asks);
    const findings = lintCodeowners({ text, paths: [path, ...files], expected: null });
    expect(findings).toContainEqual(expect.objectContaining({ code, severity: "error", line }));
  });

  it.each(hostileFiles.filter(({ asks }) => asks === "nobody"))(
    "$name: reports a path without an owner",
    ({ text }) => {
      const codes = lintCodeowners({ text, paths: [path], expected: null }).map(({ code }) => code);
      expect(codes.some((code) => code === "codeowners/unowned-path" || code === "codeowners/too-large")).toBe(true);
    },
  );

  it.each(hostileFiles.filter(({ text }) => text !== honest && text.length < 10_000))(
    "$name: reports the difference from the generated file",
    ({ text }) => {
      const codes = lintCodeowners({ text, paths: [path], expected: honest }).map(({ code }) => code);
      expect(codes).toContain("codeowners/differs");
    },
  );

  it("finds nothing in the honest file", () => {
    expect(lintCodeowners({ text: honest, paths: [path], expected: honest })).toEqual([]);
  });
});
