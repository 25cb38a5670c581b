import { ownerNames } from "../../model/owner.ts";
import type { EntitlementRef, Role, RoleId, Tier, UserId } from "../../model/documents.ts";
import { isPrivileged } from "../../model/lifecycle.ts";
import type { AccessChange } from "../../plan/plan.ts";
import type { Need } from "../need.ts";
import { type NeedContext, needOf, rootStage, tierApproval, tierOf } from "./context.ts";
import { appendTo } from "../../support/multi-map.ts";

/**
 * Returns the needs of role edits: the role's owners and, for every tier that the role adds, that tier's stages. A role
 * adds the entitlements that it did not reach before. If its `birthright` or `impliedBy` brings it to more people, it
 * adds everything that it reaches.
 */
export function roleNeeds(context: NeedContext): readonly Need[] {
  const gains = gainsByRole(context);
  return [...context.fieldsOf.row("role")].flatMap(([id, changes]) =>
    needsOfRole(
      {
        id: id as RoleId,
        fields: new Set(changes.map(({ field }) => field.split(".")[0])),
        gains: gains.get(id) ?? [],
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

/** Returns the gains by each role on their path. */
function gainsByRole({ widening }: NeedContext): ReadonlyMap<string, readonly AccessChange[]> {
  const found = new Map<string, AccessChange[]>();
  for (const change of widening) {
    const steps = change.because.flatMap(({ role, through }) => [
      ...(role === undefined ? [] : [role]),
      ...(through ?? []),
    ]);
    for (const step of new Set(steps)) {
      appendTo(found, step, change);
    }
  }
  return found;
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
