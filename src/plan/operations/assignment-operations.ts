import type { User, UserId } from "../../model/documents.ts";
import type { ObservedDirectAssignment } from "../../model/direct-assignment.ts";
import { stateOf } from "../../model/lifecycle.ts";
import { assignableTraits } from "../../model/provider.ts";
import { becauseOfDocument, becauseOfPaths, unexplained, whyEnded } from "../because.ts";
import { assignmentProfile } from "../desired/desired-assignables.ts";
import type { DesiredAssignable, DesiredHolder } from "../desired/desired.ts";
import type { MatchedAssignable } from "../match/match-assignables.ts";
import { originOf, startsOf } from "../origin.ts";
import {
  assignmentDraft,
  type AssignmentScene,
  assignOperation,
  unassignOperation,
  updateOperation,
} from "./assignment-draft.ts";
import { attributeChange } from "./attributes.ts";
import type { Draft } from "./draft.ts";
import type { Member, MemberAccount, Membership } from "./member-account.ts";
import type { SystemView } from "./system-view.ts";

export interface AssignmentPlan {
  readonly drafts: readonly Draft[];
  /** Assignments of accounts of no user where the entitlement is additive. */
  readonly unmanaged: number;
}

/** Returns the operations that give one app, role or licence to the users who should have it, and take it from others. */
export function assignmentOperations(
  matched: MatchedAssignable,
  assignments: readonly ObservedDirectAssignment[],
  { view, identities }: { readonly view: SystemView; readonly identities: Membership },
): AssignmentPlan {
  const { holders, entitlement } = matched.desired;
  const scene: AssignmentScene = { matched, view, isNew: isNewlyDeclared(matched.desired, view) };
  const drafts: Draft[] = [];
  const present = new Set<UserId>();
  let unmanaged = 0;
  // A list can name one assignment twice.
  for (const assignment of new Map(assignments.map((one) => [one.account, one])).values()) {
    const member = identities.memberOf({ group: "", account: assignment.account, address: null, role: "member" });
    if (member.kind === "unclear" || member.kind === "group") continue;
    if (member.kind === "stranger") {
      if (entitlement.membership === "authoritative") drafts.push(takeFromStranger(member, assignment, scene));
      else unmanaged += 1;
      continue;
    }
    present.add(member.user.id);
    const wanted = holders.get(member.user.id);
    if (wanted === undefined) drafts.push(takeFromUser(member.user, assignment, { scene, identities }));
    else drafts.push(...correctProfile(member.user, assignment, { scene, identities }));
  }
  for (const [id, wanted] of holders) {
    const user = view.context.head.model.users.get(id);
    if (user === undefined || present.has(id) || view.accounts.blockedUsers.has(id)) continue;
    const account = identities.accountOf(user);
    // An address without an account in the tenant holds nothing directly.
    if (account !== null && !user.externalIn.includes(view.desired.system.id))
      drafts.push(give(user, { wanted, account, scene }));
  }
  return { drafts, unmanaged };
}

/** Returns the declaration of the base; undefined where the base did not declare the same object. */
const inBase = ({ key }: DesiredAssignable, { base }: SystemView): DesiredAssignable | undefined =>
  base?.assignables.get(key);

/** Returns whether the base did not declare the object, or declared it with another status or rule for strangers. */
function isNewlyDeclared(desired: DesiredAssignable, view: SystemView): boolean {
  const before = inBase(desired, view)?.entitlement;
  const { status, membership } = desired.entitlement;
  return before === undefined || before.status !== status || before.membership !== membership;
}

/** Returns whether base and head differ in whether the user holds it. */
function isChanged(user: User, isHolder: boolean, { matched: { desired }, view, isNew }: AssignmentScene): boolean {
  return isNew || (inBase(desired, view)?.holders.has(user.id) ?? false) !== isHolder;
}

interface GiveFacts {
  readonly wanted: DesiredHolder;
  readonly account: MemberAccount;
  readonly scene: AssignmentScene;
}

