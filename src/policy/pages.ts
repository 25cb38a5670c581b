import type { CodePage } from "../diagnostics/code.ts";
import { leastPrivilegeRules, type RuleId } from "./rule-list.ts";

/** Pages of what policy judges besides the least-privilege rules, which carry their own. */
const otherPages = {
  "sod/<rule>": {
    title: "One person would hold what a separation-of-duties rule keeps apart.",
    why: "Whoever can do both halves can make a mistake or a fraud that nobody sees (NIST SP 800-53 AC-5).",
    next: "Remove one side, as the finding says; where both are needed for a time, ask the rule's owners for a waiver.",
  },
  "custom/<rule>": {
    title: "One of the organization's own rules is not kept.",
    why: "The finding begins with what the organization wrote about it.",
    next: "Do as the finding says; the rule stands under `custom` in access/policies/least-privilege.yaml.",
  },
  "baseline/grown": {
    title: "A change adds to the baseline, or puts off what is in it.",
    why: "It is for what was there at adoption; a list that grows hides what is new.",
    next: "Cure the finding, or set `due:` back.",
  },
  "baseline/stale": {
    title: "The baseline accepts a finding that is not there any more.",
    why: "Left in place, the entry would accept it silently when it comes back; a baseline may only shrink.",
    next: "Remove the entry from access/policies/baseline.yaml.",
  },
  "lp/expired-waiver": {
    title: "A waiver has ended.",
    why: "The conflict it answered stands again.",
    next: "Remove the file, or ask for a new waiver.",
  },
  "lp/unused-waiver": {
    title: "A waiver answers no present violation.",
    why: "It would silently allow the conflict when it comes back.",
    next: "Remove the file.",
  },
  "waiver/too-long": {
    title: "A waiver lasts longer than its rule allows.",
    why: "A waiver is for a time that its owners can oversee.",
    next: "Shorten `expires:`.",
  },
  "test/failed": {
    title: "A policy test does not hold.",
    why: "Somebody wrote down that this must, or must never, be so.",
    next: "Change what breaks the test, or the test where the intention changed.",
  },
  "entitlement/no-account": {
    title: "Somebody would have an entitlement in a system without an account there.",
    why: "It would have no effect, or come into effect later by surprise.",
    next: "Give the system's account entitlement for the same time.",
  },
} satisfies Readonly<Record<string, CodePage>>;

const rulePages = Object.fromEntries(leastPrivilegeRules.map(({ id, page }) => [id, page])) as Readonly<
  Record<RuleId, CodePage>
>;

/** The page of every code that policy raises. */
export const policyPages = { ...otherPages, ...rulePages };

declare module "../diagnostics/code.ts" {
  interface CodesByFolder {
    readonly policy: keyof typeof policyPages;
  }
}
