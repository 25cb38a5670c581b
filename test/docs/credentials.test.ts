import { describe, expect, it } from "vitest";
import type { NeededRight } from "../../src/model/credential-report.ts";
import { googleRights } from "../../src/providers/google/rights.ts";
import { oktaRights } from "../../src/providers/okta/rights.ts";
import { fileAt } from "./repository-files.ts";

const { text } = fileAt("docs/credentials.md");

/** Returns the cells of each row below a heading. */
function rowsBelow(heading: string): readonly (readonly string[])[] {
  const section = text.split(`## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
  return section
    .split("\n")
    .filter((line) => line.startsWith("| "))
    .slice(2)
    .map((line) =>
      line
        .slice(1, -1)
        .split("|")
        .map((cell) => cell.trim()),
    );
}
const rows = (rights: Readonly<Record<string, NeededRight>>) =>
  Object.values(rights).map(({ purpose, access, scope, role }) => [purpose, access, `\`${scope}\``, role]);

describe("docs/credentials.md", () => {
  it("lists the rights that doctor --providers checks", () => {
    expect(rowsBelow("Rights in Okta")).toEqual(rows(oktaRights));
    expect(rowsBelow("Rights in Google Workspace")).toEqual(rows(googleRights));
  });
});
