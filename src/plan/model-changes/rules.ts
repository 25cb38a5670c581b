import type {
  Approvals,
  BaselineEntry,
  CustomDemand,
  CustomRule,
  Lifecycle,
  RuleSettings,
  Tier,
  TierApproval,
} from "../../model/documents.ts";
import {
  type Fields,
  ownersOf,
  type Plain,
  plainMap,
  plainSelector,
  setOf,
  textOfDuration,
  textOfInstant,
} from "./plain.ts";

export function ruleSettingFields({ severity, except, parameters }: RuleSettings): Fields {
  return {
    severity,
    except: {
      users: plainSelector(except.users),
      entitlements: setOf(except.entitlements),
      tags: setOf(except.tags),
      roles: setOf(except.roles),
    },
    parameters: plainMap(parameters),
  };
}

export function customRuleFields({ severity, demand }: CustomRule): Fields {
  return { severity, demand: plainDemand(demand) };
}

function plainDemand(demand: CustomDemand): Plain {
  const entitlements = setOf(demand.entitlements);
  switch (demand.kind) {
    case "forbid":
      return { kind: demand.kind, entitlements, users: plainSelector(demand.users) };
    case "require":
      return { kind: demand.kind, entitlements, holds: setOf(demand.holds) };
    case "holders":
      return { kind: demand.kind, entitlements, min: demand.min, max: demand.max };
  }
}

/** Returns the fields of approvals. Stages keep their order; the names within one are alternatives. */
export function approvalFields({ tiers, removals, fallback }: Approvals): Fields {
  const tier = ({ require, maxDuration, comment }: TierApproval): Plain => ({
    require: require.map(setOf),
    maxDuration: textOfDuration(maxDuration),
    comment,
  });
  return {
    tiers: { low: tier(tiers.low), medium: tier(tiers.medium), high: tier(tiers.high), critical: tier(tiers.critical) },
    removals: { require: removals.map(setOf) },
    fallback: setOf(fallback),
  };
}

export function lifecycleFields({ moverGrace, ownedByHr }: Lifecycle): Fields {
  const tiers: readonly Tier[] = ["low", "medium", "high", "critical"];
  return {
    mover: { grace: Object.fromEntries(tiers.map((tier) => [tier, moverGrace[tier].text])) },
    ownedByHr: setOf(ownedByHr),
  };
}

export function baselineFields({ witness, owner, due, reason }: BaselineEntry): Fields {
  return { witness, owner: ownersOf([owner]), due: textOfInstant(due), reason };
}

/** Returns the id of an accepted finding, made of what it accepts. */
export function baselineId({ code, file, user }: BaselineEntry): string {
  return [code, file, ...(user === null ? [] : [user])].join(" ");
}
