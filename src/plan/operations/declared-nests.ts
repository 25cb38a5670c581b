import type { EntitlementRef, UserId } from "../../model/documents.ts";
import { compareText } from "../../support/compare.ts";
import { becauseOfDocument } from "../because.ts";
import type { DesiredGroup, DesiredSystem } from "../desired/desired.ts";
import type { AddMembership, RemoveMembership } from "../operation.ts";
import { originOf } from "../origin.ts";
import type { PlanSide } from "../side.ts";
import type { ObservedMembership } from "../../model/observation.ts";
import type { MatchedGroup } from "../match/match-groups.ts";
import { type Draft, idOf } from "./draft.ts";
import type { Member } from "./member-account.ts";
import { draftOf, entitlementOfRole, membershipFields, type MembershipScene } from "./membership-draft.ts";

type LiveGroup = Extract<Member, { kind: "group" }>;

/**
 * Returns the operations that add the groups in `nests` that are not members. A nested group whose own group is held back
 * is not added. Every holder of a nested group gains the access.
 * @param present the ids of the live groups that are members
 */
export function addNests(scene: MembershipScene, present: ReadonlySet<string>): readonly Draft[] {
  const { matched, view } = scene;
  const { desired: group } = matched;
  if (!group.active) return [];
  return nestsOf(group).flatMap((ref) => {
    const inner = matchedGroup(ref, scene);
    const isIn = inner?.live !== undefined && inner.live !== null && present.has(inner.live.id);
    const isActive = view.context.head.model.entitlements.get(ref)?.status === "active";
    return inner === undefined || isIn || !isActive ? [] : [addNest(ref, inner, scene)];
  });
}

/** Returns the entitlements that the group declares as nested, in a stable order. */
const nestsOf = ({ entitlements }: DesiredGroup): readonly EntitlementRef[] =>
  [...new Set(entitlements.flatMap(({ nests, status }) => (status === "active" ? nests : [])))].sort(compareText);

function matchedGroup(ref: EntitlementRef, { view: { groups, desired } }: MembershipScene): MatchedGroup | undefined {
  const key = desired.groupOf.get(ref)?.key;
  return key === undefined ? undefined : groups.groups.get(key);
}

function addNest(ref: EntitlementRef, { desired: inner, live }: MatchedGroup, scene: MembershipScene): Draft {
  const { matched, view, base, isNew } = scene;
  const { context } = view;
  const entitlement = entitlementOfRole(matched.desired, "member");
  const address = live?.name ?? inner.name;
  const wasNested = base !== null && nestsOf(base).includes(ref);
  const operation: AddMembership = {
    ...membershipFields("membership.add", scene, {
      account: { id: null, address },
      entitlement,
      member: address.toLowerCase(),
    }),
    // A group that the plan creates exists before it becomes a member.
    dependsOn: live === null ? [idOf(view.desired.system.id, "group.create", inner.first.id)] : [],
    action: "membership.add",
    user: null,
    before: null,
    after: { role: "member" },
    because: [becauseOfDocument("entitlement", entitlement, `${entitlement.ref} names ${ref} under nests`)],
    origin: originOf({ changed: isNew || !wasNested, boundaries: [], withoutBase: "change" }, context),
  };
  return { ...draftOf(operation, { scene, gives: entitlement, takes: null }), through: holdersOf(ref, context.head) };
}

/**
 * Returns the operation that removes a group which the base declared under `nests`, or a retired entitlement declares; null
 * for another group. It is removed from an additive group as well, because the files end it.
 */
export function removeEndedNest(
  { group, address }: LiveGroup,
  { role }: ObservedMembership,
  scene: MembershipScene,
): Draft | null {
  const { base, view, matched } = scene;
  const { context } = view;
  const name = group?.name ?? null;
  const former = base === null ? undefined : namedIn(nestsOf(base), name, view.base);
  const retired = namedIn(
    matched.desired.entitlements.flatMap(({ nests }) => nests),
    name,
    view.desired,
  );
  const ref = former ?? retired;
  if (ref === undefined) return null;
  const held = entitlementOfRole(matched.desired, role);
  const text = retired === undefined ? `no longer names ${ref} under nests` : "is retired";
  const operation: RemoveMembership = {
    ...membershipFields("membership.remove", scene, {
      account: { id: null, address },
      entitlement: held,
      member: address.toLowerCase(),
    }),
    action: "membership.remove",
    user: null,
    before: { role },
    after: null,
    because: [becauseOfDocument("entitlement", held, `${held.ref} ${text}`)],
    origin: originOf({ changed: scene.isNew || former !== undefined, boundaries: [], withoutBase: "change" }, context),
  };
  const through = holdersOf(ref, context.base ?? context.head);
  return { ...draftOf(operation, { scene, gives: null, takes: held }), through };
}

/** Returns the entitlement whose group has the name. */
function namedIn(
  refs: readonly EntitlementRef[],
  name: string | null,
  system: DesiredSystem | null,
): EntitlementRef | undefined {
  if (name === null) return undefined;
  return refs.find((ref) => system?.groupOf.get(ref)?.name.toLowerCase() === name.toLowerCase());
}

/** Returns the users who hold the entitlement, in any way. */
function holdersOf(ref: EntitlementRef, { index }: PlanSide): readonly UserId[] {
  return [...index.byUser].flatMap(([user, assignments]) =>
    assignments.some(({ entitlement }) => entitlement === ref) ? [user] : [],
  );
}
