import type { CodePage } from "../../diagnostics/code.ts";

/** `provider/*`: states of a provider that block a plan or are reported. */
export const providerPages = {
  "provider/recycled-address": {
    title: "A live account has a user's address but another person's employee number.",
    why: "Addresses are reused. The new owner must neither inherit access nor lose the account.",
    next: "Find the owner of the account. Then correct the number in the provider, or the address in the user's file.",
  },
  "provider/renumbered-account": {
    title: "A leaver's account has another user's employee number.",
    why: "The account may belong to the leaver, who can sign in to it, or to the user whose number it has.",
    next: "Find the owner of the account. If it is the leaver's, suspend it in the provider and correct its number.",
  },
  "provider/needs-adoption": {
    title: "A live account has the user's address and no employee number.",
    why: "The adoption of an account needs a review.",
    next: "Add a file under access/adoptions/ with the account id.",
  },
  "provider/bad-adoption": {
    title: "An adoption names an account that does not exist or belongs to another user.",
    why: "The wrong account would get the user's access.",
    next: "Correct the account id in the adoption file.",
  },
  "provider/duplicate-join": {
    title: "Two live accounts have the same employee number.",
    why: "Rolecall cannot decide which account belongs to the user.",
    next: "Correct the number of one account in the provider.",
  },
  "provider/ambiguous-group": {
    title: "Two live groups match one declared group.",
    why: "Members could be added to the wrong group.",
    next: "Rename one of the groups in the provider.",
  },
  "provider/address-in-use": {
    title: "The address of a declared group belongs to another live object.",
    why: "People and groups share the addresses of a Google tenant, and an address leads to one object only. Google keeps the old address of a renamed group as an alias.",
    next: "If it is the same group, add its current address to `previously`. If not, free the address or declare another one.",
  },
  "provider/similar-group": {
    title: "A live group differs from a declared group only in letter case, spaces or dashes.",
    why: "Names match exactly. A second group would be created, and the live group would keep its members and its apps.",
    next: "If it is the same group, add its current name to `previously`. If not, rename one of the groups.",
  },
  "provider/nested-group": {
    title: "A live group is a member of a declared group, and no file declares it.",
    why: "Every account in the nested group gets the access of the declared group, without a grant and without an approval.",
    next: "Remove the nested group in the provider. Add grants for the users who need the access.",
  },
  "provider/undeclared-role": {
    title: "A member of a group has a role that no entitlement declares.",
    why: "Only declared roles are managed. The member keeps the role until an entitlement declares it.",
    next: "To manage the role, add an entitlement for it and grants for those who should hold it.",
  },
  "provider/not-writable": {
    title: "Another source manages this group.",
    why: "Rolecall and the other source would repeatedly revert each other's changes.",
    next: "Stop the Okta rule or the import that manages the group, or remove the group from the catalogue.",
  },
  "provider/account-missing": {
    title: "A service account does not have a live account.",
    why: "Rolecall adopts service accounts and does not create them.",
    next: "Create the account in the provider with the employee number from the user's file.",
  },
  "provider/cannot-suspend": {
    title: "The account is in a state that cannot be suspended.",
    why: "The user can still sign in. A legal hold, the user's status or the system's mode forbids deactivation.",
    next: "Bring the account to a state that can be suspended, then run again.",
  },
  "provider/archived-account": {
    title: "The account of an active user is archived.",
    why: "An archived account cannot be used. It needs a licence first, which Rolecall does not assign.",
    next: "Assign a licence and unarchive the account in the provider.",
  },
  "provider/suspended-by-provider": {
    title: "The provider itself suspended the account of an active user.",
    why: "Google suspends an account for example after abuse or a leaked password. Such a suspension is not Rolecall's and not an administrator's, so a person decides.",
    next: "Find the cause, and restore the account in the provider if it is safe.",
  },
  "provider/unexplained-suspension": {
    title: "The account of an active user is suspended, and Rolecall did not suspend it.",
    why: "The security team may have suspended it for an incident. Rolecall lifts its own suspensions only, so a person decides.",
    next: "Ask the security team. To lift the suspension, unsuspend the account in the provider, or list the unsuspension in `drift.repair` of the system.",
  },
  "provider/unexplained-deactivation": {
    title: "The account of an active user is deactivated, and Rolecall did not deactivate it.",
    why: "The security team may have deactivated it for an incident, and an activation gives group memberships and apps back. Rolecall activates only accounts that it deactivated itself, so a person decides.",
    next: "Ask the security team. To open the account again, activate it in the provider, or list the activation in `drift.repair` of the system.",
  },
  "provider/unread": {
    title: "The provider could not be read completely.",
    why: "Unread data must not count as empty. Nothing is written in what was not read.",
    next: "Run again. If the failure repeats, check the permissions of the credential and the status of the provider.",
  },
  "provider/missing-target": {
    title: "A declared app, administrator role or licence does not exist.",
    why: "Rolecall assigns apps, administrator roles and licences, and does not create them.",
    next: "Create the object in the provider, or correct the name in the entitlement.",
  },
  "provider/ambiguous-target": {
    title: "Two live objects match one declared app, administrator role or licence.",
    why: "The access could be given in the wrong one.",
    next: "Rename or remove one of the objects in the provider.",
  },
  "provider/targeted-read": {
    title: "The provider was read for the targets of the plan only.",
    why: "The requests of a plan with --target depend on its targets, not on the size of the company. What was not read is not counted and is not reported.",
    next: "No action needed. Run without --target to plan everything.",
  },
  "provider/linked-hold": {
    title: "An addition waits, because a separation-of-duties rule links it to access that is held back.",
    why: "The user may hold the conflicting access, or keep it, where the plan holds back a user, a group or a system.",
    next: "Resolve the other results that hold something back, then run again.",
  },
} satisfies Readonly<Record<string, CodePage>>;
