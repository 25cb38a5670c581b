import { fillerOf, type ObservedGroup, type ObservedSystem } from "../../model/observation.ts";
import type { System } from "../../model/documents.ts";
import { fillerOfType } from "../../model/provider.ts";
import { type DesiredGroup, type DesiredSystem, groupKey } from "../desired/desired.ts";
import { compareText } from "../../support/compare.ts";
import type { GuardResult } from "../plan.ts";
import { appendTo } from "../../support/multi-map.ts";
import { counted } from "../../support/counted.ts";

/** A declared group at the provider. */
export interface MatchedGroup {
  readonly desired: DesiredGroup;
  /** Null: there is none yet. */
  readonly live: ObservedGroup | null;
  /** Why Rolecall must not write it; null where it may. */
  readonly otherWriter: string | null;
}

export interface GroupMatch {
  /** By the declared group's key; groups that answer twice or were not read are left out. */
  readonly groups: ReadonlyMap<string, MatchedGroup>;
  /** Ids of every live group that a declaration speaks of. */
  readonly declared: ReadonlySet<string>;
  readonly guards: readonly GuardResult[];
}

/**
 * Finds each declared group by its exact name, else by an earlier one (`previously`): the live object keeps its id. A group
 * whose members were not read is refused: unknown is not empty. So is one that two declarations had as their earlier group:
 * each would take out whom the other puts in.
 */
export function matchGroups(desired: DesiredSystem, observed: ObservedSystem): GroupMatch {
  const { system } = desired;
  const byKey = new Map<string, ObservedGroup[]>();
  for (const group of new Map(observed.groups.map((found) => [found.id, found])).values()) {
    const key = groupKey(system, group.name);
    appendTo(byKey, key, group);
  }
  const read = new Set(observed.membershipsRead);
  const groups = new Map<string, MatchedGroup>();
  const declared = new Set<string>();
  const guards: GuardResult[] = [];
  const claims = new Map<string, Claim>();
  for (const group of desired.groups.values()) {
    const candidates = candidatesOf(group, desired, byKey);
    for (const { id } of candidates) declared.add(id);
    const [live, another] = candidates;
    if (another !== undefined) guards.push(ambiguous(system, group, candidates));
    else if (live === undefined) groups.set(group.key, { desired: group, live: null, otherWriter: null });
    else claims.set(live.id, { live, by: [...(claims.get(live.id)?.by ?? []), group] });
  }
  for (const { live, by } of claims.values()) {
    const [group, another] = by;
    if (another !== undefined) guards.push(claimedTwice(system, live, by));
    else if (!read.has(live.id)) guards.push(unread(system, live));
    else if (group !== undefined) groups.set(group.key, { desired: group, live, otherWriter: otherWriter(live) });
  }
  return { groups, declared, guards };
}

/** The declarations that a live group answers to: by its name one, by earlier names perhaps several. */
interface Claim {
  readonly live: ObservedGroup;
  readonly by: readonly DesiredGroup[];
}

/** Okta may show an imported group under the name of an ordinary one; the ordinary one is meant. */
function candidatesOf(
  group: DesiredGroup,
  desired: DesiredSystem,
  byKey: ReadonlyMap<string, readonly ObservedGroup[]>,
): readonly ObservedGroup[] {
  const keys = [group.key];
  for (const name of group.previously) {
    const key = groupKey(desired.system, name);
    // A name that another declared group has now is that group's.
    if (!desired.groups.has(key)) keys.push(key);
  }
  const named = keys.flatMap((key) => byKey.get(key) ?? []);
  const ordinary = named.filter(({ type }) => fillerOfType(type) === null);
  return ordinary.length > 0 ? ordinary : named.filter((found) => groupKey(desired.system, found.name) === group.key);
}

/** Facts of Okta: the API does not tell rule-made memberships apart, and imported and built-in groups refuse writes (P4, P5). */
function otherWriter(group: ObservedGroup): string | null {
  return group.writable ? null : (fillerOf(group) ?? "something else fills it");
}

function ambiguous(system: System, group: DesiredGroup, found: readonly ObservedGroup[]): GuardResult {
  const named = found.map(({ id, name }) => `"${name}" (${id})`).sort();
  return {
    code: "provider/ambiguous-group",
    system: system.id,
    blocked: true,
    message: `${found.length} groups in ${system.id} answer to ${group.first.ref}: ${named.join(", ")}.`,
    remedy: `Rename or remove all but one of them at ${system.title}, or take the earlier name out of ${group.first.source.file}.`,
    override: null,
  };
}

function claimedTwice(system: System, live: ObservedGroup, by: readonly DesiredGroup[]): GuardResult {
  const named = by.map(({ first }) => first).sort((left, right) => compareText(left.ref, right.ref));
  return {
    code: "provider/ambiguous-group",
    system: system.id,
    blocked: true,
    message: `The group "${live.name}" (${live.id}) in ${system.id} is an earlier one of ${named.map(({ ref }) => ref).join(" and of ")}.`,
    remedy: `Take the earlier name out of all but one of ${named.map(({ source }) => source.file).join(", ")}.`,
    override: null,
  };
}

function unread(system: System, live: ObservedGroup): GuardResult {
  return {
    code: "provider/unread",
    system: system.id,
    blocked: true,
    message: `The members of the group "${live.name}" (${live.id}) in ${system.id} were not read.`,
    remedy: "Observe again; what is unknown must not count as empty.",
    override: null,
  };
}

/** A plan that would write a group which something else writes too is refused; one that agrees with it is only told. */
export function otherWriterGuard(
  system: System,
  { desired, otherWriter }: MatchedGroup,
  wouldWrite: number,
): GuardResult {
  const what = `the group "${desired.name}" (${desired.first.ref}) in ${system.id}: ${otherWriter ?? ""}`;
  return {
    code: "provider/not-writable",
    system: system.id,
    blocked: wouldWrite > 0,
    message:
      wouldWrite > 0
        ? `Rolecall would make ${counted(wouldWrite, "change")} to ${what}.`
        : `Rolecall cannot write ${what}; it holds what the files want.`,
    remedy: "Stop the other writer at the provider, or take the entitlement out of the catalogue.",
    override: null,
  };
}
