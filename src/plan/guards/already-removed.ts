import type { EntitlementRef, UserId } from "../../model/documents.ts";
import { assignmentsOfUser, heldAt } from "../../model/effective.ts";
import type { Instant } from "../../model/instant.ts";
import { stateOf } from "../../model/lifecycle.ts";
import type { Operation } from "../operation.ts";
import type { PlanSide } from "../side.ts";

/** What earlier runs removed in one system within a day, by the object without its action: the group and the member, or the user. */
export interface Removed {
  readonly memberships: ReadonlySet<string>;
  readonly accounts: ReadonlySet<string>;
}

/** What earlier runs removed within a day, by system. Guards count it together with what the plan removes. */
export type AlreadyRemoved = ReadonlyMap<string, Removed>;

const nothing: Removed = { memberships: new Set(), accounts: new Set() };

export const removedIn = (already: AlreadyRemoved | undefined, system: string): Removed =>
  already?.get(system) ?? nothing;

/** Returns the object of an operation by its id: everything after the system and the action. */
export const objectOf = (id: string): string => id.split(":").slice(2).join(":");

/** Returns how many of the objects that earlier runs removed are not among the operations, so that none counts twice. */
export function addedTo(operations: readonly Pick<Operation, "id">[], earlier: ReadonlySet<string>): number {
  if (earlier.size === 0) return 0;
  const own = new Set(operations.map(({ id }) => objectOf(id)));
  return [...earlier].filter((object) => !own.has(object)).length;
}

/**
 * Returns what of the removals the approved state takes away as well. What it gives at the instant was taken by unapproved
 * commits or by hand, and must not use up the limits of what is approved.
 */
export function takenByApproved(already: AlreadyRemoved, { model, index }: PlanSide, at: Instant): AlreadyRemoved {
  const accountOf = new Map<string, EntitlementRef>();
  for (const { ref, system, target } of model.entitlements.values())
    if (target.kind === "account") accountOf.set(system, ref);
  const gives = (user: string, ref: EntitlementRef): boolean =>
    assignmentsOfUser(index, user as UserId).some((one) => one.entitlement === ref && heldAt(one, at));
  const isActive = (id: string): boolean => {
    const user = model.users.get(id as UserId);
    return user !== undefined && stateOf(user, at) === "active";
  };
  return new Map(
    [...already].map(([system, { memberships, accounts }]) => {
      const account = accountOf.get(system);
      return [
        system,
        {
          memberships: without(memberships, ([id, user]) => gives(user, `${system}/${id}` as EntitlementRef)),
          // The id of an operation on a further account of a user names the account after the user.
          accounts: without(accounts, ([user]) => isActive(user) && account !== undefined && gives(user, account)),
        },
      ];
    }),
  );
}

/** Returns the objects without those whose parts match. */
function without(
  objects: ReadonlySet<string>,
  matches: (parts: readonly [string, string]) => boolean,
): ReadonlySet<string> {
  return new Set(
    [...objects].filter((object) => {
      const [first = "", second = ""] = object.split(":");
      return !matches([first, second]);
    }),
  );
}
