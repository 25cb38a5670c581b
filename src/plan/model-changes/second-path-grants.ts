import type { AccessModel, Grant, UserId } from "../../model/documents.ts";
import { formatBound, intersect } from "../../model/instant.ts";
import { employmentOf } from "../../model/lifecycle.ts";
import { closeRoles, type RoleClosure } from "../../model/role-closure.ts";
import { canonicalJson } from "../../support/canonical-json.ts";
import type { AccessChange } from "../plan.ts";
import { grantFields, grantId } from "./people.ts";

/**
 * Returns the grants that a change adds, edits or removes and that the access changes do not describe completely, by
 * id. A second path to what a user already has, or gets in the same change by another path, does not change access
 * today, but it remains when the other path ends. The digest must include it. Otherwise it could be added after the
 * review.
 */
export function secondPathGrants(
  base: AccessModel,
  head: AccessModel,
  accessChanges: readonly AccessChange[],
): ReadonlySet<string> {
  const before = new Map(base.grants.map((grant) => [grantId(grant), grant]));
  const after = new Map(head.grants.map((grant) => [grantId(grant), grant]));
  const reported = new Map(
    accessChanges.map((change) => {
      const { kind, user, entitlement, from, until } = change;
      return [key(kind === "lose" ? "lose" : "gain", user, entitlement, from, until), change];
    }),
  );
  // A gain with another reason does not describe this grant: it would be the same without it.
  const isSaidBy = ({ source }: Grant, one: string): boolean =>
    reported.get(one)?.because.every(({ file }) => file === source.file) === true;
  const closures = { base: lazily(() => closeRoles(base)), head: lazily(() => closeRoles(head)) };
  const secondPaths = new Set<string>();
  for (const id of new Set([...before.keys(), ...after.keys()])) {
    const [old, now] = [before.get(id), after.get(id)];
    if (old !== undefined && now !== undefined && canonicalJson(grantFields(old)) === canonicalJson(grantFields(now)))
      continue;
    const isSaid =
      now === undefined
        ? old === undefined || keysOf("lose", old, base, closures.base())?.every((one) => reported.has(one)) === true
        : keysOf("gain", now, head, closures.head())?.every((one) => isSaidBy(now, one)) === true;
    if (!isSaid) secondPaths.add(id);
  }
  return secondPaths;
}

/**
 * Returns the keys of the access changes that describe a grant which is its user's only path; undefined where it gives
 * nothing.
 */
function keysOf(
  kind: "gain" | "lose",
  grant: Grant,
  model: AccessModel,
  closure: RoleClosure,
): readonly string[] | undefined {
  const user = model.users.get(grant.user);
  const employment = user === undefined ? undefined : employmentOf(user);
  const interval =
    employment === undefined ? undefined : intersect(employment, { from: grant.starts, until: grant.expires });
  if (interval === undefined || grant.eligible) return undefined;
  const given =
    grant.target.kind === "role"
      ? closure.entitlementsOf(grant.target.role)
      : closure.reachedFrom(grant.target.entitlement);
  if (given.length === 0) return undefined;
  return given.map(({ entitlement }) =>
    key(kind, grant.user, entitlement, formatBound(interval.from), formatBound(interval.until)),
  );
}

const key = (kind: string, user: UserId, entitlement: string, from: string | null, until: string | null): string =>
  [kind, user, entitlement, from ?? "", until ?? ""].join("\n");

function lazily<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
