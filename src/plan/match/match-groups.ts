import { fillerOf, type ObservedGroup, type ObservedSystem } from "../../model/observation.ts";
import type { System } from "../../model/documents.ts";
import { fillerOfType } from "../../model/provider.ts";
import { similarGroups } from "./similar-groups.ts";
import { addressHolders, addressInUse, blockingHolder } from "./address-holders.ts";
import { type DesiredGroup, type DesiredSystem, groupKey } from "../desired/desired.ts";
import { compareText } from "../../support/compare.ts";
import type { GuardResult, GuardSubject } from "../plan.ts";
import { appendTo } from "../../support/multi-map.ts";
import { counted } from "../../support/counted.ts";

/** A declared group in the provider. */
export interface MatchedGroup {
  readonly desired: DesiredGroup;
  /** Null: the group does not exist yet. */
  readonly live: ObservedGroup | null;
  /** Why Rolecall must not write the group; null where it may. */
  readonly otherWriter: string | null;
}

export interface GroupMatch {
  /** By the declared group's key, without groups that match twice or were not read. */
  readonly groups: ReadonlyMap<string, MatchedGroup>;
  /** Ids of all live groups that match a declaration. */
  readonly declared: ReadonlySet<string>;
  readonly guards: readonly GuardResult[];
}

/**
 * Finds each declared group by its exact name, else by an earlier one (`previously`); the live group keeps its id.
 * Refuses a group whose address is an alias of another live group, because the provider would find that group.
 * Refuses a group whose members or declared settings were not read, because unknown is not empty. Refuses a group that two declarations name
 * as their earlier group, because each would remove the members of the other.
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
  const holderOf = addressHolders(system, observed);
  const claims = new Map<string, Claim>();
  for (const group of desired.groups.values()) {
    const candidates = candidatesOf(group, desired, byKey);
    for (const { id } of candidates) declared.add(id);
    const [live, another] = candidates;
    const holder =
      live !== undefined && groupKey(system, live.name) === group.key ? null : blockingHolder(group, live, holderOf);
    if (another !== undefined) guards.push(ambiguous(system, group, candidates));
    else if (holder !== null) {
      if (holder.kind === "group") declared.add(holder.id);
      guards.push(addressInUse(system, group, holder));
    } else if (live === undefined) groups.set(group.key, { desired: group, live: null, otherWriter: null });
    else claims.set(live.id, { live, by: [...(claims.get(live.id)?.by ?? []), group] });
  }
  for (const { live, by } of claims.values()) {
    const [group, another] = by;
    if (group === undefined) continue;
    if (another !== undefined) guards.push(claimedTwice(system, live, by));
    else if (!read.has(live.id))
      guards.push(
        unread(system, live, group, {
          what: "members",
          remedy: "Observe again. An unread group must not count as empty.",
          reason: observed.unreadMembers?.[live.id] ?? null,
        }),
      );
    else if (group.active && live.settings === null && Object.keys(group.settings).length > 0)
      guards.push(
        unread(system, live, group, {
          what: "settings",
          remedy: `Observe again, or remove \`settings\` from ${group.first.source.file}.`,
          reason: observed.unreadSettings?.[live.id] ?? null,
        }),
      );
    else groups.set(group.key, { desired: group, live, otherWriter: otherWriter(live) });
  }
  const similar = similarGroups(system, observed, { groups: groups.values(), declared });
  guards.push(...similar);
  const held = new Set(
    similar.flatMap(({ blocked, subject }) => (blocked && subject !== undefined ? [subject.id] : [])),
  );
  for (const [key, { desired: group }] of groups) if (held.has(group.first.ref)) groups.delete(key);
  return { groups, declared, guards };
}

/** Returns the declarations that match a live group: one by its name, possibly several by earlier names. */
interface Claim {
  readonly live: ObservedGroup;
  readonly by: readonly DesiredGroup[];
}

/** Prefers an ordinary group: Okta may list an imported group with the same name. */
function candidatesOf(
  group: DesiredGroup,
  desired: DesiredSystem,
  byKey: ReadonlyMap<string, readonly ObservedGroup[]>,
): readonly ObservedGroup[] {
  const keys = [group.key];
  for (const name of group.previously) {
    const key = groupKey(desired.system, name);
    // A group that has the current name of another declaration belongs to that declaration.
    if (!desired.groups.has(key)) keys.push(key);
  }
  const named = keys.flatMap((key) => byKey.get(key) ?? []);
  const ordinary = named.filter(({ type }) => fillerOfType(type) === null);
  return ordinary.length > 0 ? ordinary : named.filter((found) => groupKey(desired.system, found.name) === group.key);
}

/**
 * Returns what else writes the group. Okta's API does not distinguish rule-made memberships from others, and imported
 * and built-in groups refuse writes (P4, P5).
 */
function otherWriter(group: ObservedGroup): string | null {
  return group.writable ? null : (fillerOf(group) ?? "another source manages its members");
}

function ambiguous(system: System, group: DesiredGroup, found: readonly ObservedGroup[]): GuardResult {
  const named = found.map(({ id, name }) => `"${name}" (${id})`).sort();
  return {
    code: "provider/ambiguous-group",
    system: system.id,
    blocked: true,
    message: `${found.length} groups in ${system.id} match ${group.first.ref}: ${named.join(", ")}.`,
    remedy: `Rename or remove all but one of these groups in ${system.title}, or remove the earlier name from ${group.first.source.file}.`,
    override: null,
    subject: subjectOf(group),
  };
}

function claimedTwice(system: System, live: ObservedGroup, by: readonly DesiredGroup[]): GuardResult {
  const named = by.map(({ first }) => first).sort((left, right) => compareText(left.ref, right.ref));
  return {
    code: "provider/ambiguous-group",
    system: system.id,
    blocked: true,
    message: `The group "${live.name}" (${live.id}) in ${system.id} matches the earlier names of ${named.map(({ ref }) => ref).join(" and of ")}.`,
    remedy: `Remove the earlier name from all but one of ${named.map(({ source }) => source.file).join(", ")}.`,
    override: null,
    ...(named[0] === undefined ? {} : { subject: { kind: "group" as const, id: named[0].ref } }),
  };
}

/** What was not read of a group: the subject of the sentence, and the fix. */
interface UnreadPart {
  readonly what: string;
  readonly remedy: string;
  readonly reason: string | null;
}

function unread(
  system: System,
  live: ObservedGroup,
  group: DesiredGroup,
  { what, remedy, reason }: UnreadPart,
): GuardResult {
  return {
    code: "provider/unread",
    system: system.id,
    blocked: true,
    message: `The ${what} of the group "${live.name}" (${live.id}) in ${system.id} were not read${reason === null ? "" : `: ${reason}`}.`,
    remedy,
    override: null,
    subject: subjectOf(group),
  };
}

const subjectOf = ({ first }: DesiredGroup): GuardSubject => ({ kind: "group", id: first.ref });

/**
 * Refuses a plan that would write a group which another source writes. A plan that does not change the group is only
 * reported.
 */
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
        ? `The plan would make ${counted(wouldWrite, "change")} to ${what}.`
        : `Rolecall cannot write ${what}. The group already matches the files.`,
    remedy: "Stop the other source in the provider, or remove the entitlement from the catalogue.",
    override: null,
    subject: subjectOf(desired),
  };
}
