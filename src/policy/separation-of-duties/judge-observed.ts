import type { UnlocatedFinding } from "../../diagnostics/finding.ts";
import type { EntitlementRef, SeparationOfDutiesRule, SystemId, User, Waiver } from "../../model/documents.ts";
import { contains, formatInstant } from "../../model/instant.ts";
import { serviceAccountsByOwner } from "../../model/owner.ts";
import { compareText } from "../../support/compare.ts";
import { addTo } from "../../support/multi-map.ts";
import { declaredAssignments } from "../observed-accounts.ts";
import { type ObservedHolding, throughText } from "../observed-holdings.ts";
import type { SharedContext } from "../rule.ts";
import { waiverFor } from "../waivers.ts";
import { witnessesOf } from "./holders.ts";
import { violationsOf } from "./judge-users.ts";
import { indexSets } from "./memberships.ts";
import { type Conflict, conflictOf } from "./overlap.ts";
import { type Witness, witnessName } from "./witness.ts";

/**
 * Returns the conflicts of what users hold at the providers at the moment, through nested groups as well: groups, apps,
 * administrator roles and licences that were read count as they are there, everything else as the files define it. A conflict that the files cause
 * themselves is not reported again, unless the user holds more of it at the providers.
 */
export function observedConflicts(context: SharedContext): readonly UnlocatedFinding[] {
  const { model, index, at, observations, facts } = context;
  if (model.separationOfDuties.length === 0 || observations === null || observations.length === 0) return [];
  const sets = indexSets(model);
  const owned = serviceAccountsByOwner(model);
  const known = new Map(violationsOf(context).map(({ id, conflict }) => [id, namesOf(conflict)]));
  const read = new Set<string>(observations.map(({ observed }) => observed.system));
  const readAssignments = new Set(
    observations.flatMap((observation) => [...declaredAssignments(model, observation).read]),
  );
  const isRead = (ref: EntitlementRef): boolean => {
    const entitlement = model.entitlements.get(ref);
    if (readAssignments.has(ref)) return true;
    return entitlement?.target.kind === "group" && read.has(entitlement.system satisfies SystemId);
  };
  const findings: UnlocatedFinding[] = [];
  for (const user of model.users.values()) {
    const holders = [user, ...(owned.get(user.id) ?? [])];
    const held = holders.flatMap((holder) =>
      observations.flatMap((observation) =>
        facts
          .holdingsIn(observation)
          .of(holder)
          .map((one) => ({ holder, one })),
      ),
    );
    if (held.length === 0) continue;
    const live = new Map<SeparationOfDutiesRule, Witness[]>();
    for (const [rule, witnesses] of witnessesOf(user, holders, [index], sets))
      for (const witness of witnesses) {
        const counts = witness.entitlement === null || !isRead(witness.entitlement);
        if (counts && contains(witness.interval, at)) live.set(rule, [...(live.get(rule) ?? []), witness]);
      }
    const ways = new Map<string, Set<string>>();
    for (const { holder, one } of held)
      for (const { rule, set } of sets.ofEntitlement.get(one.entitlement) ?? []) {
        live.set(rule, [...(live.get(rule) ?? []), observedWitness(holder, one, { set, at })]);
        addTo(ways, one.entitlement, throughText(one));
      }
    for (const [rule, witnesses] of live) {
      const id = `${rule.id}:${user.id}`;
      const conflict = conflictOf(witnesses, rule.atMost, at);
      if (conflict === undefined || isWithin(conflict, known.get(id))) continue;
      const violation = { id, rule, user, conflict, onReturn: false, returning: new Set<string>() };
      findings.push(findingOf(rule, user, { conflict, ways, waiver: waiverFor(violation, model, at) }));
    }
  }
  return findings;
}

const namesOf = ({ witnesses }: Conflict): readonly string[] =>
  [...new Set(witnesses.map(witnessName))].sort(compareText);

/** Returns whether a conflict of the files names all of the live one. */
function isWithin(live: Conflict, ofFiles: readonly string[] = []): boolean {
  return namesOf(live).every((name) => ofFiles.includes(name));
}

/** Returns a live holding as a witness, which lasts as long as no one ends it. */
function observedWitness(
  holder: User,
  { entitlement, through }: ObservedHolding,
  { set, at }: { readonly set: string; readonly at: number },
): Witness {
  return {
    set,
    holder: holder.id,
    entitlement,
    role: null,
    memberRole: null,
    kind: "grant",
    grant: null,
    through,
    interval: { from: at, until: null },
  };
}

interface ConflictFacts {
  readonly conflict: Conflict;
  /** How each entitlement is held at the provider. */
  readonly ways: ReadonlyMap<string, ReadonlySet<string>>;
  readonly waiver: Waiver | undefined;
}

function findingOf(
  rule: SeparationOfDutiesRule,
  user: User,
  { conflict, ways, waiver }: ConflictFacts,
): UnlocatedFinding {
  const names = namesOf(conflict);
  const held = names.map((name) => `${name}${[...(ways.get(name) ?? [])].sort(compareText)[0] ?? ""}`);
  const allowed = rule.atMost === 1 ? "only one" : `no more than ${rule.atMost}`;
  return {
    code: `sod/${rule.id}`,
    severity: waiver !== undefined ? "note" : rule.mode === "prevent" ? "error" : "warning",
    message: `${user.id} holds ${held.join(" and ")} at the providers, but the rule "${rule.title}" separates them: one person may hold ${allowed} of ${[...rule.sets.keys()].join(", ")} at a time (risk ${rule.risk}).`,
    remedy:
      waiver === undefined
        ? `Apply the plan if it removes one of them. Otherwise remove ${user.id} from one of the groups at the provider.`
        : `No action needed until ${formatInstant(waiver.expires)}, when the waiver expires. Compensating control: ${waiver.compensatingControl}`,
    place: { file: user.source.file, field: [] },
    user: user.id,
    witness: names,
    waiver: waiver?.source.file ?? null,
  };
}
