import type { ApprovalOfATier, ApprovalsDocument, LifecycleDocument } from "../../formats/written.generated.ts";
import type { Approvals, Lifecycle, Owner, TierApproval } from "../../model/documents.ts";
import { type Duration, parseDuration } from "../../model/duration.ts";
import { type Conversion, durationIn } from "./conversion.ts";
import { ownerName } from "../../model/owner.ts";

/** Stricter with every tier, the last stage by the root owners: what holds where approvals.yaml is silent. */
export function approvalsIn(
  written: ApprovalsDocument | undefined,
  rootOwners: readonly Owner[],
  conversion: Conversion | null,
): Approvals {
  const root = rootOwners.map(ownerName);
  const tier = (name: "low" | "medium" | "high" | "critical", otherwise: TierApproval): TierApproval => {
    const own = written?.tiers?.[name];
    return own === undefined ? otherwise : tierIn(own);
  };
  const stages = (require: readonly (readonly string[])[], maxDuration: string | null): TierApproval => ({
    require,
    maxDuration: maxDuration === null ? null : (parseDuration(maxDuration) ?? null),
    comment: maxDuration !== null,
  });
  return {
    source: conversion?.source ?? null,
    tiers: {
      low: tier("low", stages([["manager", "owner"]], null)),
      medium: tier("medium", stages([["manager"], ["owner"]], null)),
      high: tier("high", stages([["manager"], ["owner"], root], "P90D")),
      critical: tier("critical", stages([["owner"], root], "PT4H")),
    },
    removals: written?.removals?.require ?? [],
    fallback: written?.fallback ?? root,
  };
}

function tierIn(written: ApprovalOfATier): TierApproval {
  return {
    require: written.require,
    maxDuration: durationIn(written.maxDuration),
    comment: written.comment === "required",
  };
}

/** The defaults that formats.md shows. */
export function lifecycleIn(written: LifecycleDocument | undefined, conversion: Conversion | null): Lifecycle {
  const grace = written?.mover?.grace;
  return {
    source: conversion?.source ?? null,
    moverGrace: {
      low: duration(grace?.low ?? "P14D"),
      medium: duration(grace?.medium ?? "P14D"),
      high: duration(grace?.high ?? "PT0S"),
      critical: duration(grace?.critical ?? "PT0S"),
    },
    warnings: (written?.warnings ?? ["P7D", "P1D"]).map(duration),
    ownedByHr: written?.ownedByHr ?? [],
  };
}

function duration(text: string): Duration {
  return parseDuration(text) ?? { text, months: 0, milliseconds: 0 };
}
