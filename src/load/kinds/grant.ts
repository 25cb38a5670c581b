import type { GrantDocument } from "../../formats/written.generated.ts";
import type { EntitlementRef, Grant, GrantTarget, RoleId, UserId } from "../../model/documents.ts";
import { requirePathMatch, reportProblem, type Conversion, endIn, requireField, startIn } from "../conversion.ts";
import type { DocumentKind } from "./document-kind.ts";
import { inOrder } from "./model-part.ts";

/** Access given to one user. The file is in the folder of its target, so that the target's owners review it. */
export const grant: DocumentKind<"grant", Grant, "grants"> = {
  name: "grant",
  path: "grants/<system>/<target>/<user>.yaml",
  pathFields: ["user"],
  convert: (written, conversion) => grantIn(written, conversion),
  identity: null,
  part: { field: "grants", of: inOrder },
  documents: (model) => model.grants,
  references: ({ source: { file }, user, target }, known) => {
    known.user(user, { file, field: ["user"] });
    if (target.kind === "role") known.role(target.role, { file, field: ["role"] });
    else known.entitlement(target.entitlement, { file, field: ["entitlement"] });
  },
  owners: {
    codeowners: "folder",
    edits: {
      title: ({ user }) => `a grant to ${user}`,
      ownersOf: ({ target }, { roles, entitlements }) =>
        (target.kind === "role" ? roles.get(target.role) : entitlements.get(target.entitlement))?.owners ?? [],
      user: ({ user }) => user,
    },
    changes: "grant",
  },
};

function grantIn(written: GrantDocument, conversion: Conversion): readonly Grant[] {
  const target = targetIn(written, conversion);
  const starts = startIn(conversion, written.starts, ["starts"]);
  const expires = endIn(conversion, written.expires, ["expires"]);
  if (starts !== null && expires !== null && expires <= starts)
    reportProblem(
      conversion,
      {
        code: "time/reversed",
        message: `The grant to ${written.user} ends before it starts: expected \`expires\` after \`starts\`.`,
        remedy: "Correct `starts:` or `expires:`.",
      },
      ["expires"],
    );
  if (target === undefined) return [];
  return [
    {
      source: conversion.source,
      user: written.user as UserId,
      target,
      reason: written.reason ?? null,
      ticket: written.ticket ?? null,
      starts,
      expires,
      eligible: written.eligible ?? false,
    },
  ];
}

/** Returns the written target, which must match the folder of the file. */
function targetIn(written: GrantDocument, conversion: Conversion): GrantTarget | undefined {
  const { system = "", target = "" } = conversion.named;
  const { entitlement, role } = written;
  if (entitlement !== undefined && role !== undefined) {
    reportProblem(
      conversion,
      {
        code: "schema/unknown-field",
        message: "A grant has both `entitlement` and `role`: expected exactly one of them.",
        remedy: "Remove one of them, or write two files.",
      },
      [system === "roles" ? "entitlement" : "role"],
      true,
    );
    return undefined;
  }
  if (system === "roles") {
    if (role === undefined) {
      if (entitlement === undefined)
        requireField(conversion, "role", "required for a grant under access/grants/roles/");
      else misplaced(conversion, "entitlement", "access/grants/<system>/<entitlement>/");
      return undefined;
    }
    requirePathMatch(conversion, { field: "role", written: role, path: target });
    return { kind: "role", role: role as RoleId };
  }
  if (entitlement === undefined) {
    if (role === undefined)
      requireField(conversion, "entitlement", "required for a grant under access/grants/<system>/");
    else misplaced(conversion, "role", "access/grants/roles/<role>/");
    return undefined;
  }
  requirePathMatch(conversion, { field: "entitlement", written: entitlement, path: `${system}/${target}` });
  return { kind: "entitlement", entitlement: entitlement as EntitlementRef };
}

function misplaced(conversion: Conversion, field: string, where: string): void {
  reportProblem(
    conversion,
    {
      code: "path/mismatch",
      message: `A grant with \`${field}\` is in the wrong folder: expected ${where}.`,
      remedy: "Move the file to the folder of its target.",
    },
    [field],
  );
}
