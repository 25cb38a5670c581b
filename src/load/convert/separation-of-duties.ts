import type { SeparationOfDutiesDocument } from "../../formats/written.generated.ts";
import type { EntitlementRef, RoleId, SeparationOfDutiesRule, SetMember } from "../../model/documents.ts";
import { agree, complain, type Conversion, durationIn, ownersIn } from "./conversion.ts";

export function separationOfDutiesIn(
  written: SeparationOfDutiesDocument,
  conversion: Conversion,
): SeparationOfDutiesRule {
  agree(conversion, { field: "id", written: written.id, path: conversion.meaning.name });
  const sets = Object.entries(written.sets);
  if (written.atMost >= sets.length)
    complain(
      conversion,
      {
        code: "schema/pattern",
        message: `The rule has ${sets.length} sets and lets one user be in ${written.atMost} of them, so nothing can break it.`,
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
    waiverMax: durationIn(written.waiverMax),
    remediation: written.remediation ?? null,
  };
}

function memberIn(written: string): SetMember {
  if (written.startsWith("role:")) return { kind: "role", role: written.slice("role:".length) as RoleId };
  if (written.startsWith("tag:")) return { kind: "tag", tag: written.slice("tag:".length) };
  return { kind: "entitlement", entitlement: written as EntitlementRef };
}
