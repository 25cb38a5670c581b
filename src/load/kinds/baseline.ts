import type { BaselineDocument } from "../../formats/written.generated.ts";
import type { Baseline, UserId } from "../../model/documents.ts";
import { ownerNamed } from "../../model/owner.ts";
import { type Conversion, endIn } from "../conversion.ts";
import type { DocumentKind } from "./document-kind.ts";

/** Findings accepted at adoption, access/policies/baseline.yaml. */
export const baseline: DocumentKind<"baseline", Baseline, "baseline"> = {
  name: "baseline",
  path: "policies/baseline.yaml",
  pathFields: [],
  convert: (written, conversion) => [baselineIn(written, conversion)],
  identity: null,
  part: { field: "baseline", of: ([first = null]) => first },
  documents: (model) => (model.baseline === null ? [] : [model.baseline]),
  references: ({ source: { file }, entries }, known) => {
    // A baseline may name files and users that do not exist any more: `baseline/stale` reports them.
    for (const { index, owner } of entries) known.owner(owner, { file, field: ["findings", index, "owner"] });
  },
  owners: { codeowners: "root", edits: "root", changes: "policy" },
};

function baselineIn(written: BaselineDocument, conversion: Conversion): Baseline {
  return {
    source: conversion.source,
    entries: written.findings.map((entry, index) => ({
      index,
      code: entry.code,
      file: entry.file,
      user: entry.user === undefined ? null : (entry.user as UserId),
      witness: entry.witness,
      owner: ownerNamed(entry.owner),
      // An invalid date is reported separately; the entry then accepts no finding.
      due: endIn(conversion, entry.due, ["findings", index, "due"]) ?? 0,
      reason: entry.reason ?? null,
    })),
  };
}
