import { describe, expect, it } from "vitest";
import { lintCodeowners } from "../../src/codeowners/lint-codeowners.ts";
import { matchOwners } from "../../src/codeowners/match-owners.ts";

const path = "access/grants/okta/prod-db-admin/mallory.yaml";
/** What the file says before somebody works on it: the grants of prod-db-admin are for @acme/dba to review. */
const honest = `* @acme/security
/access/grants/okta/prod-db-admin/ @acme/dba
/.github/ @acme/security
`;

interface Hostile {
  readonly name: string;
  readonly text: string;
  /** Whose review GitHub then asks for. */
  readonly asks: readonly string[] | "nobody";
  readonly code: string;
  readonly line: number | null;
  readonly files?: readonly string[];
}

/** Ways to send a grant past its owners (threats G2 and G3). */
const hostileFiles: readonly Hostile[] = [
  {
    name: "a later line without an owner takes the folder's owners away",
    text: `${honest}/access/grants/okta/prod-db-admin/\n`,
    asks: "nobody",
    code: "codeowners/ownerless-line",
    line: 4,
  },
  {
    name: "a general line without an owner at the end takes everything away",
    text: `${honest}*\n`,
    asks: "nobody",
    code: "codeowners/ownerless-line",
    line: 4,
  },
  {
    name: "an owner behind a comment sign is no owner",
    text: `${honest}/access/grants/ # @acme/dba\n`,
    asks: "nobody",
    code: "codeowners/ownerless-line",
    line: 4,
  },
  {
    name: "a second line with the same pattern replaces the first",
    text: `${honest}/access/grants/okta/prod-db-admin/ @mallory\n`,
    asks: ["@mallory"],
    code: "codeowners/duplicate-pattern",
    line: 4,
  },
  {
    name: "a pattern that was negated is skipped",
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
    name: "a pattern behind an escaped # is skipped",
    text: `* @acme/security\n\\#/../access/grants/ @acme/dba\n`,
    asks: ["@acme/security"],
    code: "codeowners/unsupported-syntax",
    line: 2,
  },
  {
    name: "a line with one owner that is none is skipped as a whole",
    text: `* @mallory\n/access/grants/okta/prod-db-admin/ @acme/dba acme/security\n`,
    asks: ["@mallory"],
    code: "codeowners/invalid-owner",
    line: 2,
  },
  {
    name: "the same folder in other letters is another folder",
    text: `/Access/Grants/ @acme/dba\n/.github/ @acme/security\n`,
    asks: "nobody",
    code: "codeowners/unowned-path",
    line: null,
  },
  {
    name: "one star at the end does not reach into folders",
    text: `/access/grants/* @acme/dba\n/.github/ @acme/security\n`,
    asks: "nobody",
    code: "codeowners/unowned-path",
    line: null,
  },
  {
    name: "a character that cannot be seen makes the line another",
    text: `* @acme/security\n\u200b/access/grants/ @acme/dba\n`,
    asks: ["@acme/security"],
    code: "codeowners/unsupported-syntax",
    line: 2,
  },
  {
    name: "padding makes the file too large to be read",
    text: `${honest}${"# padding\n".repeat(300_000)}`,
    asks: "nobody",
    code: "codeowners/too-large",
    line: null,
  },
  {
    name: "a file at the top waits for the right one to go",
    text: honest,
    asks: ["@acme/dba"],
    code: "codeowners/second-file",
    line: null,
    files: ["CODEOWNERS"],
  },
  {
    name: "a file in docs/ waits for the right one to go",
    text: honest,
    asks: ["@acme/dba"],
    code: "codeowners/second-file",
    line: null,
    files: ["docs/CODEOWNERS"],
  },
];

describe("hostile CODEOWNERS files", () => {
  it.each(hostileFiles)(
    "$name: what it does and what is said of it agree",
    ({ text, asks, code, line, files = [] }) => {
      const ownership = matchOwners(text, path);
      expect(ownership.state === "owned" ? ownership.owners : "nobody").toEqual(asks);
      const findings = lintCodeowners({ text, paths: [path, ...files], expected: null });
      expect(findings).toContainEqual(expect.objectContaining({ code, severity: "error", line }));
    },
  );

  it.each(hostileFiles.filter(({ asks }) => asks === "nobody"))(
    "$name: nobody's review is never let through",
    ({ text }) => {
      const codes = lintCodeowners({ text, paths: [path], expected: null }).map(({ code }) => code);
      expect(codes.some((code) => code === "codeowners/unowned-path" || code === "codeowners/too-large")).toBe(true);
    },
  );

  it.each(hostileFiles.filter(({ text }) => text !== honest && text.length < 10_000))(
    "$name: it differs from what was generated",
    ({ text }) => {
      const codes = lintCodeowners({ text, paths: [path], expected: honest }).map(({ code }) => code);
      expect(codes).toContain("codeowners/differs");
    },
  );

  it("the honest file has nothing against it", () => {
    expect(lintCodeowners({ text: honest, paths: [path], expected: honest })).toEqual([]);
  });
});
