import { stateOf } from "../../model/lifecycle.ts";
import type { MatchedAssignable } from "../match/match-assignables.ts";
import type {
  Action,
  AssignOperation,
  AssignmentOperation,
  Attributes,
  UnassignOperation,
  UpdateApp,
} from "../operation.ts";
import { type Draft, idOf } from "./draft.ts";
import type { SystemView } from "./system-view.ts";

/** What every operation on the assignments of one app, role or licence is planned from. */
export interface AssignmentScene {
  readonly matched: MatchedAssignable;
  readonly view: SystemView;
  /** The base did not declare it, or declared it differently. */
  readonly isNew: boolean;
}

/** The fields that the kind of assignment does not decide. */
type Given<Of extends AssignmentOperation> = Pick<Of, "user" | "account" | "because" | "origin"> & {
  /** The holder's name in the operation's id. */
  readonly holder: string;
};

/** Returns the operation that assigns the object. */
export function assignOperation(
  scene: AssignmentScene,
  given: Given<AssignOperation>,
  profile: Attributes | null,
): AssignOperation {
  const { live } = scene.matched;
  const own = { before: null, after: { profile }, patch: [] } as const;
  switch (live.kind) {
    case "app":
      return { ...fieldsOf(scene, given, "app.assign"), ...own, resource: { ...resourceOf(scene), kind: live.kind } };
    case "adminRole":
      return {
        ...fieldsOf(scene, given, "admin-role.assign"),
        ...own,
        resource: { ...resourceOf(scene), kind: live.kind },
      };
    case "license":
      return {
        ...fieldsOf(scene, given, "license.assign"),
        ...own,
        resource: { ...resourceOf(scene), kind: live.kind },
      };
  }
}

/** Returns the operation that ends the assignment. */
export function unassignOperation(
  scene: AssignmentScene,
  given: Given<UnassignOperation>,
  assignment: string | null,
): UnassignOperation {
  const { live } = scene.matched;
  const own = { before: { assignment }, after: null, patch: [] } as const;
  switch (live.kind) {
    case "app":
      return { ...fieldsOf(scene, given, "app.unassign"), ...own, resource: { ...resourceOf(scene), kind: live.kind } };
    case "adminRole":
      return {
        ...fieldsOf(scene, given, "admin-role.unassign"),
        ...own,
        resource: { ...resourceOf(scene), kind: live.kind },
      };
    case "license":
      return {
        ...fieldsOf(scene, given, "license.unassign"),
        ...own,
        resource: { ...resourceOf(scene), kind: live.kind },
      };
  }
}

/** Returns the operation that changes attributes of the profile; null: assignments of this kind have none. */
export function updateOperation(
  scene: AssignmentScene,
  given: Given<UpdateApp>,
  change: Pick<UpdateApp, "before" | "after" | "patch">,
): UpdateApp | null {
  const { kind } = scene.matched.live;
  return kind === "app"
    ? { ...fieldsOf(scene, given, "app.update"), ...change, resource: { ...resourceOf(scene), kind } }
    : null;
}

/** Returns the fields of every operation on an assignment. The order fills in `dependsOn`. */
function fieldsOf<Of extends AssignmentOperation, Name extends Action>(
  { matched: { desired }, view }: AssignmentScene,
  { holder, ...given }: Given<Of>,
  action: Name,
) {
  const { entitlement } = desired;
  const { id: system } = view.desired.system;
  return {
    ...given,
    id: idOf(system, action, entitlement.id, holder),
    action,
    system,
    entitlement: entitlement.ref,
    tier: entitlement.tier,
    dependsOn: [],
  } as const;
}

const resourceOf = ({ matched: { live } }: AssignmentScene) => ({ id: live.id, name: live.name });

/** Returns the draft of an operation on an assignment, with what it gives and takes. */
export function assignmentDraft(operation: AssignmentOperation, scene: AssignmentScene): Draft {
  const { context } = scene.view;
  const user = operation.user === null ? undefined : context.head.model.users.get(operation.user);
  const { ref } = scene.matched.desired.entitlement;
  return {
    operation,
    holder: operation.user,
    gives: operation.before === null ? ref : null,
    takes: operation.after === null ? ref : null,
    group: scene.matched.desired.key,
    isLeaver: user !== undefined && stateOf(user, context.at) === "terminated",
  };
}
