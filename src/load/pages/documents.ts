import type { CodePage } from "../../diagnostics/code.ts";

const unresolvedName = "A name that does not exist would have no effect, without an error.";

/** `schema/*`, `identity/*`, `ref/*`, `role/*`, `entitlement/*` and `time/*`: the content of documents, alone and together. */
export const documentPages = {
  "schema/unknown-field": {
    title: "The document has an unknown field.",
    why: "A misspelled field would be ignored, and temporary access could become permanent.",
    next: "Correct the spelling. schemas/README.md lists the fields of each document kind.",
  },
  "schema/required": {
    title: "A required field is missing.",
    why: "Rolecall does not use guesses about access.",
    next: "Add the field.",
  },
  "schema/type": {
    title: "A value has the wrong type.",
    why: "Rolecall does not convert values, so that the reviewed value is the applied value.",
    next: "Write the value as the message describes. Put text that looks like a number in quotes.",
  },
  "schema/enum": {
    title: "A value is not one of the allowed values.",
    why: "An unknown value would be ignored.",
    next: "Choose one of the listed values.",
  },
  "schema/pattern": {
    title: "A value has the wrong format.",
    why: "Ids, dates and durations must match exactly.",
    next: "Write the value in the format that the message shows.",
  },
  "schema/not-a-map": {
    title: "The document is not a map of fields.",
    why: "Every document under access/ is a map of fields.",
    next: "Write `field: value` lines.",
  },
  "schema/null-value": {
    title: "A field has no value.",
    why: "An empty value could mean none, all or not yet decided.",
    next: "Write a value, or remove the field.",
  },
  "schema/not-finite": {
    title: "A number is not finite.",
    why: "Rolecall cannot compare a limit with it.",
    next: "Write a finite number.",
  },
  "schema/forbidden-key": {
    title: "A field has a name that programs treat in a special way.",
    why: "Attackers use such names to change the behavior of programs.",
    next: "Rename the field.",
  },
  "schema/ambiguous-key": {
    title: "A field occurs twice in different letter cases.",
    why: "Different readers would use different values.",
    next: "Remove one of the fields.",
  },
  "schema/wildcard-forbidden": {
    title: "A wildcard is used instead of a name.",
    why: "A grant must name a user.",
    next: "Name each user, or write a birthright role.",
  },
  "schema/not-supported-yet": {
    title: "This version of Rolecall does not support the field yet.",
    why: "Without an error the field would seem to work. `plan` and `apply` refuse it.",
    next: "Remove the field until a version supports it.",
  },
  "identity/duplicate-id": {
    title: "Two documents have the same id.",
    why: "Other files refer to documents by id, so an id must be unique and is never used again.",
    next: "Change one of the ids.",
  },
  "identity/duplicate-user": {
    title: "Two files describe the same user.",
    why: "It is undefined which file applies.",
    next: "Remove one of the files.",
  },
  "identity/duplicate-number": {
    title: "Two users have the same employee number.",
    why: "The number joins a user with their accounts in every system. Earlier numbers (`previousNumbers`) count as well.",
    next: "Correct the number of one user. If both are the same person, keep one file and add the other number to `previousNumbers`.",
  },
  "identity/similar-number": {
    title: "Two employee numbers differ only in leading zeros or letter case.",
    why: "Providers compare numbers as text. A dropped zero joins the account with a different file, or with none.",
    next: "Check both numbers with the HR system, and write each as it is there.",
  },
  "identity/unsupported-name": {
    title: "A provider does not accept the name of a user.",
    why: "The account could not be created or updated. An emoji is a warning, because providers and their apps differ. Where a provider refuses it, it is an error (`provider/unsupported-text`).",
    next: "Write the name in letters, within the length that the finding shows.",
  },
  "provider/unsupported-text": {
    title: "A text that Rolecall writes to a provider contains a character that the provider refuses.",
    why: "The account or group could not be created or updated. Okta refuses characters that UTF-8 encodes in four bytes, for example emoji.",
    next: "Remove the character from the title, department, name, group name or description that the finding names.",
  },
  "identity/duplicate-github": {
    title: "Two users have the same GitHub account.",
    why: "One person could approve their own requests.",
    next: "Correct `github:` of one user.",
  },
  "identity/duplicate-address": {
    title: "Two users, or a user and an external member of a group, have the same email address.",
    why: "Providers ignore the letter case of an address.",
    next: "Correct the address of one user. If a person returns, use their earlier file: set the status, and move an old number to `previousNumbers`.",
  },
  "identity/alias-conflict": {
    title: "An address is the alias of another user.",
    why: "Mail and access for one user would reach the other user.",
    next: "Remove the alias, or correct the address.",
  },
  "identity/subaddress": {
    title: "An address is the address of another user with a plus tag.",
    why: "Both addresses deliver to the same mailbox, so one person would have two users.",
    next: "Use a separate address.",
  },
  "identity/confusable-names": {
    title: "Two ids or addresses look almost the same.",
    why: "A reviewer could confuse them.",
    next: "Rename one of them.",
  },
  "identity/non-ascii-address": {
    title: "An email address has a non-ASCII character.",
    why: "Similar characters can make one address look like another one.",
    next: "Write the address in ASCII.",
  },
  "identity/bad-address": {
    title: "The value is not a valid email address.",
    why: "Accounts are found by address.",
    next: "Write the address as name@domain.",
  },
  "identity/domain-not-allowed": {
    title: "The domain of the address is not allowed here.",
    why: "Access must not go to an address outside the organization's control. An entry of `externalMembers` is for an address outside it.",
    next: "Use an address of `domains`, or of `externalDomains` for contractors, vendors and partners. For an entry of `externalMembers`, use an address outside the organization.",
  },
  "identity/inactive-sponsor": {
    title: "The sponsor is not an active employee.",
    why: "An active employee must be responsible for each external user, and for each external member of a group. In the change that terminates the sponsor, and in a change of other objects, the finding is a warning.",
    next: "Name an active employee as `sponsor:`. `rolecall handover USER` proposes the edits for a sponsor who leaves.",
  },
  "identity/user-removed": {
    title: "The change removes a user file.",
    why: "Without the file a leaver's accounts would have no owner. An id is never used again.",
    next: "Set `status: terminated` and keep the file.",
  },
  "identity/number-changed": {
    title: "The change modifies an employeeNumber.",
    why: "The number joins a user with their accounts. A different number means a different person.",
    next: "If the same person has a new number, add the old one to `previousNumbers`. Otherwise restore the number, and add a new file for a new person.",
  },
  "grant/protected-user": {
    title: "A change grants access to a protected user.",
    why: "`protected` in access/rolecall.yaml lists break-glass accounts and Rolecall's own account. Apply refuses every change of their access (guard/protected).",
    next: "Remove the grant, and change the access manually at the provider. Or remove the user from `protected` in a separate change first.",
  },
  "grant/terminated-user": {
    title: "A user who left still has a grant.",
    why: "The grant has no effect while the user is gone. It would take effect again if the user returns.",
    next: "Remove the grant. After a return, request the access again.",
  },
  "ref/unknown-user": {
    title: "No user has this id.",
    why: unresolvedName,
    next: "Correct the id, or add the user file.",
  },
  "ref/unknown-role": {
    title: "No role has this id.",
    why: unresolvedName,
    next: "Correct the id, or add the role file.",
  },
  "ref/selector-case": {
    title: "Only letter case or spaces keep a selector from matching users.",
    why: "Selectors compare values exactly. The users do not get what the role or rule describes.",
    next: "Write the value as the users' files have it, or correct those files.",
  },
  "ref/unknown-entitlement": {
    title: "No entitlement has this name.",
    why: unresolvedName,
    next: "Write the name as <system>/<entitlement>, or add the entitlement file.",
  },
  "ref/unknown-system": {
    title: "No system has this id.",
    why: unresolvedName,
    next: "Correct the id, or add the system file.",
  },
  "ref/unknown-rule": {
    title: "No rule has this id.",
    why: unresolvedName,
    next: "Correct the id. `rolecall explain` lists the built-in rules.",
  },
  "ref/unknown-team": {
    title: "The team is not listed in access/rolecall.yaml.",
    why: "A team name can be registered again by other people. The listed id cannot.",
    next: "Add the team and its id under `teams:`.",
  },
  "ref/unknown-tag": {
    title: "No entitlement has this tag.",
    why: unresolvedName,
    next: "Correct the tag, or add it to an entitlement.",
  },
  "role/cycle": {
    title: "Roles include each other in a cycle.",
    why: "The access of each role would be undefined.",
    next: "Remove one of the inclusions that the message lists.",
  },
  "role/kind-not-allowed": {
    title: "The role is not allowed for this kind of user.",
    why: "The owners define the allowed kinds in `allowKinds`.",
    next: "Assign another role, or ask the role's owners to allow the kind.",
  },
  "entitlement/cycle": {
    title: "Groups are nested in a cycle.",
    why: "Providers refuse such groups, and the members of each group would be undefined.",
    next: "Remove one of the nestings that the message lists.",
  },
  "entitlement/same-target": {
    title: "Two entitlements have the same target.",
    why: "A user could lose the access through one entitlement and keep it through the other.",
    next: "Remove one of the entitlements.",
  },
  "entitlement/admin-tier": {
    title: "An administrator role has a tier below high.",
    why: "Rules and approvals for privileged access apply to the tiers high and critical only. Most administrator roles can change other people's access.",
    next: "Raise the tier, unless the role can only read.",
  },
  "entitlement/retired": {
    title: "A file refers to a retired entitlement.",
    why: "A retired entitlement gives no access.",
    next: "Remove the reference.",
  },
  "entitlement/not-retired": {
    title: "The change removes an entitlement that is not retired.",
    why: "Its holders would keep the access as unmanaged access.",
    next: "Set `status: retired` first, and remove the file when no user holds the entitlement.",
  },
  "time/bad-instant": {
    title: "The value is not a date and not an instant with a time zone.",
    why: "Without a time zone an expiry could be wrong by hours.",
    next: "Write 2026-12-01 or 2026-12-01T18:00:00Z.",
  },
  "time/reversed": {
    title: "The end is before the start.",
    why: "The access would never be in effect.",
    next: "Correct one of the two values.",
  },
  "time/too-far": {
    title: "An override expires more than 24 hours ahead.",
    why: "An override lifts a guard for one run.",
    next: "Write an earlier expiry. Request another override when you need it again.",
  },
  "time/already-expired": {
    title: "The expiry has passed.",
    why: "The file has no effect any more.",
    next: "Remove the file, or request the access again with a new expiry.",
  },
} satisfies Readonly<Record<string, CodePage>>;

declare module "../../diagnostics/code.ts" {
  interface CodesByFolder {
    readonly documents: keyof typeof documentPages;
  }
}
