import type { CodePage } from "../../diagnostics/code.ts";

const silence = "A name that leads nowhere would give nobody anything, and nobody would notice.";

/** `schema/*`, `identity/*`, `ref/*`, `role/*`, `entitlement/*` and `time/*`: what the documents say, alone and together. */
export const documentPages = {
  "schema/unknown-field": {
    title: "The document has a field that its kind does not know.",
    why: "A misspelt field would be ignored, and temporary access could become permanent.",
    next: "Correct the spelling; schemas/README.md lists the fields of each kind.",
  },
  "schema/required": {
    title: "A field that this kind of document needs is missing.",
    why: "Rolecall guesses nothing about access.",
    next: "Add the field.",
  },
  "schema/type": {
    title: "A value is of the wrong type.",
    why: "Rolecall converts nothing by itself: what is reviewed is what counts.",
    next: "Write the value as the message says; put text that looks like a number in quotes.",
  },
  "schema/enum": {
    title: "A value is none of those allowed.",
    why: "A value that nobody knows would be ignored.",
    next: "Choose one of those listed.",
  },
  "schema/pattern": {
    title: "A value does not have the form it needs.",
    why: "Ids, dates and durations are matched exactly.",
    next: "Write it in the form that the message shows.",
  },
  "schema/not-a-map": {
    title: "The document is not a map of fields.",
    why: "Every document under access/ is one.",
    next: "Write `field: value` lines.",
  },
  "schema/null-value": {
    title: "A field has no value.",
    why: "An empty value could mean none, all or forgotten.",
    next: "Write a value, or remove the field.",
  },
  "schema/not-finite": {
    title: "A number is infinite or not a number.",
    why: "No limit can be compared with it.",
    next: "Write an ordinary number.",
  },
  "schema/forbidden-key": {
    title: "A field has a name that programs treat specially.",
    why: "Such names are used to attack programs.",
    next: "Rename the field.",
  },
  "schema/ambiguous-key": {
    title: "A field is written twice in different letter cases.",
    why: "Which one counts depends on the reader.",
    next: "Keep one of them.",
  },
  "schema/wildcard-forbidden": {
    title: "A wildcard stands where a name is due.",
    why: "Access is given to somebody, not to everybody.",
    next: "Name users one by one, or write a birthright role.",
  },
  "schema/not-supported-yet": {
    title: "The field is part of the format, but this version of Rolecall does nothing with it yet.",
    why: "Silence would look as if it worked; `plan` and `apply` refuse it.",
    next: "Leave it out until a version supports it.",
  },
  "identity/duplicate-id": {
    title: "An id is used twice.",
    why: "Names are references: one id, one thing, for ever.",
    next: "Give one of them another id.",
  },
  "identity/duplicate-user": {
    title: "One user is described in two files.",
    why: "Which one counts would be chance.",
    next: "Keep one of the files.",
  },
  "identity/duplicate-number": {
    title: "Two users have one employeeNumber.",
    why: "It is the key that joins a user with their accounts in every system.",
    next: "Correct the number of one of them.",
  },
  "identity/duplicate-github": {
    title: "Two users have one GitHub account.",
    why: "One person could approve what the other asks for.",
    next: "Correct `github:` of one of them.",
  },
  "identity/duplicate-address": {
    title: "Two users have one address.",
    why: "Addresses differ for providers only in more than letter case.",
    next: "Correct the address of one of them.",
  },
  "identity/alias-conflict": {
    title: "An address is another user's alias.",
    why: "Mail and access meant for one would reach the other.",
    next: "Remove the alias, or correct the address.",
  },
  "identity/subaddress": {
    title: "An address is somebody's address with a plus tag.",
    why: "It is the same mailbox, so a second user for the same person.",
    next: "Use an address of its own.",
  },
  "identity/confusable-names": {
    title: "Two ids or addresses look alike.",
    why: "A reviewer would take one for the other.",
    next: "Rename one of them.",
  },
  "identity/non-ascii-address": {
    title: "An address holds a letter outside ASCII.",
    why: "Look-alike letters make one address pass for another.",
    next: "Write the address in ASCII.",
  },
  "identity/bad-address": {
    title: "The value is no e-mail address.",
    why: "Accounts are found by address.",
    next: "Write it as name@domain.",
  },
  "identity/domain-not-allowed": {
    title: "The address is in a domain that the organization does not allow here.",
    why: "Access must not go to an address that somebody else controls.",
    next: "Use an address of `domains`, or of `externalDomains` for contractors, vendors and partners.",
  },
  "identity/inactive-sponsor": {
    title: "The sponsor is not an active employee.",
    why: "Somebody inside has to answer for people from outside.",
    next: "Name an active employee as `sponsor:`.",
  },
  "identity/user-removed": {
    title: "The change removes a user's file.",
    why: "Without its file a leaver's accounts would be nobody's; ids are never used again.",
    next: "Set `status: terminated` and keep the file.",
  },
  "identity/number-changed": {
    title: "The change alters an employeeNumber.",
    why: "It is the key that joins a user with their accounts: another number is another person.",
    next: "Restore the number; a new person gets a new file.",
  },
  "ref/unknown-user": { title: "No user has this id.", why: silence, next: "Correct the id, or add the user's file." },
  "ref/unknown-role": { title: "No role has this id.", why: silence, next: "Correct the id, or add the role's file." },
  "ref/unknown-entitlement": {
    title: "No entitlement has this name.",
    why: silence,
    next: "Write it as <system>/<entitlement>, or add its file.",
  },
  "ref/unknown-system": {
    title: "No system has this id.",
    why: silence,
    next: "Correct the id, or add the system's file.",
  },
  "ref/unknown-rule": {
    title: "No rule has this id.",
    why: silence,
    next: "Correct the id; `rolecall explain` lists the built-in rules.",
  },
  "ref/unknown-team": {
    title: "The team is not listed in access/rolecall.yaml.",
    why: "Team names can be registered again by others; the listed id cannot.",
    next: "Add the team and its id under `teams:`.",
  },
  "ref/unknown-tag": {
    title: "No entitlement carries this tag.",
    why: silence,
    next: "Correct the tag, or add it to an entitlement.",
  },
  "role/cycle": {
    title: "Roles include each other in a circle.",
    why: "Nobody could say which role has what.",
    next: "Remove one of the inclusions that the message lists.",
  },
  "role/kind-not-allowed": {
    title: "The role is not for this kind of user.",
    why: "Its owners said in `allowKinds` for whom it is.",
    next: "Give another role, or ask the role's owners to allow the kind.",
  },
  "entitlement/cycle": {
    title: "Groups are nested in a circle.",
    why: "Providers refuse it, and nobody could say who is in which.",
    next: "Remove one of the nestings that the message lists.",
  },
  "entitlement/same-target": {
    title: "Two entitlements give the same thing.",
    why: "A person could lose it by one and keep it by the other.",
    next: "Keep one of them.",
  },
  "entitlement/retired": {
    title: "Something names a retired entitlement.",
    why: "It gives nothing to anybody any more.",
    next: "Remove what still names it.",
  },
  "entitlement/not-retired": {
    title: "The change removes an entitlement that was not retired.",
    why: "Whoever holds it would keep it, unseen.",
    next: "Set `status: retired` first, and remove the file when nobody holds it.",
  },
  "time/bad-instant": {
    title: "The value is no day and no instant with a zone.",
    why: "Without a zone an end could be hours off.",
    next: "Write 2026-12-01 or 2026-12-01T18:00:00Z.",
  },
  "time/reversed": {
    title: "The end comes before the start.",
    why: "It would give nothing, ever.",
    next: "Correct one of the two.",
  },
  "time/too-far": {
    title: "An override ends more than 24 hours ahead.",
    why: "An override lifts a guard for one run, not for a week.",
    next: "Write an earlier end; ask again when you need it again.",
  },
  "time/already-expired": {
    title: "The end has passed.",
    why: "The file gives nothing any more.",
    next: "Remove the file, or ask again with a new end.",
  },
} satisfies Readonly<Record<string, CodePage>>;

declare module "../../diagnostics/code.ts" {
  interface CodesByFolder {
    readonly documents: keyof typeof documentPages;
  }
}
