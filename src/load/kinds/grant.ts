import type { GrantDocument } from "../../formats/written.generated.ts";
import type { EntitlementRef, Grant, GrantTarget, RoleId, UserId } from "../../model/documents.ts";
import { agree, complain, type Conversion, endIn, needs, startIn } from "../conversion.ts";
import type { DocumentKind } from "./document-kind.ts";
import { inOrder } from "./model-part.ts";

/** What one user has, in the folder of what it gives: that is what sends it to the target's owners. */
export const grant: DocumentKind<"grant", Grant, "grants"> = {
  name: "grant",
  path: "grants/<system>/<target>/<user>.yaml",
  agrees: ["user"],
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
    complain(
      conversion,
      {
        code: "time/reversed",
        message: `The end of the grant to ${written.user} does not come after its start.`,
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

/** The target as written, which has to be the one whose folder the file stands in. */
function targetIn(written: GrantDocument, conversion: Conversion): GrantTarget | undefined {
  const { system = "", target = "" } = conversion.named;
  const { entitlement, role } = written;
  if (entitlement !== undefined && role !== undefined) {
    complain(
      conversion,
      {
        code: "schema/unknown-field",
        message: "A grant gives one thing: `entitlement` or `role`, not both.",
        remedy: "Remove one of them, or write two files.",
      },
      [system === "roles" ? "entitlement" : "role"],
      true,
    );
    return undefined;
  }
  if (system === "roles") {
    if (role === undefined) {
      if (entitlement === undefined) needs(conversion, "role", "a grant under access/grants/roles/ names a role");
      else
        misplaced(conversion, "entitlement", "Grants of entitlements live in access/grants/<system>/<entitlement>/.");
      return undefined;
    }
    agree(conversion, { field: "role", written: role, path: target });
    return { kind: "role", role: role as RoleId };
  }
  if (entitlement === undefined) {
    if (role === undefined) needs(conversion, "entitlement", "a grant names what it gives");
    else misplaced(conversion, "role", "Grants of roles live in access/grants/roles/<role>/.");
    return undefined;
  }
  agree(conversion, { field: "entitlement", written: entitlement, path: `${system}/${target}` });
  return { kind: "entitlement", entitlement: entitlement as EntitlementRef };
}

function misplaced(conversion: Conversion, field: string, where: string): void {
  complain(
    conversion,
    {
      code: "path/mismatch",
      message: `The grant's \`${field}\` does not belong in this folder. ${where}`,
      remedy: "Move the file to its target's folder.",
    },
    [field],
  );
}
