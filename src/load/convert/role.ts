import type { RoleDocument } from "../../formats/written.generated.ts";
import type { Role, RoleId } from "../../model/documents.ts";
import { agree, type Conversion, needs, ownersIn, refsIn, rolesIn, selectorIn } from "./conversion.ts";

export function roleIn(written: RoleDocument, conversion: Conversion): Role {
  agree(conversion, { field: "id", written: written.id, path: conversion.meaning.name });
  if ((written.entitlements ?? []).length + (written.includes ?? []).length === 0)
    needs(conversion, "entitlements", "a role gives something, by `entitlements` or `includes`");
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
