import type { AccessModel, EntitlementRef, UserId } from "../../model/documents.ts";
import { groupNameKey } from "../../model/provider.ts";
import type { Draft } from "../operations/draft.ts";
import type { GuardResult } from "../plan.ts";
import { areLinked, type LinkedSets } from "./linked-sets.ts";
import { personsOf } from "./separation-edges.ts";

/**
 * Removes the additions that could cause a conflict while a user or a group is held back: the removal that a
 * separation-of-duties rule requires first may be among what is not planned. This concerns all systems.
 */
export function holdGains(
  drafts: readonly Draft[],
  guards: readonly GuardResult[],
  {
    model,
    setsOf,
  }: { readonly model: Pick<AccessModel, "users" | "entitlements" | "systems">; readonly setsOf: LinkedSets },
): readonly Draft[] {
  const held = guards.flatMap(({ blocked, subject }) => (blocked && subject !== undefined ? [subject] : []));
  if (held.length === 0) return drafts;
  const persons = new Set(
    held.flatMap(({ kind, id }) => (kind === "user" ? personsOf(id as UserId, model.users) : [])),
  );
  const sets = held.flatMap(({ kind, id }) =>
    kind === "group" ? entitlementsOfGroup(id as EntitlementRef, model).map(setsOf) : [],
  );
  return drafts.filter(({ holder, gives }) => {
    if (holder === null || gives === null) return true;
    const own = setsOf(gives);
    if (own.length === 0) return true;
    if (personsOf(holder, model.users).some((person) => persons.has(person))) return false;
    return !sets.some((other) => areLinked(own, other));
  });
}

/** Returns the entitlements of the group that this entitlement declares: one for each role. */
function entitlementsOfGroup(
  ref: EntitlementRef,
  { entitlements, systems }: Pick<AccessModel, "entitlements" | "systems">,
): readonly EntitlementRef[] {
  const first = entitlements.get(ref);
  const provider = first === undefined ? undefined : systems.get(first.system)?.provider;
  if (first?.target.kind !== "group" || provider === undefined) return [ref];
  const key = groupNameKey(provider, first.target.name);
  return [...entitlements.values()]
    .filter(
      ({ system, target }) =>
        system === first.system && target.kind === "group" && groupNameKey(provider, target.name) === key,
    )
    .map((entitlement) => entitlement.ref);
}
