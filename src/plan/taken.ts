import type { AssignableKind } from "../model/direct-assignment.ts";
import { effectOf } from "./actions.ts";
import type { Draft } from "./operations/draft.ts";
import type { Operation } from "./operation.ts";

/** What earlier runs took since the last run that converged, as keys of `accountKey`, `membershipKey` and `assignmentKey`. */
export type Taken = ReadonlySet<string>;

/** The accounts that earlier runs let a user sign in to since the last run that converged, as keys of `accountKey`. */
export type Opened = ReadonlySet<string>;

/** Returns the key of an account, by its immutable id. */
export const accountKey = (system: string, account: string): string => JSON.stringify([system, account]);

/** Returns the key of a membership. `member` is an account id, or an address for a member outside the tenant. */
export const membershipKey = (system: string, group: string, member: string): string =>
  JSON.stringify([system, group, member.toLowerCase()]);

/** Returns the key of a direct assignment. `target` is the id of what is assigned. */
export const assignmentKey = (
  system: string,
  { kind, target, account }: { readonly kind: AssignableKind; readonly target: string; readonly account: string },
): string => JSON.stringify([system, kind, target, account]);

/**
 * Returns the drafts, where an operation that gives back what an earlier run took has the origin `change` instead of
 * `drift`: the provider differs because of a write of Rolecall, for example for an unapproved commit that is undone now.
 */
export function withGivenBack(drafts: readonly Draft[], taken: Taken): readonly Draft[] {
  if (taken.size === 0) return drafts;
  return drafts.map((draft) =>
    givesBack(draft.operation, taken) ? { ...draft, operation: { ...draft.operation, origin: "change" } } : draft,
  );
}

function givesBack(operation: Operation, taken: Taken): boolean {
  if (operation.origin !== "drift" || effectOf(operation) !== "gives") return false;
  const key = keyOf(operation);
  return key !== null && taken.has(key);
}

/** Returns the key of the object; null: it does not exist yet, or is a group. */
function keyOf({ system, account, resource }: Operation): string | null {
  if (resource.id === null || account === null) return null;
  switch (resource.kind) {
    case "account":
      return accountKey(system, resource.id);
    case "group":
      return membershipKey(system, resource.id, account.id ?? account.address);
    case "app":
    case "adminRole":
    case "license":
      return account.id === null
        ? null
        : assignmentKey(system, { kind: resource.kind, target: resource.id, account: account.id });
  }
}
