import type { LifecycleDocument } from "../../formats/written.generated.ts";
import type { Lifecycle } from "../../model/documents.ts";
import { type Duration, parseDuration } from "../../model/duration.ts";
import type { Conversion } from "../conversion.ts";
import type { DocumentKind } from "./document-kind.ts";

/** What happens to movers and leavers, and when: access/policies/lifecycle.yaml. */
export const lifecycle: DocumentKind<"lifecycle", Lifecycle, "lifecycle"> = {
  name: "lifecycle",
  path: "policies/lifecycle.yaml",
  pathFields: [],
  convert: (written, conversion) => [lifecycleIn(written, conversion)],
  identity: null,
  part: { field: "lifecycle", of: ([first = lifecycleIn(undefined, null)]) => first },
  documents: (model) => (model.lifecycle.source === null ? [] : [model.lifecycle]),
  references: () => undefined,
  owners: { codeowners: "root", edits: "root", changes: "policy" },
};

/** Returns the settings of lifecycle.yaml over the defaults of formats.md. */
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
