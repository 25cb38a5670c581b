import type { GroupRole, User, UserId } from "../../model/documents.ts";
import { mailboxKey } from "../../model/provider.ts";
import { compareRoles } from "../../model/group-role.ts";
import type { ObservedMembership } from "../../model/observation.ts";
import { stateOf } from "../../model/lifecycle.ts";
import { becauseOfPaths, unexplained, whyEnded } from "../because.ts";
import type { DesiredMember } from "../desired/desired.ts";
import type { MatchedGroup } from "../match/match-groups.ts";
import type { AddMembership, RemoveMembership, UpdateMembership } from "../operation.ts";
import { originOf, startsOf } from "../origin.ts";
import { addNests, removeEndedNest } from "./declared-nests.ts";
import type { Draft } from "./draft.ts";
import { externalMembers } from "./external-members.ts";
import { baseGroupOf, isNewlyDeclared } from "./base-group.ts";
import type { Member, MemberAccount, Membership } from "./member-account.ts";
import { draftOf, entitlementOfRole, membershipFields, type MembershipScene } from "./membership-draft.ts";
import { isDeclaredNest, type NestedGroup, nestedGroups, type NestingScene } from "./nested-groups.ts";
import type { GuardResult } from "../plan.ts";
import { isUndeclaredRole, type UndeclaredHolder, undeclaredRoles } from "./undeclared-roles.ts";

export interface GroupMembers {
  readonly drafts: readonly Draft[];
  /** Members that Rolecall neither adds nor removes: unmatched members and groups in an additive group, and holders of undeclared roles. */
  readonly unmanaged: number;
  readonly guards: readonly GuardResult[];
}

/**
 * Returns the operations that bring one group's members to the desired state. Only direct members count, each of them
 * once.
 */
export function membershipOperations(
  matched: MatchedGroup,
  memberships: readonly ObservedMembership[],
  { view, identities, byGroup }: NestingScene,
): GroupMembers {
  const { desired: group } = matched;
  const scene: MembershipScene = { matched, view, base: baseGroupOf(group, view), isNew: isNewlyDeclared(group, view) };
  const drafts: Draft[] = [];
  const present = new Set<UserId>();
  const seen = new Set<string>();
  const undeclared: UndeclaredHolder[] = [];
  const nested: NestedGroup[] = [];
  const nestsPresent = new Set<string>();
  const external = externalMembers(scene);
  let unmanaged = 0;
  for (const membership of memberships) {
    const key = membership.account ?? mailboxKey(view.desired.system.provider, membership.address ?? "");
    if (seen.has(key)) continue;
    seen.add(key);
    const member = memberOnce(identities.memberOf(membership), membership, present);
    if (member.kind === "unclear") continue;
    if (member.kind === "group") {
      if (isDeclaredNest(group, member.group, view)) {
        if (member.group !== null) nestsPresent.add(member.group.id);
        continue;
      }
      const ended = removeEndedNest(member, membership, scene);
      if (ended !== null) {
        drafts.push(ended);
        continue;
      }
      const isRemoved = group.authoritative && !(group.active && isUndeclaredRole(group, membership.role));
      if (isRemoved) drafts.push(removeNested(member, membership, scene));
      else unmanaged += 1;
      nested.push({ group: member.group, address: member.address, isRemoved });
      continue;
    }
    if (member.kind === "stranger" && external.takesIn(member, membership)) continue;
    if (keepsRole(member, membership, scene)) {
      undeclared.push({ address: shownAddress(member, membership, identities), role: membership.role });
      continue;
    }
    if (member.kind === "stranger") {
      if (group.authoritative) drafts.push(removeStranger(member, membership, scene));
      else unmanaged += 1;
      continue;
    }
    const wanted = group.members.get(member.user.id);
    const account = { id: membership.account, address: addressOf(membership, member.user, identities) };
    if (wanted === undefined) drafts.push(removeUser(member.user, { membership, account, scene }));
    else if (wanted.role !== membership.role)
      drafts.push(changeRole(member.user, { wanted, membership, account, scene }));
  }
  for (const [id, wanted] of group.members) {
    const user = view.context.head.model.users.get(id);
    if (user === undefined || present.has(id) || view.accounts.blockedUsers.has(id)) continue;
    const account = identities.accountOf(user);
    if (account !== null) drafts.push(addUser(user, { wanted, account, scene }));
  }
  const planned = external.plan();
  return {
    drafts: [...drafts, ...planned.drafts, ...addNests(scene, nestsPresent)],
    unmanaged: unmanaged + undeclared.length,
    guards: [
      ...planned.guards,
      ...undeclaredRoles(view, group, undeclared),
      ...nestedGroups(group, nested, { view, identities, byGroup }),
    ],
  };
}

