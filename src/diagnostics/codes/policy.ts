import type { CodePage } from "./page.ts";

/** `sod/*`, `lp/*`, `waiver/*`, `test/*`: what the organization's rules say. */
export const policyPages: Readonly<Record<string, CodePage>> = {
  "sod/<rule>": {
    title: "One person would hold what a separation-of-duties rule keeps apart.",
    why: "Whoever can do both halves can make a mistake or a fraud that nobody sees (NIST SP 800-53 AC-5).",
    next: "Remove one side, as the finding says; where both are needed for a time, ask the rule's owners for a waiver.",
  },
  "lp/standing-privilege": {
    title: "A grant gives privileged access without an end.",
    why: "Access that nobody has to ask for again stays for ever (NIST SP 800-53 AC-6).",
    next: "Add `expires:`; root owners may mark an entitlement `standing: true`.",
  },
  "lp/too-long": {
    title: "A grant lasts longer than allowed.",
    why: "The more an entitlement can do, the more often somebody should look again.",
    next: "Shorten `expires:`. The limit is the entitlement's `maxDuration`, or its tier's in access/policies/approvals.yaml.",
  },
  "lp/no-reason": {
    title: "A grant does not say why.",
    why: "The person who approves, and the auditor later, have nothing to judge by.",
    next: "Write what it is for in `reason:`.",
  },
  "lp/ownerless": {
    title: "An entitlement, role or rule has no owner.",
    why: "Nobody can approve it, and nobody answers for it.",
    next: "Add `owners:`.",
  },
  "lp/inactive-owner": {
    title: "An owner, manager or sponsor is not an active user.",
    why: "Requests would wait for somebody who is not there.",
    next: "Name somebody else.",
  },
  "lp/external-end-date": {
    title: "Somebody from outside has an end far after the start.",
    why: "Contracts are looked at again; access should be too.",
    next: "Bring `end:` closer and renew it with the contract.",
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
};
