import type { GroupRole } from "../model/documents.ts";
import { directionOf } from "../model/group-settings.ts";
import { compareRoles } from "../model/group-role.ts";
import type { Action, AssignmentOperation, MembershipOperation, Operation } from "./operation.ts";

/** The sign of an action in reports: create or add, change in place, remove, block or unblock an account. */
export type Sign = "+" | "~" | "-" | "!";

/**
 * How an operation changes its user's access. `contains`: the user cannot sign in to the account afterwards. `neutral`:
 * the operation itself neither gives nor takes access; a provider's own rules may still give access because of it.
 */
export type Effect = "gives" | "takes" | "contains" | "neutral";

/**
 * The phase of an operation in the order, where no edge decides (`order/rank.ts`). `contain`: an account is blocked.
 * `prepare`: what other operations need is created. `open`: a user can sign in to a live account again. `describe`: an
 * account's attributes are corrected. Then access is given, changed and taken.
 */
export type Phase = "contain" | "prepare" | "open" | "describe" | "give" | "change" | "take";

/**
 * What one operation provides and another one needs: the account is known to be the user's, the account can be used, or
 * the group exists.
 */
export type Provision = "identity" | "account" | "group";

interface EntryFields<Name extends Action> {
  /** The kind of object that the action writes to. */
  readonly object: Name extends MembershipOperation["action"]
    ? "membership"
    : Name extends AssignmentOperation["action"]
      ? "assignment"
      : "account" | "group";
  readonly sign: Sign;
  readonly phase: Phase;
  readonly provides: readonly Provision[];
  /** What must exist before the action. An operation that takes access away needs nothing. */
  readonly needs: readonly Provision[];
  /** Returns the action as a phrase, from the user's name and the place: the system, or the group, app, role or licence in it. */
  readonly text: (user: string, place: string) => string;
}

export type ActionEntry<Name extends Action = Action> = EntryFields<Name> &
  (
    | { readonly effect: Exclude<Effect, "contains"> | "by-role" | "by-setting" }
    /** Whether the opposite action restores the account as it was. A system in add-only mode requires that. */
    | { readonly effect: "contains"; readonly isReversible: boolean }
  );

/** Every kind of direct assignment is given, described and taken in the same way. */
const assign = {
  object: "assignment",
  sign: "+",
  phase: "give",
  effect: "gives",
  provides: [],
  needs: ["account"],
  text: (user, place) => `assign the ${place} to ${user}`,
} as const satisfies ActionEntry<AssignmentOperation["action"]>;

const unassign = {
  object: "assignment",
  sign: "-",
  phase: "take",
  effect: "takes",
  provides: [],
  needs: [],
  text: (user, place) => `remove the ${place} from ${user}`,
} as const satisfies ActionEntry<AssignmentOperation["action"]>;

/**
 * The properties of each action. Summary, order, guards, modes, unattended runs and reports read this table and keep no
 * lists of action names.
 */
