import { actions, writesHolding } from "../../plan/actions.ts";
import type { Operation } from "../../plan/operation.ts";
import { counted } from "../../support/counted.ts";
import { forTerminal } from "../escape.ts";
import { actionSign, operationText, resourceNouns } from "./actions.ts";
import { changedFieldNames } from "./changed-fields.ts";

/** The maximum number of names in one line. The rest is counted, except for high and critical access. */
const shownNames = 12;

/**
 * Returns the operations with one entry for each group of equal ones, in the order of their first operations: the same
 * action on several users in one place, or one user in several groups.
 */
export function operationGroups(operations: readonly Operation[]): readonly (readonly Operation[])[] {
  const byPlace = grouped(
    operations.map((operation) => [operation]),
    ([first]) => placeKey(first),
  );
  return grouped(byPlace, ([first], { length }) => (length === 1 ? userKey(first) : null));
}

type Group = readonly [Operation, ...Operation[]];

/** Joins the groups that have the same key, at the position of the first one. Null: a group of its own. */
function grouped(
  groups: readonly (readonly Operation[])[],
  keyOf: (group: Group, all: readonly Operation[]) => string | null,
): readonly (readonly Operation[])[] {
  const joined = new Map<string, readonly Operation[]>();
  for (const [position, group] of groups.entries()) {
    const [first, ...rest] = group;
    if (first === undefined) continue;
    const key = keyOf([first, ...rest], group) ?? `alone ${position}`;
    joined.set(key, [...(joined.get(key) ?? []), ...group]);
  }
  return [...joined.values()];
}

/** Returns what the operations on several users in one place have in common; null for the operation on a group itself. */
function placeKey({ action, system, tier, user, resource }: Operation): string | null {
  const { object, sign } = actions[action];
  // A changed role is shown with both roles.
  if (object === "group" || (object === "membership" && sign === "~")) return null;
  const place = writesHolding({ action }) ? resource.name : null;
  return JSON.stringify([action, system, tierTag(tier), user === null, place]);
}

/** Returns what the memberships or assignments of one user have in common; null for other operations. */
function userKey({ action, tier, user }: Operation): string | null {
  if (!writesHolding({ action }) || user === null) return null;
  return JSON.stringify([action, user, tierTag(tier)]);
}

/** Returns the mark of high and critical access; empty for other tiers. */
export const tierTag = (tier: Operation["tier"]): string =>
  tier === "high" || tier === "critical" ? `  [${tier}]` : "";

/** Returns a group as one line, for example `+ add 3 users to the okta group "Deal Desk": ada, ben, eve`. */
export function groupLine(group: readonly Operation[]): string {
  const [first] = group;
  if (first === undefined) return "";
  const sign = `  ${actionSign(first.action)} `;
  if (group.length === 1) return `${sign}${forTerminal(operationText(first))}${tierTag(first.tier)}`;
  const isOneUser = group.every(({ user, account }) => user !== null && user === first.user && account !== null);
  const isOnePlace = group.every(
    ({ system, resource }) => system === first.system && resource.name === first.resource.name,
  );
  const text =
    isOneUser && !isOnePlace
      ? actions[first.action]
          .text(first.user ?? "", counted(group.length, resourceNouns[first.resource.kind] ?? ""))
          .replace(" the ", " ")
      : operationText({
          ...first,
          user: counted(group.length, first.user === null ? "other member" : "user") as never,
        }).replace("account of", "accounts of");
  const names = group.map((operation) =>
    isOneUser && !isOnePlace
      ? `${operation.system} ${JSON.stringify(operation.resource.name)}`
      : `${operation.user ?? operation.account?.address ?? ""}${fieldNote(operation)}`,
  );
  const shown = tierTag(first.tier) === "" ? names.slice(0, shownNames) : names;
  const rest = names.length > shown.length ? ` and ${names.length - shown.length} more` : "";
  return `${sign}${forTerminal(`${text}: ${shown.join(", ")}${rest}`)}${tierTag(first.tier)}`;
}

/** Returns the names of the changed fields, in brackets; empty where no field changes. */
function fieldNote(operation: Operation): string {
  const names = changedFieldNames(operation);
  return names.length === 0 ? "" : ` (${names.join(", ")})`;
}
