import type { CodePage } from "./page.ts";

/** `guard/*` and `provider/*`: what a plan meets in the world. */
export const runPages: Readonly<Record<string, CodePage>> = {
  "guard/removals": {
    title: "The plan would remove more access than the limit for one run.",
    why: "A wrong file or a bad read looks like a mass removal; a person should look first.",
    next: "Split the change, or let root owners add a file under access/overrides/removals/.",
  },
  "guard/accounts": {
    title: "The plan would suspend or deactivate more accounts than the limit for one run.",
    why: "Locking people out in numbers is what a bad read looks like.",
    next: "Split the change, or let root owners add a file under access/overrides/accounts/.",
  },
  "guard/scheduled": {
    title: "More starts and ends fall due at once than the limit for one run.",
    why: "Even decided ends deserve a look when there are very many.",
    next: "Let root owners add a file under access/overrides/scheduled/.",
  },
  "guard/protected": {
    title: "The plan would change a protected user.",
    why: "Break-glass accounts and Rolecall's own must survive every mistake.",
    next: "Take the user out of the change; protected users are listed in access/rolecall.yaml.",
  },
  "guard/floor": {
    title: "The plan would leave fewer owners or administrators than the floor.",
    why: "The last one out locks the door.",
    next: "Add a successor first, in a change of its own.",
  },
  "guard/emptied-group": {
    title: "The plan would take every member out of a group.",
    why: "An emptied group is what a bad read or a wrong move looks like.",
    next: "If it is meant, retire the entitlement, or let root owners add an override.",
  },
  "guard/order": {
    title: "The changes need each other in a circle.",
    why: "Whatever came first, somebody would hold what is kept apart, or an owner would be missing, for a moment.",
    next: "Make two changes: the removal first, then the addition.",
  },
  "guard/observe-only": {
    title: "The system is in observe mode.",
    why: "Its file says that Rolecall plans there and writes nothing.",
    next: "Set `mode: enforce` in the system's file when you trust the plan.",
  },
  "guard/add-only": {
    title: "The system is in add-only mode.",
    why: "Its file says that Rolecall takes nothing away there.",
    next: "Set `mode: enforce` in the system's file when you trust the plan.",
  },
  "provider/recycled-address": {
    title: "A live account has a user's address but another person's number.",
    why: "Addresses are given again; the new owner must not inherit access, nor lose their account.",
    next: "Find out whose account it is; correct the number at the provider, or the address in the user's file.",
  },
  "provider/needs-adoption": {
    title: "A live account has the user's address and no employee number.",
    why: "Taking over an account is a decision that somebody reviews.",
    next: "Add a file under access/adoptions/ with the account's id.",
  },
  "provider/bad-adoption": {
    title: "An adoption names an account that does not exist or belongs to somebody else.",
    why: "The wrong account would get the user's access.",
    next: "Correct the id in the adoption file.",
  },
  "provider/duplicate-join": {
    title: "Two live accounts carry one employee number.",
    why: "Which of them is the user's cannot be known.",
    next: "Correct the number of one of them at the provider.",
  },
  "provider/ambiguous-group": {
    title: "Two live groups answer to one declared group.",
    why: "Members could be written to the wrong one.",
    next: "Rename one of them at the provider.",
  },
  "provider/not-writable": {
    title: "Something else writes this group.",
    why: "Rolecall and the other writer would undo each other's work for ever.",
    next: "Stop the Okta rule or the import that feeds it, or take the group out of the catalogue.",
  },
  "provider/account-missing": {
    title: "A service account has no live account.",
    why: "Service accounts are adopted, never created.",
    next: "Create it at the provider with the number of the user's file.",
  },
  "provider/cannot-suspend": {
    title: "The account is in a state that cannot be suspended.",
    why: "The provider refuses it; the account is not active either.",
    next: "Look at the account at the provider.",
  },
  "provider/unread": {
    title: "Something at the provider could not be read completely.",
    why: "What is unknown must not count as empty: nothing was written.",
    next: "Run again; if it stays, look at the credential's rights and at the provider's status.",
  },
};
