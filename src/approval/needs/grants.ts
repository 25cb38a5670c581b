import { ownersOfTarget } from "../../model/owner.ts";
import type { Grant, User, UserId } from "../../model/documents.ts";
import type { Instant, Interval } from "../../model/instant.ts";
import { grantId } from "../../plan/model-changes/people.ts";
import type { Need } from "../need.ts";
import { concernOf, grantKey, highestTier, type NeedContext, needOf, reachOf, tierApproval } from "./context.ts";
import { isWider, isWithin } from "./widening.ts";
import { targetName } from "../../model/grant-target.ts";

/**
 * Returns the needs of grants. New and wider grants need the stages of the highest tier they give, also if no user
 * gains access today, because a second path remains when the first one ends. Removed or shortened grants need the
 * stages of `removals`.
 */
export function grantNeeds(context: NeedContext): readonly Need[] {
  const former = new Map(context.base.grants.map((grant) => [grantKey(grant), grant]));
  const present = new Set(context.head.grants.map(grantKey));
  const given = context.head.grants.flatMap((grant) => {
    const old = former.get(grantKey(grant));
    if (old !== undefined && isSame(old, grant)) return [];
    return isWider(grant, old)
      ? [grantNeed(grant, old === undefined ? "is granted to" : "is extended for", context)]
      : removalNeeds(grant, "is shortened", context);
  });
  const taken = context.base.grants
    .filter((grant) => !present.has(grantKey(grant)))
    .flatMap((grant) => removalNeeds(grant, "is removed", context));
  return [...given, ...taken];
}

/** Returns the grants that the change adds or widens, by user and target. */
export function changedGrants({ base, head }: Pick<NeedContext, "base" | "head">): readonly Grant[] {
  const former = new Map(base.grants.map((grant) => [grantKey(grant), grant]));
  return head.grants.filter((grant) => isWider(grant, former.get(grantKey(grant))));
}

function isSame(left: Grant, right: Grant): boolean {
  return left.starts === right.starts && left.expires === right.expires && left.eligible === right.eligible;
}

/**
 * Returns the needs of grants of a user that take effect again, or for longer, because the user returns or leaves later.
 * Such a grant needs the stages of a new one, because it is not approved for the new period.
 */
export function wokenGrantNeeds(id: UserId, context: NeedContext): readonly Need[] {
  const [old, now] = [context.base.users.get(id), context.head.users.get(id)];
  if (old === undefined || now === undefined) return [];
  const changed = new Set(changedGrants(context).map(grantKey));
  return context.head.grants
    .filter((grant) => grant.user === id && !changed.has(grantKey(grant)) && wakes(grant, { old, now, context }))
    .map((grant) => grantNeed(grant, "takes effect again for", context));
}

function wakes(
  grant: Grant,
  { old, now, context }: { readonly old: User; readonly now: User; readonly context: NeedContext },
): boolean {
  const at = context.at ?? null;
  const after = periodOf(grant, now, at);
  if (after === null) return false;
  const before = periodOf(grant, old, at);
  return before === null || !isWithin(after, before);
}

/** Returns when the user's status and dates let the grant take effect, from the instant of evaluation; null: never. */
function periodOf(grant: Grant, { status, start, end }: User, at: Instant | null): Interval | null {
  if (status === "terminated") return null;
  const from = latest(at, latest(start, grant.starts));
  const until = end === null || (grant.expires !== null && grant.expires < end) ? grant.expires : end;
  return from !== null && until !== null && until <= from ? null : { from, until };
}

const latest = (left: Instant | null, right: Instant | null): Instant | null =>
  left === null ? right : right === null ? left : Math.max(left, right);

function grantNeed(grant: Grant, verb: string, context: NeedContext): Need {
  const { user, target, source } = grant;
  const name = targetName(target);
  const entitlements = reachOf(target, context);
  const tier = highestTier(entitlements, context);
  const { require, comment } = tierApproval(tier, context);
  return needOf(
    {
      what: "grant",
      subject: `${name} for ${user}`,
      about: { user, entitlements, document: { kind: "grant", id: grantId(grant) } },
      concern: concernOf(user, ownersOfTarget(target, context.base)),
      stages: require,
      comment,
      why: { text: `${name} (tier ${tier}) ${verb} ${user}.`, ...source },
    },
    context,
  );
}

function removalNeeds(grant: Grant, verb: string, context: NeedContext): readonly Need[] {
  const { user, target, source } = grant;
  const stages = context.base.approvals.removals;
  if (stages.length === 0) return [];
  const name = targetName(target);
  return [
    needOf(
      {
        what: "removal",
        subject: `${name} of ${user}`,
        about: { user, entitlements: reachOf(target, context), document: { kind: "grant", id: grantId(grant) } },
        concern: { users: [user], owners: ownersOfTarget(target, context.base), beneficiaries: [] },
        stages,
        why: { text: `The grant of ${name} to ${user} ${verb}.`, ...source },
      },
      context,
    ),
  ];
}

/**
 * Returns the files, on both sides, of grants that are new, removed or have other times. Other edits change only texts.
 */
export function filesOfChangedGrants({ base, head }: Pick<NeedContext, "base" | "head">): ReadonlySet<string> {
  const left = new Map(base.grants.map((grant) => [grantKey(grant), grant]));
  const files = new Set<string>();
  for (const grant of head.grants) {
    const key = grantKey(grant);
    const old = left.get(key);
    left.delete(key);
    if (old !== undefined && isSame(old, grant)) continue;
    files.add(grant.source.file);
    if (old !== undefined) files.add(old.source.file);
  }
  for (const { source } of left.values()) files.add(source.file);
  return files;
}
