import type { Override, SystemId } from "../../model/documents.ts";
import { endIn } from "../conversion.ts";
import type { DocumentKind } from "./document-kind.ts";
import { inOrder } from "./model-part.ts";

/** Guards that are lifted once, each in the folder of its guard. */
export const override: DocumentKind<"override", Override, "overrides"> = {
  name: "override",
  path: "overrides/<guard>/<name>.yaml",
  pathFields: ["guard"],
  convert: ({ guard, system, count, reason, expires }, conversion) => [
    {
      source: conversion.source,
      guard,
      system: system as SystemId,
      count,
      reason,
      expires: endIn(conversion, expires, ["expires"]) ?? 0,
    },
  ],
  identity: null,
  part: { field: "overrides", of: inOrder },
  documents: (model) => model.overrides,
  references: ({ source: { file }, system }, known) => {
    known.system(system, { file, field: ["system"] });
  },
  owners: { codeowners: "root", edits: "root", changes: "override" },
};