/**
 * Returns whether the member keeps an undeclared role. A role that the files raise is changed, and a membership that the
 * files ended is removed, whatever its role.
 */
function keepsRole(
  member: Extract<Member, { kind: "user" | "stranger" }>,
  { role }: ObservedMembership,
  { matched: { desired: group }, view: { context }, base }: MembershipScene,
): boolean {
  if (!group.active || !isUndeclaredRole(group, role)) return false;
  if (member.kind === "stranger") return true;
  const { user } = member;
  const wanted = group.members.get(user.id);
  if (wanted !== undefined) return compareRoles(wanted.role, role) < 0;
  const isEnded =
    stateOf(user, context.at) === "terminated" ||
    base?.members.has(user.id) === true ||
    group.entitlements.some((entitlement) => whyEnded(user, entitlement, context).ends.length > 0);
  return !isEnded;
}

function shownAddress(
  member: Extract<Member, { kind: "user" | "stranger" }>,
  membership: ObservedMembership,
  identities: Membership,
): string {
  return member.kind === "stranger" ? member.address : addressOf(membership, member.user, identities);
}

/**
 * Counts a user who is in a group twice (by account and by another address) once; the other membership is unmatched.
 */
function memberOnce(member: Member, { account, address }: ObservedMembership, present: Set<UserId>): Member {
  if (member.kind !== "user") return member;
  if (present.has(member.user.id))
    return { kind: "stranger", id: account, address: address ?? member.user.email, possibleUser: member.user.id };
  present.add(member.user.id);
  return member;
}

function addressOf({ account, address }: ObservedMembership, user: User, identities: Membership): string {
  if (account === null) return address ?? user.email;
  return identities.accountOf(user)?.address ?? address ?? user.email;
}

interface AddFacts {
  readonly wanted: DesiredMember;
  readonly account: MemberAccount;
  readonly scene: MembershipScene;
}

function addUser(user: User, { wanted, account, scene }: AddFacts): Draft {
  const { context } = scene.view;
  const operation: AddMembership = {
    ...membershipFields("membership.add", scene, {
      account: { id: account.id, address: account.address },
      entitlement: wanted.entitlement,
      member: user.id,
    }),
    action: "membership.add",
    user: user.id,
    before: null,
    after: { role: wanted.role },
    because: becauseOfPaths(wanted.paths, context.head),
    origin: originOf(
      {
        changed: isRoleChanged(user, wanted.role, scene),
        boundaries: startsOf(wanted.paths, context, account.live === null || account.live.state === "staged"),
        withoutBase: "change",
      },
      context,
    ),
  };
  return draftOf(operation, { scene, gives: wanted.entitlement, takes: null });
}

interface RoleFacts {
  readonly wanted: DesiredMember;
  readonly membership: ObservedMembership;
  readonly account: { readonly id: string | null; readonly address: string };
  readonly scene: MembershipScene;
}

