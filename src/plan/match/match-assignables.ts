import { assignableKey, assignableNouns } from "../../model/assignable.ts";
import type { ObservedAssignable } from "../../model/direct-assignment.ts";
import type { System } from "../../model/documents.ts";
import type { ObservedSystem } from "../../model/observation.ts";
import { appendTo } from "../../support/multi-map.ts";
import type { DesiredAssignable, DesiredSystem } from "../desired/desired.ts";
import type { GuardResult } from "../plan.ts";

/** A declared app, administrator role or licence with its live object. */
export interface MatchedAssignable {
  readonly desired: DesiredAssignable;
  readonly live: ObservedAssignable;
}

export interface AssignableMatch {
  /** By `assignableKey`, without those that do not exist, match twice or were not read. */
  readonly assignables: ReadonlyMap<string, MatchedAssignable>;
  readonly guards: readonly GuardResult[];
}

/**
 * Finds each declared app, administrator role and licence by its exact name. None of them is created, so one that does
 * not exist is refused, and so is one that exists twice or whose holders were not read, because unknown is not empty.
 * Each result concerns its entitlement alone.
 */
export function matchAssignables({ system, assignables }: DesiredSystem, observed: ObservedSystem): AssignableMatch {
  const byKey = new Map<string, ObservedAssignable[]>();
  for (const live of observed.assignables ?? []) appendTo(byKey, assignableKey(live), live);
  const found = new Map<string, MatchedAssignable>();
  const guards: GuardResult[] = [];
  for (const desired of assignables.values()) {
    const candidates = distinct(byKey.get(desired.key) ?? []);
    const [live, another] = candidates;
    const unread = live === undefined ? undefined : observed.unreadDirectAssignments?.[live.id];
    // A retired entitlement gives nothing, so nothing is left to take from what does not exist.
    if (observed.assignables === undefined) guards.push(notRead(system, desired, null));
    else if (another !== undefined) guards.push(ambiguous(system, desired, candidates));
    else if (unread !== undefined) guards.push(notRead(system, desired, unread));
    else if (live !== undefined) found.set(desired.key, { desired, live });
    else if (desired.entitlement.status === "active") guards.push(missing(system, desired));
  }
  return { assignables: found, guards };
}

/** Returns each object once: a list can name one twice. */
function distinct(found: readonly ObservedAssignable[]): readonly ObservedAssignable[] {
  return [...new Map(found.map((one) => [one.id, one])).values()];
}

/** Returns the declared object as text: `app "GitHub Enterprise" (okta/github)`. */
const textOf = ({ kind, name, entitlement }: DesiredAssignable): string =>
  `${assignableNouns[kind]} "${name}" (${entitlement.ref})`;

function missing(system: System, desired: DesiredAssignable): GuardResult {
  return refusal("provider/missing-target", system, desired, {
    message: `The ${textOf(desired)} does not exist in ${system.id}.`,
    remedy: `Create it in ${system.title}, or correct the target in ${desired.entitlement.source.file}. Names match exactly.`,
  });
}

function ambiguous(system: System, desired: DesiredAssignable, found: readonly ObservedAssignable[]): GuardResult {
  const ids = found.map(({ id }) => id).sort();
  return refusal("provider/ambiguous-target", system, desired, {
    message: `${found.length} objects in ${system.id} match the ${textOf(desired)}: ${ids.join(", ")}.`,
    remedy: `Rename or remove all but one of them in ${system.title}.`,
  });
}

function notRead(system: System, desired: DesiredAssignable, reason: string | null): GuardResult {
  return refusal("provider/unread", system, desired, {
    message: `The holders of the ${textOf(desired)} in ${system.id} were not read${reason === null ? "" : `: ${reason}`}.`,
    remedy: "Observe again. Unread holders must not count as none.",
  });
}

function refusal(
  code: GuardResult["code"],
  system: System,
  { entitlement }: DesiredAssignable,
  text: { readonly message: string; readonly remedy: string },
): GuardResult {
  return {
    code,
    system: system.id,
    blocked: true,
    ...text,
    override: null,
    subject: { kind: "entitlement", id: entitlement.ref },
  };
}
