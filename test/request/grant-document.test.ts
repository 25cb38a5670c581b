import { describe, expect, it } from "vitest";
import { parseDocument } from "yaml";
import type { GrantTarget, RoleId } from "../../src/model/documents.ts";
import { grantDocument } from "../../src/request/grant-document.ts";
import { ref } from "../support/model.ts";
import { randomFrom } from "../property/random.ts";
import { aTree } from "../support/tree.ts";

const account: GrantTarget = { kind: "entitlement", entitlement: ref("okta/account") };

/** The small company with the grant's file. */
function loaded(reason: string, more: { readonly ticket?: string; readonly expires?: string } = {}) {
  const { path, text } = grantDocument({ user: "ada", target: account, reason, ...more }, false);
  return aTree().file(path.slice("access/".length), text).load();
}

const grantOf = (...scenario: Parameters<typeof loaded>) => loaded(...scenario).model?.grants[0];

describe("the file of a grant", () => {
  it("has the modeline first and is in its target's folder", () => {
    expect(
      grantDocument(
        {
          user: "ada-lovelace",
          target: { kind: "entitlement", entitlement: ref("okta/prod-db-admin") },
          reason: "Migrate the orders database",
          ticket: "INC-1234",
          starts: "2026-12-01",
          expires: "2026-12-01T18:00:00Z",
        },
        true,
      ),
    ).toEqual({
      path: "access/grants/okta/prod-db-admin/ada-lovelace.yaml",
      text: `# yaml-language-server: $schema=../../../../schemas/grant.schema.json
user: ada-lovelace
entitlement: okta/prod-db-admin
reason: Migrate the orders database
ticket: INC-1234
starts: 2026-12-01
expires: 2026-12-01T18:00:00Z
`,
    });
  });

  it("is under roles for a role", () => {
    const { path, text } = grantDocument(
      {
        user: "ada",
        target: { kind: "role", role: "on-call" as RoleId },
        reason: "Rota",
      },
      false,
    );
    expect(text).not.toContain("$schema");
    expect(path).toBe("access/grants/roles/on-call/ada.yaml");
    expect(text).toContain("\nrole: on-call\n");
  });

  it.each([
    ["no", "no"],
    ["0123", "0123"],
    ["12:30:45", "12:30:45"],
    ["1e3", "1e3"],
    ["~", "~"],
    ["null", "null"],
    ["# not a comment", "# not a comment"],
    ["a: b", "a: b"],
    ['"quoted" and \\ escaped', '"quoted" and \\ escaped'],
    ["& anchor *alias !tag", "& anchor *alias !tag"],
    ["first\nentitlement: okta/root\nuser: eve", "first entitlement: okta/root user: eve"],
    ["---\nuser: eve", "--- user: eve"],
    ["  padded\t", "padded"],
    ["{flow: [1, 2]}", "{flow: [1, 2]}"],
    ["Zoe\u0308 decomposed", "Zo\u00eb decomposed"],
    ["::add-mask::x", "::add-mask::x"],
    ["${{ secrets.X }} $(touch x) `id`", "${{ secrets.X }} $(touch x) `id`"],
    ["word ".repeat(199), "word ".repeat(199).trim()],
  ])("keeps %j as one value that load reads back", (reason, read) => {
    const found = grantOf(reason, { ticket: reason });
    expect([found?.user, found?.target, found?.reason, found?.ticket]).toEqual(["ada", account, read, read]);
  });

  it.each([
    ["a \u202e reversed text", "text/bidi-control"],
    ["a zero\u200bwidth space", "text/invisible-character"],
    ["a \u0007 bell", "text/control-character"],
    ["the key ghp_0123456789abcdefghijABCDEFGHIJ012345", "text/looks-like-secret"],
    ["*", "schema/wildcard-forbidden"],
  ])("is rejected by load with %j", (reason, code) => {
    const { model, findings } = loaded(reason);
    expect(model).toBeNull();
    expect(findings.map((finding) => finding.code)).toContain(code);
  });

  it("has the same fields for any text", () => {
    const seed = 20261121;
    const random = randomFrom(seed);
    const pieces = [
      "\n",
      "\r",
      ": ",
      "#",
      " #",
      "- ",
      "'",
      '"',
      "\\",
      "\u2028",
      "\u0085",
      "user: eve",
      "...",
      "---",
      "|",
      ">",
      "%",
      "@",
      "`",
      "é",
      "a",
      "\t",
      "{",
      "}",
      "[",
      "]",
      ",",
      "?",
      "&a",
      "*a",
      "!!",
      "0",
      "\u0000",
      "\ud83d\ude00",
    ];
    for (let scenario = 0; scenario < 500; scenario += 1) {
      const reason = Array.from({ length: 1 + random.below(12) }, () => random.one(pieces)).join("");
      const document = parseDocument(
        grantDocument({ user: "ada", target: account, reason, ticket: reason }, false).text,
      );
      const hint = `seed ${seed}, ${JSON.stringify(reason)}`;
      expect(document.errors, hint).toEqual([]);
      expect(document.toJS(), hint).toEqual({
        user: "ada",
        entitlement: "okta/account",
        reason: reason.normalize("NFC").replaceAll(/\s+/gu, " ").trim(),
        ticket: reason.normalize("NFC").replaceAll(/\s+/gu, " ").trim(),
      });
    }
  });
});
