import type { CodePage } from "../diagnostics/code.ts";
import { leastPrivilegeRules, type RuleId } from "./rule-list.ts";

/** Pages of all policy codes except the least-privilege rules, which define their own. */
const otherPages = {
  "sod/<rule>": {
    title: "One person would hold access that a separation-of-duties rule separates.",
    why: "A person who performs both duties can make an undetected error or commit fraud (NIST SP 800-53 AC-5).",
    next: "Remove one side of the conflict as the finding describes. If both sides are needed for some time, request a waiver from the rule's owners.",
  },
  "custom/<rule>": {
    title: "A rule of the organization is violated.",
    why: "The finding begins with the organization's own message.",
    next: "Follow the finding. The rule is under `custom` in access/policies/least-privilege.yaml.",
  },
  "baseline/grown": {
    title: "A change adds an entry to the baseline, or moves a due date later.",
    why: "The baseline is only for findings that existed at adoption. A growing baseline hides new findings.",
    next: "Resolve the finding, or restore the earlier `due:`.",
  },
  "baseline/stale": {
    title: "A baseline entry does not match a current finding.",
    why: "The entry would hide the finding if the problem returns. A baseline may only shrink.",
    next: "Remove the entry from access/policies/baseline.yaml.",
  },
  "lp/expired-waiver": {
    title: "A waiver has expired.",
    why: "The waiver no longer covers the conflict.",
    next: "Remove the file, or request a new waiver.",
  },
  "lp/unused-waiver": {
    title: "A waiver does not cover a current violation.",
    why: "The waiver would allow the conflict without a review if it returns.",
    next: "Remove the file.",
  },
  "waiver/too-long": {
    title: "A waiver lasts longer than its rule allows.",
    why: "The rule's owners must review a waiver at regular intervals.",
    next: "Set an earlier `expires:`.",
  },
  "test/failed": {
    title: "A policy test failed.",
    why: "The test records a requirement for access that must always, or must never, exist.",
    next: "Change the access that fails the test, or change the test if the requirement has changed.",
  },
  "entitlement/external-account": {
    title: "A user who is external in a system would hold its account entitlement.",
    why: "A user with `externalIn` is a member by an outside address and gets no account there, so the entitlement has no effect.",
    next: "Remove the system from `externalIn`, or do not assign the account entitlement.",
  },
  "entitlement/no-account": {
    title: "A user would hold an entitlement in a system without an account there.",
    why: "The entitlement has no effect without an account, and would take effect later when an account is added.",
    next: "Assign the system's account entitlement for the same time.",
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