function give(user: User, { wanted, account, scene }: GiveFacts): Draft {
  const { view, matched } = scene;
  const { entitlement, kind } = matched.desired;
  const { context } = view;
  const hasProfile = assignableTraits(view.desired.system.provider, kind)?.hasProfile === true;
  const profile = [...assignmentProfile(entitlement, user)].filter(([, value]) => value !== null);
  const given = {
    holder: user.id,
    user: user.id,
    account: { id: account.id, address: account.address },
    because: becauseOfPaths(wanted.paths, context.head),
    origin: originOf(
      {
        changed: isChanged(user, true, scene),
        boundaries: startsOf(wanted.paths, context, account.live === null || account.live.state === "staged"),
        withoutBase: "change",
      },
      context,
    ),
  };
  return assignmentDraft(assignOperation(scene, given, hasProfile ? Object.fromEntries(profile) : null), scene);
}

interface Facts {
  readonly scene: AssignmentScene;
  readonly identities: Membership;
}

function correctProfile(user: User, assignment: ObservedDirectAssignment, facts: Facts): readonly Draft[] {
  const { scene } = facts;
  const { entitlement } = scene.matched.desired;
  const wanted = assignmentProfile(entitlement, user);
  const change = attributeChange(wanted, (attribute) => assignment.profile?.[attribute]);
  if (change === null) return [];
  const earlier = earlierProfile(user, scene);
  const operation = updateOperation(
    scene,
    {
      holder: user.id,
      user: user.id,
      account: { id: assignment.account, address: addressOf(user, facts) },
      because: [
        becauseOfDocument("entitlement", entitlement, `${entitlement.ref} defines these attributes of the profile`),
      ],
      origin: originOf(
        {
          changed: Object.keys(change.after).some((attribute) => earlier?.get(attribute) !== wanted.get(attribute)),
          boundaries: [],
          // The files ask for a value that is not set yet. A different value was set in the provider.
          withoutBase: Object.values(change.before).every((value) => value === null || value === "")
            ? "change"
            : "drift",
        },
        scene.view.context,
      ),
    },
    change,
  );
  return operation === null ? [] : [assignmentDraft(operation, scene)];
}

/** Returns the attributes as the base defined them for the user. */
function earlierProfile(
  user: User,
  { matched: { desired }, view }: AssignmentScene,
): ReadonlyMap<string, unknown> | null {
  const before = inBase(desired, view)?.entitlement;
  const known = view.context.base?.model.users.get(user.id);
  return before === undefined || known === undefined ? null : assignmentProfile(before, known);
}

function takeFromUser(user: User, assignment: ObservedDirectAssignment, facts: Facts): Draft {
  const { scene } = facts;
  const { context } = scene.view;
  const ended = whyEnded(user, scene.matched.desired.entitlement, context);
  const isByFiles = ended.ends.length > 0 || stateOf(user, context.at) === "terminated";
  const isUnexplained = ended.because.some(({ kind }) => kind === "unmanaged");
  const given = {
    holder: user.id,
    user: user.id,
    account: { id: assignment.account, address: addressOf(user, facts) },
    because: ended.because,
    origin: originOf(
      {
        changed: isChanged(user, false, scene),
        boundaries: ended.ends,
        withoutBase: isByFiles ? "schedule" : isUnexplained ? "drift" : "change",
      },
      context,
    ),
  };
  return assignmentDraft(unassignOperation(scene, given, assignment.id), scene);
}

function takeFromStranger(
  { address, possibleUser }: Extract<Member, { readonly kind: "stranger" }>,
  assignment: ObservedDirectAssignment,
  scene: AssignmentScene,
): Draft {
  const { ref } = scene.matched.desired.entitlement;
  const given = {
    holder: assignment.account,
    user: null,
    account: { id: assignment.account, address },
    because: [unexplained(`${address} does not match any user, and ${ref} is authoritative`)],
    origin: originOf({ changed: scene.isNew, boundaries: [], withoutBase: "drift" }, scene.view.context),
  };
  return { ...assignmentDraft(unassignOperation(scene, given, assignment.id), scene), holder: possibleUser };
}

const addressOf = (user: User, { identities }: Facts): string => identities.accountOf(user)?.address ?? user.email;
