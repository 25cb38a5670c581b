import type { WaiverDocument } from "../../formats/written.generated.ts";
import type { RoleId, UserId, Waiver } from "../../model/documents.ts";
import { type Conversion, endIn, refsIn } from "../conversion.ts";
import type { DocumentKind } from "./document-kind.ts";
import { inOrder } from "./model-part.ts";

/** Violations that are accepted for a limited time, each in the folder of its rule. */
export const waiver: DocumentKind<"waiver", Waiver, "waivers"> = {
  name: "waiver",
  path: "waivers/<rule>/<user>.yaml",
  pathFields: ["rule", "user"],
  convert: (written, conversion) => [waiverIn(written, conversion)],
  identity: null,
  part: { field: "waivers", of: inOrder },
  documents: (model) => model.waivers,
  references: ({ source: { file }, rule, user, witness }, known) => {
    known.rule(rule, { file, field: ["rule"] });
    known.user(user, { file, field: ["user"] });
    for (const [index, name] of witness.entries()) {
      const place = { file, field: ["witness", index] };
      if (name.startsWith("role:")) known.role(name.slice("role:".length) as RoleId, place);
      else known.entitlement(name, place);
    }
  },
  owners: {
    codeowners: "folder",
    edits: {
      title: ({ rule }) => `a waiver of ${rule}`,
      ownersOf: ({ rule }, { separationOfDuties }) => separationOfDuties.find(({ id }) => id === rule)?.owners ?? [],
      user: () => null,
    },
    changes: "waiver",
  },
};

function waiverIn(written: WaiverDocument, conversion: Conversion): Waiver {
  return {
    source: conversion.source,
    rule: written.rule,
    user: written.user as UserId,
    witness: refsIn(written.witness),
    reason: written.reason,
    compensatingControl: written.compensatingControl,
    expires: endIn(conversion, written.expires, ["expires"]) ?? 0,
  };
}
