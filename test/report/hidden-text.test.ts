import { describe, expect, it } from "vitest";
import type { Plan } from "../../src/plan/plan.ts";
import { renderPlanMarkdown } from "../../src/report/markdown/plan.ts";
import { renderPlan } from "../../src/report/text/plan.ts";
import { checkTree, planChecked } from "../../src/workflow/check.ts";
import { hiddenCharacters, seenCharacters } from "../support/hidden.ts";
import { now } from "../support/model.ts";
import { anOkta } from "../support/observed.ts";
import { aTree } from "../support/tree.ts";

const grantWith = (reason: string) =>
  checkTree(
    aTree().file("grants/okta/account/ada.yaml", `user: ada\nentitlement: okta/account\nreason: "${reason}"\n`).build(),
    now,
  );

/** Returns a plan whose finding quotes this text of a provider. */
const planOver = (text: string): Plan => ({
  ...planChecked({
    head: grantWith("Needs it for the daily work"),
    base: null,
    commits: { head: null, base: null },
    observations: [anOkta().account("ada").build()],
    targets: [],
  }),
  findings: [
    {
      code: "lp/orphan-account",
      severity: "error",
      message: `Orphaned account: ada${text}x@acme.example does not match any user.`,
      remedy: "Suspend the account.",
      user: null,
      file: null,
      line: null,
      column: null,
      waiver: null,
    },
  ],
});

const codesOf = (reason: string): readonly string[] => grantWith(reason).findings.map(({ code }) => code);

describe("a hidden character", () => {
  it.each(Object.entries(hiddenCharacters))("%s: is refused in a file, as itself and as an escape", (_, character) => {
    const escaped = `\\U${(character.codePointAt(0) ?? 0).toString(16).padStart(8, "0")}`;
    for (const written of [character, escaped])
      expect(codesOf(`Daily work${written} at sales`)).toContain("text/invisible-character");
  });

  it.each(Object.entries(hiddenCharacters))("%s: is shown by code point in text of a provider", (_, character) => {
    const plan = planOver(character);
    for (const text of [renderPlan(plan), renderPlanMarkdown(plan)]) {
      expect(text).toContain(`u{${(character.codePointAt(0) ?? 0).toString(16)}}x`);
      expect(text).not.toContain(character);
    }
  });
});

describe("a character that is seen", () => {
  it.each(Object.entries(seenCharacters))("%s: is accepted in a file and shown as it is", (_, character) => {
    expect(codesOf(`Daily work${character} at sales`)).not.toContain("text/invisible-character");
    expect(renderPlan(planOver(character))).toContain(`ada${character}x@`);
  });
});
