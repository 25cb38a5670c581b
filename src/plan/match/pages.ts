import type { CodePage } from "../../diagnostics/code.ts";

/** `provider/*`: what a provider holds that a plan cannot take as it is. */
export const providerPages = {
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
} satisfies Readonly<Record<string, CodePage>>;
