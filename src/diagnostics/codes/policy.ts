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
  "lp/ticket-format": {
    title: "A privileged grant names no ticket, or not in the form the organization uses.",
    why: "The ticket leads from the access to the request and whoever agreed to it (NIST SP 800-53 AC-2(e)).",
    next: "Write the ticket in `ticket:`, such as INC-1234.",
  },
  "lp/redundant-grant": {
    title: "A grant gives only what its user has anyway.",
    why: "When the other way ends on purpose, a forgotten second one keeps the access alive.",
    next: "Remove the grant; nobody loses anything by it.",
  },
  "lp/admin-above-baseline": {
    title: "Somebody is given an administrator right that none of their roles comes near.",
    why: "Administrator rights that no role explains are seldom taken away when the work changes (NIST SP 800-53 AC-6(1)).",
    next: "Give a role that has the right, or remove the grant.",
  },
  "lp/super-admin-count": {
    title: "A system would have too few or too many super administrators.",
    why: "One is a lockout waiting to happen; each one too many can do everything (NIST SP 800-53 AC-6(5)).",
    next: "Give the right to more people, or take it from some; the limits are `min` and `max`.",
  },
  "lp/privileged-external": {
    title: "Somebody from outside would hold a privileged entitlement.",
    why: "A contract ends differently from an employment, and the company answers for what happens (NIST SP 800-53 PS-7).",
    next: "Take it away, or let an employee do that part of the work.",
  },
  "lp/outlives-contract": {
    title: "A grant goes on after its user's end.",
    why: "Moving the end would bring the access back without anybody asking.",
    next: "Set `expires:` to the user's end or earlier.",
  },
  "lp/everyone-has-it": {
    title: "Most people hold one privileged entitlement.",
    why: "One stolen account out of many is enough (NIST SP 800-53 AC-6(5)).",
    next: "Take it away from those who do not need it, or lower its tier if it does no harm.",
  },
  "lp/role-too-broad": {
    title: "A role gives very much.",
    why: "Whoever needs a part of it gets all of it (NIST SP 800-53 AC-6).",
    next: "Split it into roles for one kind of work each.",
  },
  "lp/single-owner": {
    title: "One person is the only owner of a privileged entitlement.",
    why: "Nobody else can approve while they are away, or when they are the one who asks.",
    next: "Add a second person or a team to `owners:`.",
  },
  "lp/outside-selector": {
    title: "A grant goes to somebody for whom the role or entitlement is not meant.",
    why: "Its owners said in `birthright` or `requestable` for whom it is.",
    next: "Remove the grant, or ask the owners to widen the field.",
  },
  "lp/outlier": {
    title: "Somebody is given what hardly anybody with the same work has.",
    why: "It may be left over from other work; reviews find it best by comparison.",
    next: "Ask whether it is still needed.",
  },
  "lp/cloned-access": {
    title: "Two people are given exactly the same set of entitlements.",
    why: '"The same as Ada" copies also what only Ada needs.',
    next: "Keep what each needs; what both need belongs in a role.",
  },
  "lp/empty-role": {
    title: "Nobody holds a role.",
    why: "What nobody uses nobody looks at, until it is given by mistake.",
    next: "Remove the role, or leave it if people are about to come.",
  },
  "lp/twin-roles": {
    title: "Two roles give almost the same.",
    why: "A change to one is forgotten in the other.",
    next: "Merge them, or let one include the other.",
  },
  "lp/privileged-birthright": {
    title: "A birthright role gives privileged access.",
    why: "Everybody whom it matches gets it without asking and without an end (NIST SP 800-53 AC-6(5)).",
    next: "Grant it to people, with a reason and an end.",
  },
  "lp/nested-privilege": {
    title: "A privileged entitlement is reached through many nested groups.",
    why: "Nobody sees who is in it, and whoever fills the innermost group gives it away.",
    next: "Nest fewer groups, or grant it to people.",
  },
  "lp/external-in-group": {
    title: "An outside address is in a group that is not meant for outsiders.",
    why: "What members share there leaves the company, and they do not expect that.",
    next: "Take it away, or let the owners tag the entitlement as meant for outsiders.",
  },
  "lp/joinable-group": {
    title: "People may join a group by themselves that gives privileged access or an app.",
    why: "Anybody could give themselves the access past every review.",
    next: "Set `whoCanJoin: INVITED_CAN_JOIN`.",
  },
  "lp/service-account": {
    title: "A service account has too much, or one person both owns it and approves for it.",
    why: "Its credential works day and night, and whoever has it is nobody in particular (NIST SP 800-53 AC-6).",
    next: "Give it a narrower right, mark the entitlement `standing: true` after review, or name another owner.",
  },
  "lp/inactive-account": {
    title: "An active user's account was not signed in to for a long time.",
    why: "Whoever takes it over is not noticed (NIST SP 800-53 AC-2(3)).",
    next: "Take the account away, or set `status: on-leave`.",
  },
  "lp/unused-entitlement": {
    title: "Somebody has not used an entitlement for a long time.",
    why: "Access that is not used is only of use to somebody else (NIST SP 800-53 AC-6(7)).",
    next: "Take it away; it can be asked for again.",
  },
  "lp/orphan-account": {
    title: "A live account belongs to nobody, or to somebody who has left.",
    why: "Nobody answers for it, and it still opens the door (NIST SP 800-53 AC-2).",
    next: "Suspend it, or say whose it is: a user's file, or a file under access/adoptions/.",
  },
  "lp/second-writer": {
    title: "A rule at the provider assigns a declared group as well.",
    why: "People get it past review, and two writers undo each other's work.",
    next: "Deactivate the rule at the provider, or stop declaring the group.",
  },
  "lp/leaver-with-access": {
    title: "Somebody has left and still has access.",
    why: "An old credential still works, or old access comes back with a return (NIST SP 800-53 PS-4).",
    next: "Apply the plan, which contains leavers; the rest is to be done at the provider.",
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
};
