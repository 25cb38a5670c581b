import { ownersOfTarget } from "../../model/owner.ts";
import type { Grant } from "../../model/documents.ts";
import type { Need } from "../need.ts";
import { concernOf, grantKey, highestTier, type NeedContext, needOf, reachOf, tierApproval } from "./context.ts";
import { isWider } from "./widening.ts";
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
    return isWider(grant, old) ? [grantNeed(grant, old, context)] : removalNeeds(grant, "is shortened", context);
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

function grantNeed(grant: Grant, old: Grant | undefined, context: NeedContext): Need {
  const { user, target, source } = grant;
  const name = targetName(target);
  const tier = highestTier(reachOf(target, context), context);
  const { require, comment } = tierApproval(tier, context);
  const verb = old === undefined ? "is granted" : "is extended";
  return needOf(
    {
      what: "grant",
      subject: `${name} for ${user}`,
      concern: concernOf(user, ownersOfTarget(target, context.base)),
      stages: require,
      comment,
      why: { text: `${name} (tier ${tier}) ${verb} to ${user}.`, ...source },
    },
    context,
  );
}

function removalNeeds({ user, target, source }: Grant, verb: string, context: NeedContext): readonly Need[] {
  const stages = context.base.approvals.removals;
  if (stages.length === 0) return [];
  const name = targetName(target);
  return [
    needOf(
      {
        what: "removal",
        subject: `${name} of ${user}`,
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
