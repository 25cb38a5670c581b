import { assignableOf } from "../../model/assignable.ts";
import type { AssignableKey } from "../../model/direct-assignment.ts";
import type { AccessModel, Entitlement, SystemId, User } from "../../model/documents.ts";
import { activePaths, type AssignmentIndex } from "../../model/effective.ts";
import type { Instant } from "../../model/instant.ts";
import { userField } from "../../model/selector.ts";

/** A live app, administrator role or licence, and who holds it directly. */
export interface LiveAssignable extends AssignableKey {
  /** The attributes that profiles of the app have; empty for other kinds. */
  readonly attributes: readonly string[];
  /** By lower-case address. */
  readonly holders: ReadonlyMap<string, LiveHolder>;
}

export interface LiveHolder {
  readonly address: string;
  readonly profile: Readonly<Record<string, unknown>>;
}

/** Returns what the entitlements of a system declare, with the holders after an apply. */
export function assignablesOf(
  system: SystemId,
  model: AccessModel,
  { index, at }: { readonly index: AssignmentIndex; readonly at: Instant },
): readonly LiveAssignable[] {
  return [...model.entitlements.values()].flatMap((entitlement) => {
    const key = entitlement.system === system ? assignableOf(entitlement.target) : null;
    if (key === null) return [];
    const holders = holdersOf(entitlement, model, { index, at });
    return [{ ...key, attributes: [...entitlement.profile.keys()], holders }];
  });
}

function holdersOf(
  entitlement: Entitlement,
  model: AccessModel,
  { index, at }: { readonly index: AssignmentIndex; readonly at: Instant },
): ReadonlyMap<string, LiveHolder> {
  const holders = new Map<string, LiveHolder>();
  // What a retired entitlement gave still exists, and nothing holds it.
  if (entitlement.status !== "active") return holders;
  for (const [id, assignments] of index.byUser) {
    const user = model.users.get(id);
    const held = assignments.find((assignment) => assignment.entitlement === entitlement.ref);
    if (user === undefined || held === undefined || user.externalIn.includes(entitlement.system)) continue;
    if (activePaths(held, at).length === 0) continue;
    holders.set(user.email.toLowerCase(), { address: user.email, profile: profileOf(entitlement, user) });
  }
  return holders;
}

function profileOf({ profile }: Entitlement, user: User): Readonly<Record<string, unknown>> {
  const values = [...profile].map(([name, value]) => [
    name,
    "value" in value ? value.value : userField(user, value.field),
  ]);
  return Object.fromEntries(values.filter(([, value]) => value !== null)) as Readonly<Record<string, unknown>>;
}
