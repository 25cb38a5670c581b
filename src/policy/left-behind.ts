import type { Code } from "../diagnostics/code.ts";
import type { Place } from "../diagnostics/finding.ts";
import type { EntitlementRef, PolicyTest, User, UserId } from "../model/documents.ts";
import { intervalsOf } from "../model/effective.ts";
import { mergeIntervals } from "../model/instant.ts";
import { stateOf } from "../model/lifecycle.ts";
import type { ResolvedModel } from "../model/resolved-model.ts";
import { type Responsibility, responsibilitiesIn } from "../model/responsibilities.ts";
import { canonicalJson } from "../support/canonical-json.ts";

/** A place whose finding follows from a user's leaving, so that it is a warning for the change under review. */
export interface LeftBehind {
  readonly code: Code;
  readonly place: Place;
}

/** Returns whether the change alters an object, from its file in the head and in the base. */
type IsChanged = (headFile: string, baseFile: string) => boolean;

/** Returns the places where a finding must not block the change, because it follows from a user's leaving alone. */
export function leftBehind(base: ResolvedModel, head: ResolvedModel, isChanged: IsChanged): readonly LeftBehind[] {
  if (![...head.model.users.values()].some((user) => stateOf(user, head.at) === "terminated")) return [];
  return [
    ...responsibilities(base, head, isChanged),
    ...policyTests(base, head, isChanged),
    ...tooFewHolders(base, head),
  ];
}

/**
 * Returns the places that name a terminated owner, manager or sponsor, where the base names the same user at the same object,
 * and the change terminates that user, does not touch the object, or lets the user leave whose file it is. In every other case
 * the change itself keeps or sets a name that cannot answer, and the finding stays an error.
 */
function responsibilities(base: ResolvedModel, head: ResolvedModel, isChanged: IsChanged): readonly LeftBehind[] {
  const gone = [...responsibilitiesIn(head.model)].filter(({ user }) => isGone(user, head));
  if (gone.length === 0) return [];
  const before = new Map([...responsibilitiesIn(base.model)].map((one) => [keyOf(one), one]));
  return gone.flatMap((one): readonly LeftBehind[] => {
    const old = before.get(keyOf(one));
    if (old === undefined) return [];
    const isExcused = !isGone(old.user, base) || !isChanged(one.file, old.file) || isLeaving(old.of, one.of);
    const code = one.relation === "sponsor" ? "identity/inactive-sponsor" : "lp/inactive-owner";
    return isExcused ? [{ code, place: { file: one.file, field: one.field } }] : [];
  });
}

/** Returns the policy tests that expect access of a user who left. A terminated user holds nothing. */
function policyTests(base: ResolvedModel, head: ResolvedModel, isChanged: IsChanged): readonly LeftBehind[] {
  const nameOf = ({ source, name }: PolicyTest): string => `${source.file}\n${name}`;
  const before = new Set(base.model.policyTests.map(nameOf));
  return head.model.policyTests.flatMap((test): readonly LeftBehind[] => {
    const { subject, source, index } = test;
    if (subject.kind !== "user" || !isGone(subject.user, head) || !before.has(nameOf(test))) return [];
    const isExcused = !isGone(subject.user, base) || !isChanged(source.file, source.file);
    return isExcused ? [{ code: "test/failed", place: { file: source.file, field: ["tests", index] } }] : [];
  });
}

/**
 * Returns the custom rules on numbers of holders that the change affects only by terminating holders: everyone else holds the
 * entitlements at the same times as before. The organization's own rule stays an error for later changes of other kinds.
 */
function tooFewHolders(base: ResolvedModel, head: ResolvedModel): readonly LeftBehind[] {
  const leaves = (user: UserId): boolean => isGone(user, head) && !isGone(user, base);
  if (![...head.model.users.keys()].some(leaves)) return [];
  const before = new Set(base.model.leastPrivilege.custom.map(({ id, demand }) => canonicalJson([id, demand])));
  return head.model.leastPrivilege.custom.flatMap(({ id, demand, source, index }): readonly LeftBehind[] => {
    if (demand.kind !== "holders" || !before.has(canonicalJson([id, demand]))) return [];
    const onlyLeavers = demand.entitlements.every((ref) => {
      const [old, now] = [timesIn(base, ref), timesIn(head, ref)];
      return [...new Set([...old.keys(), ...now.keys()])].every(
        (user) => old.get(user) === now.get(user) || (!now.has(user) && leaves(user)),
      );
    });
    return onlyLeavers ? [{ code: id, place: { file: source.file, field: ["custom", index] } }] : [];
  });
}

/** Returns when each user holds the entitlement, as a text to compare. */
function timesIn({ index }: ResolvedModel, ref: EntitlementRef): ReadonlyMap<UserId, string> {
  return new Map(
    [...index.byUser].flatMap(([user, held]) => {
      const intervals = held.filter(({ entitlement }) => entitlement === ref).flatMap(intervalsOf);
      return intervals.length === 0 ? [] : [[user, canonicalJson(mergeIntervals(intervals))] as const];
    }),
  );
}

function isGone(id: UserId, { model, at }: ResolvedModel): boolean {
  const user = model.users.get(id);
  return user !== undefined && stateOf(user, at) === "terminated";
}

/** Identifies a responsibility across a moved file and a reordered list. */
const keyOf = ({ user, relation, object }: Responsibility): string => [relation, object, user].join("\n");

/** Returns whether the change gives the user an end, or an earlier one: containment does not wait for a new manager. */
function isLeaving(before: User | undefined, after: User | undefined): boolean {
  if (before === undefined || after === undefined || after.end === null) return false;
  return before.end === null || after.end < before.end;
}
