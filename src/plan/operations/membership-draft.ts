import type { Entitlement, GroupRole } from "../../model/documents.ts";
import { stateOf } from "../../model/lifecycle.ts";
import type { DesiredGroup } from "../desired/desired.ts";
import type { MatchedGroup } from "../match/match-groups.ts";
import type { Action, Operation } from "../operation.ts";
import { type Draft, idOf } from "./draft.ts";
import type { SystemView } from "./system-view.ts";

/** What every operation on the members of one group is planned from. */
export interface MembershipScene {
  readonly matched: MatchedGroup;
  readonly view: SystemView;
  readonly base: DesiredGroup | null;
  /** The base did not manage this group, or managed it differently. */
  readonly isNew: boolean;
}

/** Returns the entitlement of a role in the group, else the lowest one. */
export function entitlementOfRole(group: DesiredGroup, role: GroupRole): Entitlement {
  return group.entitlements.find(({ target }) => target.kind === "group" && target.role === role) ?? group.first;
}

interface MembershipFacts {
  readonly account: { readonly id: string | null; readonly address: string };
  readonly entitlement: Entitlement;
  /** The member's name in the operation's id. */
  readonly member: string;
}

/** Returns the fields of every operation on a membership. The order fills in `dependsOn`. */
export function membershipFields(
  action: Action,
  { matched: { desired: group, live }, view }: MembershipScene,
  { account, entitlement, member }: MembershipFacts,
) {
  const { id: system } = view.desired.system;
  return {
    id: idOf(system, action, entitlement.id, member),
    system,
    account,
    entitlement: entitlement.ref,
    resource: { kind: "group", id: live?.id ?? null, name: live?.name ?? group.name },
    patch: [],
    tier: entitlement.tier,
    dependsOn: [],
  } as const;
}

interface DraftFacts {
  readonly scene: MembershipScene;
  readonly gives: Entitlement | null;
  readonly takes: Entitlement | null;
}

/** Returns the draft of an operation on a membership, with what it gives and takes. */
export function draftOf(operation: Operation, { scene, gives, takes }: DraftFacts): Draft {
  const user = operation.user === null ? undefined : scene.view.context.head.model.users.get(operation.user);
  return {
    operation,
    holder: operation.user,
    gives: gives?.ref ?? null,
    takes: takes?.ref ?? null,
    group: scene.matched.desired.key,
    isLeaver: user !== undefined && stateOf(user, scene.view.context.at) === "terminated",
  };
}
