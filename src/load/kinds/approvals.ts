import type { ApprovalOfATier, ApprovalsDocument } from "../../formats/written.generated.ts";
import type { Approvals, Owner, TierApproval } from "../../model/documents.ts";
import { parseDuration } from "../../model/duration.ts";
import { ownerNamed } from "../../model/owner.ts";
import { type Conversion, durationIn } from "../conversion.ts";
import type { Field, Known } from "../check/known-references.ts";
import type { DocumentKind } from "./document-kind.ts";

/** Who approves what, by tier: access/policies/approvals.yaml. */
export const approvals: DocumentKind<"approvals", Approvals, "approvals"> = {
  name: "approvals",
  path: "policies/approvals.yaml",
  pathFields: [],
  convert: (written, conversion) => [approvalsIn(written, conversion.organization?.rootOwners ?? [], conversion)],
  identity: null,
  part: {
    field: "approvals",
    of: ([first], organization) => first ?? approvalsIn(undefined, organization.rootOwners, null),
  },
  documents: (model) => (model.approvals.source === null ? [] : [model.approvals]),
  references: ({ source, tiers, removals, fallback }, known) => {
    const file = source?.file ?? "";
    const stages = (list: readonly (readonly string[])[], field: Field): void => {
      for (const [stage, names] of list.entries())
        for (const [index, name] of names.entries())
          approverReference(name, { file, field: [...field, stage, index], known });
    };
    for (const [tier, { require }] of Object.entries(tiers)) stages(require, ["tiers", tier, "require"]);
    stages(removals, ["removals", "require"]);
    for (const [index, name] of fallback.entries())
      approverReference(name, { file, field: ["fallback", index], known });
  },
  owners: { codeowners: "root", edits: "root", changes: "policy" },
};

function approverReference(
  name: string,
  { file, field, known }: { readonly file: string; readonly field: Field; readonly known: Known },
): void {
  if (name === "manager" || name === "owner") return;
  known.owner(ownerNamed(name), { file, field });
}

/** Returns the approvals of approvals.yaml over the defaults. In the defaults, the root owners are the last stage. */
export function approvalsIn(
  written: ApprovalsDocument | undefined,
  rootOwners: readonly Owner[],
  conversion: Conversion | null,
): Approvals {
  const root = rootOwners.map((owner) => (owner.kind === "team" ? owner.name : owner.id));
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
