import type { SeparationOfDutiesDocument } from "../../formats/written.generated.ts";
import type { EntitlementRef, RoleId, SeparationOfDutiesRule, SetMember } from "../../model/documents.ts";
import { reportProblem, type Conversion, durationIn, ownersIn } from "../conversion.ts";
import { checkOwners } from "../check/reference-lists.ts";
import type { DocumentKind } from "./document-kind.ts";
import { inOrder } from "./model-part.ts";

/** Rules about what one user may not hold together. */
export const separationOfDuties: DocumentKind<"separation-of-duties", SeparationOfDutiesRule, "separationOfDuties"> = {
  name: "separation-of-duties",
  path: "policies/separation-of-duties/<id>.yaml",
  pathFields: ["id"],
  convert: (written, conversion) => [separationOfDutiesIn(written, conversion)],
  identity: {
    noun: "rule",
    duplicate: "identity/duplicate-id",
    of: ({ id }) => id,
    ofPath: ({ id = "" }) => id,
  },
  part: { field: "separationOfDuties", of: inOrder },
  documents: (model) => model.separationOfDuties,
  references: ({ source: { file }, owners, sets }, known) => {
    checkOwners(owners, { file, field: ["owners"], known });
    for (const [set, members] of sets)
      for (const [index, member] of members.entries()) {
        const place = { file, field: ["sets", set, index] };
        if (member.kind === "role") known.role(member.role, place);
        else if (member.kind === "tag") known.tag(member.tag, place);
        else known.entitlement(member.entitlement, place);
      }
  },
  owners: { codeowners: "root", edits: "root", changes: "policy" },
};

function separationOfDutiesIn(written: SeparationOfDutiesDocument, conversion: Conversion): SeparationOfDutiesRule {
  const sets = Object.entries(written.sets);
  if (written.atMost >= sets.length)
    reportProblem(
      conversion,
      {
        code: "schema/pattern",
        message: `The rule can never be violated: expected \`atMost\` below ${sets.length}, the number of its sets, got ${written.atMost}.`,
        remedy: `Write a number below ${sets.length}.`,
      },
      ["atMost"],
    );
  return {
    source: conversion.source,
    id: written.id,
    title: written.title,
    risk: written.risk,
    mode: written.mode,
    sets: new Map(sets.map(([name, members]) => [name, members.map(memberIn)])),
    atMost: written.atMost,
    count: written.count ?? ["active"],
    owners: ownersIn(written.owners),
    controls: written.controls ?? [],
    waiverMax: durationIn(written.waiverMax ?? waiverMaxByRisk[written.risk]),
    remediation: written.remediation ?? null,
  };
}

/** The longest waiver where the rule sets none: the higher the risk, the sooner it is looked at again. */
const waiverMaxByRisk: Readonly<Record<SeparationOfDutiesDocument["risk"], string>> = {
  critical: "P30D",
  high: "P90D",
  medium: "P180D",
  low: "P365D",
};

function memberIn(written: string): SetMember {
  if (written.startsWith("role:")) return { kind: "role", role: written.slice("role:".length) as RoleId };
  if (written.startsWith("tag:")) return { kind: "tag", tag: written.slice("tag:".length) };
  return { kind: "entitlement", entitlement: written as EntitlementRef };
}
