import type {
  AccessModel,
  EntitlementRef,
  Grant,
  GrantTarget,
  Owner,
  Tier,
  TierApproval,
  User,
  UserId,
} from "../../model/documents.ts";
import type { Instant } from "../../model/instant.ts";
import { higherTier, stateOf } from "../../model/lifecycle.ts";
import { closeRoles, type RoleClosure } from "../../model/role-closure.ts";
import type { AccessChange, ModelChange } from "../../plan/plan.ts";
import { PairMap, type ReadonlyPairMap } from "../../support/pair-map.ts";
import { accountsBehind, type Concern, fallbackOf, stageOf } from "../approvers.ts";
import type { Need, NeedAbout, NeedKind } from "../need.ts";
import { wideningChanges } from "./widening.ts";
import { reachedByTarget, targetName } from "../../model/grant-target.ts";
import { ownerNames } from "../../model/owner.ts";

export interface ChangeUnderReview {
  readonly base: AccessModel;
  readonly head: AccessModel;
  readonly accessChanges: readonly AccessChange[];
  readonly modelChanges: readonly ModelChange[];
  /** Every path that the change touches, for a moved file both the old and the new one (threat G4). */
  readonly changedFiles: readonly string[];
  /**
   * The instant of evaluation: users who have ended or not started by then cannot approve. Without it only the status
   * counts.
   */
  readonly at?: Instant;
}

/** The shared input of the steps of `approvalsNeeded`. */
export interface NeedContext extends ChangeUnderReview {
  /** Access changes that widen access: gains, and new times that are not within the former ones. */
  readonly widening: readonly AccessChange[];
  readonly before: RoleClosure;
  readonly after: RoleClosure;
  /** The users whom the change terminates. */
  readonly leaving: ReadonlySet<UserId>;
  /** Changed fields by the document's kind and id. */
  readonly fieldsOf: ReadonlyPairMap<string, string, readonly ModelChange[]>;
}

export function contextOf(change: ChangeUnderReview): NeedContext {
  const fieldsOf = new PairMap<string, string, ModelChange[]>();
  for (const one of change.modelChanges) {
    const list = fieldsOf.get(one.kind, one.id);
    if (list === undefined) fieldsOf.set(one.kind, one.id, [one]);
    else list.push(one);
  }
  return {
    ...change,
    widening: wideningChanges(change.base, change.accessChanges),
    before: closeRoles(change.base),
    after: closeRoles(change.head),
    leaving: leaversOf(change),
    fieldsOf,
  };
}

/** A need as a step of `approvalsNeeded` describes it. The base commit provides the rest. */
export interface Draft {
  readonly what: NeedKind;
  readonly subject: string;
  readonly about: NeedAbout;
  readonly concern: Concern;
  readonly stages: readonly (readonly string[])[];
  readonly comment?: boolean;
  readonly why: Need["why"];
}

export function needOf({ what, subject, about, concern, stages, comment, why }: Draft, context: NeedContext): Need {
  const source = { base: context.base, at: context.at ?? null, leaving: context.leaving };
  return {
    id: `${what}:${subject}`,
    what,
    subject,
    about,
    beneficiaries: concern.beneficiaries,
    beneficiaryAccounts: accountsOf(concern.beneficiaries, context),
    leavingAccounts: leavingAccountsOf(context),
    stages: stages.map((names) => stageOf(names, concern, source)),
    comment: comment ?? false,
    fallback: fallbackOf(concern, source),
    why,
  };
}

function accountsOf(users: readonly UserId[], { base, head }: NeedContext): readonly number[] {
  const accounts = [base, head].flatMap((model) => users.flatMap((user) => accountsBehind(user, model)));
  return [...new Set(accounts)].sort((left, right) => left - right);
}

/** Returns the users of the base commit whom the head terminates, by status, by an end that has passed, or by removal. */
function leaversOf({ base, head, at }: ChangeUnderReview): ReadonlySet<UserId> {
  const isGone = (user: User | undefined): boolean =>
    user === undefined || (at === undefined ? user.status === "terminated" : stateOf(user, at) === "terminated");
  const leavers = [...base.users.values()].filter((user) => !isGone(user) && isGone(head.users.get(user.id)));
  return new Set(leavers.map(({ id }) => id));
}

/** Returns the leavers' own accounts. The owners of a service account that the change terminates stay approvers. */
function leavingAccountsOf({ base, leaving }: NeedContext): readonly number[] {
  return [...leaving].flatMap((id) => base.users.get(id)?.github?.id ?? []).sort((left, right) => left - right);
}

/** Returns a stage of the root owners of the base commit. */
export function rootStage({ base }: NeedContext): readonly string[] {
  return ownerNames(base.organization.rootOwners);
}

/** Returns the stages of a tier in the base commit's policy. */
export function tierApproval(tier: Tier, { base }: NeedContext): TierApproval {
  return base.approvals.tiers[tier];
}

/** Returns the higher of the entitlement's tiers before and after the change; unknown counts as critical. */
export function tierOf(ref: EntitlementRef, { base, head }: NeedContext): Tier {
  const before = base.entitlements.get(ref)?.tier;
  const after = head.entitlements.get(ref)?.tier;
  return before === undefined || after === undefined ? (after ?? before ?? "critical") : higherTier(before, after);
}

/** Returns the entitlements that a grant's target gives in the base commit or in the head, including nested ones. */
export function reachOf(target: GrantTarget, { before, after }: NeedContext): readonly EntitlementRef[] {
  const reached = [before, after].flatMap((closure) => reachedByTarget(target, closure));
  const own = target.kind === "entitlement" ? [target.entitlement] : [];
  return [...new Set([...own, ...reached.map(({ entitlement }) => entitlement)])];
}

/** Returns the highest tier of the entitlements; low for none. */
export function highestTier(refs: readonly EntitlementRef[], context: NeedContext): Tier {
  return refs.reduce<Tier>((highest, ref) => higherTier(highest, tierOf(ref, context)), "low");
}

/** Returns the concern of one user, who is also the only beneficiary. */
export function concernOf(user: UserId, owners: readonly Owner[]): Concern {
  return { users: [user], owners, beneficiaries: [user] };
}

/** Returns the owners of a user's file: the manager, or for a service account its owners. */
export function fileOwnersOf(user: User | undefined): readonly string[] {
  return user?.kind === "service" ? user.owners : ["manager"];
}

/** Returns the key of a grant. A user has at most one grant of each target, because both are in the path. */
export const grantKey = (grant: Grant): string => `${targetName(grant.target)} ${grant.user}`;
