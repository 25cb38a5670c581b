import type { RoleDocument } from "../../formats/written.generated.ts";
import type { Role, RoleId } from "../../model/documents.ts";
import { type Conversion, requireField, ownersIn, refsIn, rolesIn, selectorIn } from "../conversion.ts";
import { checkEntitlements, checkOwners, checkRoles, checkSelector } from "../check/reference-lists.ts";
import type { DocumentKind } from "./document-kind.ts";
import { byId } from "./model-part.ts";

/** Bundles of entitlements. */
export const role: DocumentKind<"role", Role, "roles"> = {
  name: "role",
  path: "roles/**/<id>.yaml",
  pathFields: ["id"],
  convert: (written, conversion) => [roleIn(written, conversion)],
  identity: {
    noun: "role",
    duplicate: "identity/duplicate-id",
    of: ({ id }) => id,
    ofPath: ({ id = "" }) => id,
  },
  part: { field: "roles", of: byId },
  documents: (model) => model.roles.values(),
  references: ({ source: { file }, owners, includes, impliedBy, entitlements, birthright }, known) => {
    checkOwners(owners, { file, field: ["owners"], known });
    checkRoles(includes, { file, field: ["includes"], known });
    checkRoles(impliedBy, { file, field: ["impliedBy"], known });
    checkEntitlements(entitlements, { file, field: ["entitlements"], known });
    if (birthright !== null) checkSelector(birthright, { file, field: ["birthright"], known });
  },
  owners: {
    codeowners: { heading: "Roles: their owners" },
    edits: {
      title: ({ id }) => `the role ${id}`,
      ownersOf: ({ id }, { roles }) => roles.get(id)?.owners ?? [],
      user: () => null,
    },
    changes: "role",
  },
};

function roleIn(written: RoleDocument, conversion: Conversion): Role {
  if ((written.entitlements ?? []).length + (written.includes ?? []).length === 0)
    requireField(conversion, "entitlements", "a role needs `entitlements` or `includes`");
  const { source } = conversion;
  return {
    source,
    id: written.id as RoleId,
    title: written.title,
    description: written.description ?? null,
    owners: ownersIn(written.owners),
    birthright: written.birthright === undefined ? null : selectorIn({ ...written.birthright }),
    birthrightLine: conversion.lineOf("birthright") ?? source.line,
    allowKinds: written.allowKinds ?? null,
    includes: rolesIn(written.includes),
    impliedBy: rolesIn(written.impliedBy),
    entitlements: refsIn(written.entitlements),
  };
}
