import type { CodePage } from "../../diagnostics/code.ts";
import { assignableNouns } from "../../model/assignable.ts";
import { overridesAt } from "../guards/overrides.ts";
import type { UnassignAdminRole } from "../operation.ts";
import type { GuardResult, GuardSubject } from "../plan.ts";
import type { Draft } from "./draft.ts";
import type { SystemView } from "./system-view.ts";

/** The drafts without those that are held back, and a result for each administrator who is kept. */
export interface KeptAdministrators {
  readonly drafts: readonly Draft[];
  readonly guards: readonly GuardResult[];
}

interface Removal {
  readonly draft: Draft;
  readonly operation: UnassignAdminRole;
}

/**
 * Holds back the removals of administrator roles that could lock Rolecall or the organization out of the provider: from an
 * account whose credential Rolecall uses, which no override lifts, and from an account of no user, which may be such an
 * account or one for emergencies, without an override. Each result concerns its account or user alone.
 */
export function keepAdministrators(drafts: readonly Draft[], view: SystemView): KeptAdministrators {
  const { desired, observed, context } = view;
  const { id: system, mode } = desired.system;
  // Add-only mode leaves every removal out.
  if (mode === "add-only") return { drafts, guards: [] };
  const own = new Set(observed.ownAccounts);
  const removals = drafts.flatMap(removalIn);
  const ownRemovals = removals.filter(({ operation }) => own.has(operation.account.id));
  const unmatched = removals.filter(({ operation }) => operation.user === null && !own.has(operation.account.id));
  const { overrides } = context.head.model;
  const override = overridesAt(overrides, context.at).fileFor("administrators", system, unmatched.length);
  const kept = new Set([...ownRemovals, ...(override === null ? unmatched : [])].map(({ draft }) => draft));
  return {
    drafts: drafts.filter((draft) => !kept.has(draft)),
    guards: [
      ...ownRemovals.map(ownAccount),
      ...unmatched.map((removal) => noUser(removal, { view, override, needed: unmatched.length })),
    ],
  };
}

function removalIn(draft: Draft): readonly Removal[] {
  const { operation } = draft;
  return operation.action === "admin-role.unassign" ? [{ draft, operation }] : [];
}

/** Returns the role as text: `administrator role "SUPER_ADMIN" (okta/super-admin)`. */
const roleText = ({ resource, entitlement }: UnassignAdminRole): string =>
  `${assignableNouns[resource.kind]} "${resource.name}" (${entitlement})`;

/** Returns the user of the account, or who may be its user; without one, the account. */
const subjectOf = ({ draft, operation }: Removal): GuardSubject =>
  draft.holder === null ? { kind: "account", id: operation.account.id } : { kind: "user", id: draft.holder };

function ownAccount(removal: Removal): GuardResult {
  const { operation } = removal;
  const { account, system, entitlement } = operation;
  return {
    code: "guard/own-account",
    system,
    blocked: true,
    message: `The ${roleText(operation)} is not removed from ${account.address} (${account.id}) in ${system}: Rolecall uses the credential of this account.`,
    remedy: `Give Rolecall a credential of another account, or grant ${entitlement} to the user of this account.`,
    override: null,
    subject: subjectOf(removal),
  };
}

function noUser(
  removal: Removal,
  { view, override, needed }: { readonly view: SystemView; readonly override: string | null; readonly needed: number },
): GuardResult {
  const { operation } = removal;
  const { account, system, entitlement } = operation;
  const { title } = view.desired.system;
  const file = view.context.head.model.entitlements.get(entitlement)?.source.file ?? "";
  return {
    code: "guard/administrators",
    system,
    blocked: override === null,
    message: `${account.address} (${account.id}) has the ${roleText(operation)} in ${system} and does not match any user.`,
    remedy:
      override === null
        ? `Add a user file and a grant for the account, remove the role in ${title}, or set \`membership: additive\` in ${file}. If Rolecall must remove the role, add access/overrides/administrators/<id>.yaml with \`system: ${system}\` and \`count: ${needed}\`; root owners must approve it.`
        : `No action needed: ${override} lifts this guard for this run, and the plan removes the role.`,
    override,
    subject: subjectOf(removal),
  };
}

/** The page of guard/own-account. */
export const ownAccountPage: CodePage = {
  title: "The plan would take an administrator role from the account whose credential Rolecall uses.",
  why: "Without its role Rolecall cannot read or write the provider, and cannot give the role back.",
  next: "Give Rolecall a credential of another account, or grant the entitlement to the user of this account.",
};

/** The page of guard/administrators. */
export const administratorsPage: CodePage = {
  title: "The plan would take an administrator role from an account that does not match any user.",
  why: "The account may be one for emergencies, or the one whose credential Rolecall uses.",
  next: "Add a user file and a grant for the account, remove the role in the provider, or add an override. Root owners must approve it.",
};