export const actions: { readonly [Name in Action]: ActionEntry<Name> } = {
  "account.create": {
    object: "account",
    sign: "+",
    phase: "prepare",
    effect: "gives",
    provides: ["account"],
    needs: [],
    text: (user, place) => `create the account of ${user} in ${place}`,
  },
  "account.adopt": {
    object: "account",
    sign: "+",
    phase: "prepare",
    effect: "gives",
    provides: ["identity", "account"],
    needs: [],
    text: (user, place) => `adopt the live account of ${user} in ${place}`,
  },
  "account.activate": {
    object: "account",
    sign: "!",
    phase: "open",
    effect: "gives",
    provides: ["account"],
    needs: ["identity"],
    text: (user, place) => `activate the account of ${user} in ${place}`,
  },
  "account.update": {
    object: "account",
    sign: "~",
    phase: "describe",
    effect: "neutral",
    provides: [],
    needs: ["account"],
    text: (user, place) => `update the account of ${user} in ${place}`,
  },
  "account.suspend": {
    object: "account",
    sign: "!",
    phase: "contain",
    effect: "contains",
    isReversible: true,
    provides: [],
    needs: ["identity"],
    text: (user, place) => `suspend the account of ${user} in ${place}`,
  },
  "account.unsuspend": {
    object: "account",
    sign: "!",
    phase: "open",
    effect: "gives",
    provides: [],
    needs: ["identity"],
    text: (user, place) => `unsuspend the account of ${user} in ${place}`,
  },
  "account.deactivate": {
    object: "account",
    sign: "!",
    phase: "contain",
    effect: "contains",
    isReversible: false,
    provides: [],
    needs: ["identity"],
    text: (user, place) => `deactivate the account of ${user} in ${place}`,
  },
  "group.create": {
    object: "group",
    sign: "+",
    phase: "prepare",
    effect: "neutral",
    provides: ["group"],
    needs: [],
    text: (_, place) => `create the ${place}`,
  },
  "group.update": {
    object: "group",
    sign: "~",
    phase: "prepare",
    effect: "neutral",
    provides: [],
    needs: [],
    text: (_, place) => `update the ${place}`,
  },
  "group.configure": {
    object: "group",
    sign: "~",
    phase: "prepare",
    effect: "by-setting",
    provides: [],
    needs: ["group"],
    text: (_, place) => `change the settings of the ${place}`,
  },
  "membership.add": {
    object: "membership",
    sign: "+",
    phase: "give",
    effect: "gives",
    provides: [],
    needs: ["account", "group"],
    text: (user, place) => `add ${user} to the ${place}`,
  },
  "membership.update": {
    object: "membership",
    sign: "~",
    phase: "change",
    effect: "by-role",
    provides: [],
    needs: ["account"],
    text: (user, place) => `change the role of ${user} in the ${place}`,
  },
  "membership.remove": {
    object: "membership",
    sign: "-",
    phase: "take",
    effect: "takes",
    provides: [],
    needs: [],
    text: (user, place) => `remove ${user} from the ${place}`,
  },
  "app.assign": assign,
  "app.update": {
    object: "assignment",
    sign: "~",
    phase: "change",
    effect: "neutral",
    provides: [],
    needs: ["account"],
    text: (user, place) => `update the profile of ${user} in the ${place}`,
  },
  "app.unassign": unassign,
  "admin-role.assign": assign,
  "admin-role.unassign": unassign,
  "license.assign": assign,
  "license.unassign": unassign,
};

/** Returns whether the operation gives, changes or takes what an account holds: a membership, or a direct assignment. */
export function writesHolding({ action }: Pick<Operation, "action">): boolean {
  const { object } = actions[action];
  return object === "membership" || object === "assignment";
}

/**
 * Returns how the operation changes its user's access. For a changed role or setting, the direction of the change decides:
 * a looser setting gives, a stricter one takes. The settings of a new group are not known, so they do neither.
 */
export function effectOf(operation: Operation): Effect {
  if (isRenumbering(operation)) return "neutral";
  const { effect } = actions[operation.action];
  if (effect === "by-setting") return effectOfSettings(operation);
  if (effect !== "by-role") return effect;
  const { before, after } = rolesOf(operation);
  const direction = before === null || after === null ? 0 : compareRoles(after, before);
  return direction > 0 ? "gives" : direction < 0 ? "takes" : "neutral";
}

function effectOfSettings({ resource, before, after }: Operation): Effect {
  if (resource.id === null) return "neutral";
  const effects = { looser: "gives", stricter: "takes", same: "neutral" } as const;
  return effects[directionOf({ ...before }, { ...after })];
}

/** Returns what must exist before the operation. */
export function needsOf(operation: Operation): readonly Provision[] {
  if (isRenumbering(operation)) return ["account"];
  return effectOf(operation) === "takes" ? [] : actions[operation.action].needs;
}

/** Returns what exists after the operation. */
export function providesOf(operation: Operation): readonly Provision[] {
  return isRenumbering(operation) ? [] : actions[operation.action].provides;
}

/** Returns the phase of the operation. */
export function phaseOf(operation: Operation): Phase {
  return isRenumbering(operation) ? "describe" : actions[operation.action].phase;
}

/**
 * Returns whether the operation corrects the number of an account that is known to be the user's by an earlier number.
 * A deactivated account takes no new number before it is activated.
 */
const isRenumbering = (operation: Operation): boolean =>
  operation.action === "account.adopt" && operation.before.join !== null;

/**
 * The member's role in the group; null: not a member. Both are null for an operation that does not write a membership.
 */
export interface Roles {
  readonly before: GroupRole | null;
  readonly after: GroupRole | null;
}

/** Returns the member's role before and after the operation. */
export function rolesOf(operation: Operation): Roles {
  if (!isMembership(operation)) return { before: null, after: null };
  return { before: operation.before?.role ?? null, after: operation.after?.role ?? null };
}

function isMembership(operation: Operation): operation is MembershipOperation {
  return actions[operation.action].object === "membership";
}
