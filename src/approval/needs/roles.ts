import { ownerNames } from "../../model/owner.ts";
import type { EntitlementRef, Role, RoleId, Tier, UserId } from "../../model/documents.ts";
import { isPrivileged } from "../../model/lifecycle.ts";
import type { AccessChange } from "../../plan/plan.ts";
import type { Need } from "../need.ts";
import { type NeedContext, needOf, rootStage, tierApproval, tierOf } from "./context.ts";

/**
 * Returns the needs of role edits: the role's owners and, for every tier that the role adds, that tier's stages. A role
 * adds the entitlements that it did not reach before. If its `birthright` or `impliedBy` brings it to more people, it
 * adds everything that it reaches.
 */
export function roleNeeds(context: NeedContext): readonly Need[] {
  return [...context.fieldsOf.row("role")].flatMap(([id, changes]) =>
    needsOfRole(
      {
        id: id as RoleId,
        fields: new Set(changes.map(({ field }) => field.split(".")[0])),
        gains: gainsThrough(id as RoleId, context),
      },
      context,
    ),
  );
}

interface RoleEdit {
  readonly id: RoleId;
  readonly fields: ReadonlySet<string | undefined>;
  /** The access changes through the role. */
  readonly gains: readonly AccessChange[];
}

/**
 * Returns the gains that come through the role: it is included in the role that gives them, and gives them itself. Decided by
 * what the roles reach and not by the routes kept as explanation, which are the shortest few.
 */
function gainsThrough(id: RoleId, { widening, after }: NeedContext): readonly AccessChange[] {
  const given = new Set<string>(after.entitlementsOf(id).map(({ entitlement }) => entitlement));
  const isReachedFrom = memoized((top: RoleId) => after.rolesOf(top).some(({ role }) => role === id));
  return widening.filter(
    ({ entitlement, because }) =>
      given.has(entitlement) && because.some(({ role }) => role !== undefined && isReachedFrom(role as RoleId)),
  );
}

function memoized(decide: (role: RoleId) => boolean): (role: RoleId) => boolean {
  const decided = new Map<RoleId, boolean>();
  return (role) => {
    const known = decided.get(role) ?? decide(role);
    decided.set(role, known);
    return known;
  };
}

function needsOfRole({ id, fields, gains }: RoleEdit, context: NeedContext): readonly Need[] {
  const old = context.base.roles.get(id);
  const now = context.head.roles.get(id);
  const place = (now ?? old)?.source ?? { file: null, line: null };
  const owners = old === undefined ? [] : ownerNames(old.owners);
  const edited = `The role ${id} is ${old === undefined ? "new" : now === undefined ? "removed" : "edited"}`;
  const users = [...new Set(gains.map(({ user }) => user))];
  const needs: Need[] = [];
  const added = now === undefined ? [] : addedBy(now, old, fields, context);
  for (const group of byTierAndOwners(added, context)) {
    const { require, comment } = tierApproval(group.tier, context);
    const names = group.refs.join(", ");
    needs.push(
      needOf(
        {
          what: "role",
          subject: `${id} gives ${names}`,
          about: { user: null, entitlements: group.refs, document: { kind: "role", id } },
          concern: {
            users,
            owners: context.base.entitlements.get(group.first)?.owners ?? [],
            beneficiaries: beneficiariesOf(group, gains, users),
          },
          stages: [owners, ...require],
          comment,
          why: { text: `${edited}: it adds ${names} (tier ${group.tier}).`, ...place },
        },
        context,
      ),
    );
  }
  if (needs.length === 0)
    needs.push(
      needOf(
        {
          what: "role",
          subject: id,
          about: { user: null, entitlements: [], document: { kind: "role", id } },
          concern: { users, owners: [], beneficiaries: users.length === 1 ? users : [] },
          stages: [owners],
          why: { text: `${edited} (${[...fields].join(", ")}).`, ...place },
        },
        context,
      ),
    );
  // A role's owners approve its edits. New owners need the approval of the old owners and the root owners (I6).
  if (old !== undefined && fields.has("owners"))
    needs.push(
      needOf(
        {
          what: "role",
          subject: `owners of ${id}`,
          about: { user: null, entitlements: [], document: { kind: "role", id } },
          concern: { users: [], owners: [], beneficiaries: [] },
          stages: [rootStage(context)],
          why: { text: `${edited}: its approvers change.`, ...place },
        },
        context,
      ),
    );
  return needs;
}

function addedBy(
  now: Role,
  old: Role | undefined,
  fields: ReadonlySet<string | undefined>,
  { before, after }: NeedContext,
): readonly EntitlementRef[] {
  const reached = [...new Set(after.entitlementsOf(now.id).map(({ entitlement }) => entitlement))];
  const reachesOthers =
    (fields.has("birthright") && now.birthright !== null) ||
    now.impliedBy.some((holder) => old?.impliedBy.includes(holder) !== true);
  if (old === undefined || reachesOthers) return reached;
  const known = new Set(before.entitlementsOf(now.id).map(({ entitlement }) => entitlement));
  return reached.filter((ref) => !known.has(ref));
}

interface Group {
  readonly tier: Tier;
  readonly first: EntitlementRef;
  readonly refs: readonly EntitlementRef[];
}

/** Groups entitlements with the same approvers into one need. */
function byTierAndOwners(refs: readonly EntitlementRef[], context: NeedContext): readonly Group[] {
  const groups = new Map<
    string,
    { readonly tier: Tier; readonly first: EntitlementRef; readonly refs: EntitlementRef[] }
  >();
  for (const ref of [...refs].sort()) {
    const tier = tierOf(ref, context);
    const owners = [...ownerNames(context.base.entitlements.get(ref)?.owners ?? [])].sort();
    const key = JSON.stringify([tier, owners]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { tier, first: ref, refs: [ref] });
    else group.refs.push(ref);
  }
  return [...groups.values()];
}

/**
 * Returns the users who count as beneficiaries. A single user always does. Of several users, those who gain a
 * privileged entitlement do. An entitlement below high for many users is not a personal benefit; if everyone gains it,
 * no other approver would remain.
 */
function beneficiariesOf(
  { tier, refs }: Group,
  gains: readonly AccessChange[],
  users: readonly UserId[],
): readonly UserId[] {
  if (users.length === 1) return users;
  if (!isPrivileged(tier)) return [];
  return [...new Set(gains.filter(({ entitlement }) => refs.includes(entitlement)).map(({ user }) => user))];
}
