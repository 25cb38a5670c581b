import type { AccessModel, EntitlementRef, UserId } from "../../model/documents.ts";
import { groupNameKey } from "../../model/provider.ts";
import { type Draft, holdersOf } from "../operations/draft.ts";
import type { GuardResult, GuardSubject } from "../plan.ts";
import { compareText } from "../../support/compare.ts";
import { appendTo } from "../../support/multi-map.ts";
import { areLinked, type LinkedSets } from "./linked-sets.ts";
import { personsOf } from "./separation-edges.ts";

/** The drafts to plan, and one result for each user whose additions wait. */
export interface HeldGains {
  readonly drafts: readonly Draft[];
  readonly guards: readonly GuardResult[];
}

/**
 * Removes the additions that could cause a conflict while a user, a group or a system is held back: the removal that a
 * separation-of-duties rule requires first may be among what is not planned, and access that was not read may be in
 * conflict with the addition. This concerns all systems.
 */
export function holdGains(
  drafts: readonly Draft[],
  guards: readonly GuardResult[],
  {
    model,
    setsOf,
  }: { readonly model: Pick<AccessModel, "users" | "entitlements" | "systems">; readonly setsOf: LinkedSets },
): HeldGains {
  const held = guards.flatMap(({ blocked, subject }) => (blocked && subject !== undefined ? [subject] : []));
  if (held.length === 0) return { drafts, guards: [] };
  const persons = new Set(
    held.flatMap(({ kind, id }) => (kind === "user" ? personsOf(id as UserId, model.users) : [])),
  );
  const sets = held.flatMap((subject) => entitlementsOf(subject, model).map(setsOf));
  const isHeld = (draft: Draft): boolean => {
    const { gives } = draft;
    const holders = holdersOf(draft);
    if (holders.length === 0 || gives === null) return false;
    const own = setsOf(gives);
    if (own.length === 0) return false;
    if (holders.some((holder) => personsOf(holder, model.users).some((person) => persons.has(person)))) return true;
    return sets.some((other) => areLinked(own, other));
  };
  const waiting = drafts.filter(isHeld);
  return { drafts: drafts.filter((draft) => !isHeld(draft)), guards: waitingGuards(waiting) };
}

/** Returns the entitlements whose holders are not known while the subject is held back. */
function entitlementsOf(
  { kind, id }: GuardSubject,
  model: Pick<AccessModel, "entitlements" | "systems">,
): readonly EntitlementRef[] {
  switch (kind) {
    case "user":
    // A separation-of-duties rule is about users.
    case "account":
      return [];
    case "group":
      return entitlementsOfGroup(id as EntitlementRef, model);
    case "entitlement":
      return [id as EntitlementRef];
    case "system":
      return [...model.entitlements.values()].flatMap(({ ref, system }) => (system === id ? [ref] : []));
  }
}

function waitingGuards(waiting: readonly Draft[]): readonly GuardResult[] {
  const byUser = new Map<string, Draft[]>();
  for (const draft of waiting)
    appendTo(byUser, `${draft.operation.system} ${draft.holder ?? `group ${draft.gives ?? ""}`}`, draft);
  return [...byUser.values()].flatMap((drafts) => {
    const [first] = drafts;
    if (first === undefined) return [];
    const given = [...new Set(drafts.flatMap(({ gives }) => gives ?? []))].sort(compareText);
    const { operation, holder } = first;
    const subject: GuardSubject =
      holder === null ? { kind: "group", id: operation.entitlement ?? "" } : { kind: "user", id: holder };
    return [
      {
        code: "provider/linked-hold",
        system: operation.system,
        blocked: true,
        message: `${holder ?? "A nested group"} does not get ${given.join(", ")} yet: a separation-of-duties rule links it to access that is held back.`,
        remedy: "Resolve the other results that hold back a user, a group or a system, then run again.",
        override: null,
        subject,
      } satisfies GuardResult,
    ];
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