function changeRole(user: User, { wanted, membership, account, scene }: RoleFacts): Draft {
  const { context } = scene.view;
  const held = entitlementOfRole(scene.matched.desired, membership.role);
  const isRaise = compareRoles(membership.role, wanted.role) < 0;
  const ended = isRaise ? null : whyEnded(user, held, context);
  const operation: UpdateMembership = {
    ...membershipFields("membership.update", scene, { account, entitlement: wanted.entitlement, member: user.id }),
    action: "membership.update",
    user: user.id,
    before: { role: membership.role },
    after: { role: wanted.role },
    // What gives the lower role is not a reason for the loss of the higher one.
    because: ended?.because ?? becauseOfPaths(wanted.paths, context.head),
    origin: originOf(
      {
        changed: isRoleChanged(user, wanted.role, scene),
        boundaries: isRaise ? startsOf(wanted.paths, context, false) : (ended?.ends ?? []),
        withoutBase: isRaise ? "change" : ended !== null && ended.ends.length > 0 ? "schedule" : "drift",
      },
      context,
    ),
  };
  const takes = held.ref === wanted.entitlement.ref ? null : held;
  return draftOf(operation, { scene, gives: wanted.entitlement, takes });
}

interface RemoveFacts {
  readonly membership: ObservedMembership;
  readonly account: { readonly id: string | null; readonly address: string };
  readonly scene: MembershipScene;
}

function removeUser(user: User, { membership, account, scene }: RemoveFacts): Draft {
  const { context } = scene.view;
  const held = entitlementOfRole(scene.matched.desired, membership.role);
  const ended = whyEnded(user, held, context);
  const state = stateOf(user, context.at);
  const isByFiles = ended.ends.length > 0 || state === "terminated";
  const operation: RemoveMembership = {
    ...membershipFields("membership.remove", scene, { account, entitlement: held, member: user.id }),
    action: "membership.remove",
    user: user.id,
    before: { role: membership.role },
    after: null,
    because: ended.because,
    origin: originOf(
      {
        changed: isRoleChanged(user, null, scene),
        boundaries: ended.ends,
        withoutBase: isByFiles
          ? "schedule"
          : ended.because.some(({ kind }) => kind === "unmanaged")
            ? "drift"
            : "change",
      },
      context,
    ),
  };
  return draftOf(operation, { scene, gives: null, takes: held });
}

function removeStranger(
  member: Extract<Member, { kind: "stranger" }>,
  membership: ObservedMembership,
  scene: MembershipScene,
): Draft {
  const draft = removeUnmatched(member, { membership, scene, why: "does not match any user" });
  return { ...draft, holder: member.possibleUser };
}

/** Removes a group from an authoritative group that does not declare it. */
function removeNested(
  { group, address }: Extract<Member, { kind: "group" }>,
  membership: ObservedMembership,
  scene: MembershipScene,
): Draft {
  const why =
    group === null
      ? "is the entire tenant, which no file declares as a member"
      : "is a group that no file declares as a member";
  return removeUnmatched({ id: null, address }, { membership, scene, why });
}

interface UnmatchedFacts {
  readonly membership: ObservedMembership;
  readonly scene: MembershipScene;
  readonly why: string;
}

function removeUnmatched(
  { id, address }: { readonly id: string | null; readonly address: string },
  { membership, scene, why }: UnmatchedFacts,
): Draft {
  const held = entitlementOfRole(scene.matched.desired, membership.role);
  const operation: RemoveMembership = {
    ...membershipFields("membership.remove", scene, {
      account: { id, address },
      entitlement: held,
      member: id ?? address.toLowerCase(),
    }),
    action: "membership.remove",
    user: null,
    before: { role: membership.role },
    after: null,
    because: [unexplained(`${address} ${why}, and ${held.ref} is authoritative`)],
    origin: originOf({ changed: scene.isNew, boundaries: [], withoutBase: "drift" }, scene.view.context),
  };
  return draftOf(operation, { scene, gives: null, takes: held });
}

/** Returns whether base and head define different roles (null: no membership) for the user in this group. */
function isRoleChanged(user: User, role: GroupRole | null, { base, isNew }: MembershipScene): boolean {
  return isNew || (base?.members.get(user.id)?.role ?? null) !== role;
}
