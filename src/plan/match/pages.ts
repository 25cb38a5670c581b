import type { CodePage } from "../../diagnostics/code.ts";

/** `provider/*`: problems of the observed state that a plan cannot resolve. */
export const providerPages = {
  "provider/recycled-address": {
    title: "A live account has a user's address but another person's employee number.",
    why: "Addresses are assigned again. The new person must not inherit access or lose their account.",
    next: "Find the owner of the account. Correct the number at the provider, or the address in the user file.",
  },
  "provider/needs-adoption": {
    title: "A live account has the user's address and no employee number.",
    why: "Linking an existing account to a user needs a review.",
    next: "Add a file under access/adoptions/ with the account's id.",
  },
  "provider/bad-adoption": {
    title: "An adoption names an account that does not exist or belongs to another user.",
    why: "The wrong account would get the user's access.",
    next: "Correct the id in the adoption file.",
  },
  "provider/duplicate-join": {
    title: "Two live accounts have the same employee number.",
    why: "The user's account is not known.",
    next: "Correct the number of one of the accounts at the provider.",
  },
  "provider/ambiguous-group": {
    title: "Two live groups match one declared group.",
    why: "Members could be added to the wrong group.",
    next: "Rename one of the groups at the provider.",
  },
  "provider/not-writable": {
    title: "Another system or rule writes this group.",
    why: "Rolecall and the other writer would overwrite each other's changes.",
    next: "Stop the Okta rule or the import that writes the group, or remove the group from the catalogue.",
  },
  "provider/account-missing": {
    title: "A service account has no live account.",
    why: "Service accounts are adopted. Rolecall does not create them.",
    next: "Create the account at the provider with the number from the user file.",
  },
  "provider/cannot-suspend": {
    title: "The account is in a state that cannot be suspended.",
    why: "The provider refuses the suspension. The account is not active.",
    next: "Check the account at the provider.",
  },
  "provider/unread": {
    title: "The provider could not be read completely.",
    why: "Unknown data must not count as empty, so nothing was written.",
    next: "Run again. If the problem continues, check the permissions of the credential and the status of the provider.",
  },
} satisfies Readonly<Record<string, CodePage>>;
