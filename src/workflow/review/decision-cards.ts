import type { Finding } from "../../diagnostics/finding.ts";
import type { Entitlement, EntitlementRef, Grant, Tier, UserId } from "../../model/documents.ts";
import { heldAt } from "../../model/effective.ts";
import type { Instant } from "../../model/instant.ts";
import { isPrivileged } from "../../model/lifecycle.ts";
import { peersIn } from "../../model/peers.ts";
import { grantId } from "../../plan/model-changes/people.ts";
import type { AccessChange } from "../../plan/plan.ts";
import type { PlanSide } from "../../plan/side.ts";
import type { DecisionCard } from "../../report/comment/comment-input.ts";
import { riskRank } from "../../report/diff/group-access.ts";
import { compareText } from "../../support/compare.ts";
import type { Compared } from "../diff.ts";
import { appendTo } from "../../support/multi-map.ts";

/**
 * Returns a card for each grant that extends a user's access, highest tier first. The holdings of the user and their peers
 * come from the base, so that a change cannot justify itself.
 */
export function decisionCards({ report, sides, at }: Compared): readonly DecisionCard[] {
  const grants = new Map(sides.head.model.grants.map((grant) => [grant.source.file, grant]));
  const given = new Map<Grant, AccessChange[]>();
  for (const { change, reach } of report.access) {
    if (reach === "less") continue;
    for (const file of new Set(change.because.filter(({ kind }) => kind === "grant").map(({ file }) => file))) {
      const grant = file === null ? undefined : grants.get(file);
      if (grant === undefined) continue;
      appendTo(given, grant, change);
    }
  }
  const peersOf = peersIn({ ...sides.base, at });
  const holders = holdersIn(sides.base, new Set([...given.values()].flat().map(({ entitlement }) => entitlement)), at);
  const conflicts = conflictsByUser(report.diff.findings);
  return [...given]
    .flatMap(([grant, changes]): readonly DecisionCard[] => {
      const user = sides.head.model.users.get(grant.user);
      if (user === undefined) return [];
      const peers = peersOf(user);
      return [
        {
          user: user.id,
          name: user.name.display,
          title: user.title,
          department: user.department,
          kind: user.kind,
          grant: grantId(grant),
          file: grant.source.file,
          line: grant.source.line,
          reason: grant.reason,
          ticket: grant.ticket,
          gives: byDanger(changes).map(({ entitlement, tier, from, until }) => ({
            entitlement,
            what: descriptionOf(sides.head.model.entitlements.get(entitlement)),
            tier,
            from,
            until,
            peersHolding: peers.holding(entitlement),
            holders: holders.get(entitlement) ?? 0,
          })),
          holdsNow: holdingsOf(user.id, sides.base, at),
          peers: peers.count,
          conflicts: conflicts.get(user.id) ?? [],
        },
      ];
    })
    .sort((left, right) => riskRankOf(left) - riskRankOf(right) || compareText(left.file, right.file));
}

/** Returns the number of users who hold each of the entitlements. */
function holdersIn(
  { index }: PlanSide,
  entitlements: ReadonlySet<EntitlementRef>,
  at: Instant,
): ReadonlyMap<EntitlementRef, number> {
  const counts = new Map<EntitlementRef, number>();
  if (entitlements.size === 0) return counts;
  for (const assignments of index.byUser.values())
    for (const assignment of assignments)
      if (entitlements.has(assignment.entitlement) && heldAt(assignment, at))
        counts.set(assignment.entitlement, (counts.get(assignment.entitlement) ?? 0) + 1);
  return counts;
}

function descriptionOf(entitlement: Entitlement | undefined): string {
  return entitlement?.description ?? "";
}

const riskRankOf = ({ gives }: DecisionCard): number => Math.min(...gives.map(({ tier }) => riskRank(tier)));

function byDanger<T extends { readonly tier: Tier; readonly entitlement: EntitlementRef }>(
  items: readonly T[],
): readonly T[] {
  return [...items].sort(
    (left, right) => riskRank(left.tier) - riskRank(right.tier) || compareText(left.entitlement, right.entitlement),
  );
}

function holdingsOf(user: UserId, { index, model }: PlanSide, at: Instant): DecisionCard["holdsNow"] {
  const held = (index.byUser.get(user) ?? [])
    .filter((assignment) => heldAt(assignment, at))
    .map(({ entitlement }) => ({ entitlement, tier: model.entitlements.get(entitlement)?.tier ?? "critical" }));
  return { total: held.length, privileged: byDanger(held.filter(({ tier }) => isPrivileged(tier))) };
}

function conflictsByUser(findings: readonly Finding[]): ReadonlyMap<string, readonly string[]> {
  const conflicts = new Map<string, string[]>();
  for (const { code, user } of findings) {
    if (!code.startsWith("sod/") || user === null || user === undefined) continue;
    const list = conflicts.get(user);
    if (list === undefined) conflicts.set(user, [code]);
    else if (!list.includes(code)) list.push(code);
  }
  return conflicts;
}
