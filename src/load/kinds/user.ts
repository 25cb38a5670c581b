import type { UserDocument } from "../../formats/written.generated.ts";
import type { Owner, SystemId, User, UserId } from "../../model/documents.ts";
import { reportProblem, type Conversion, endIn, requireField, startIn, usersIn } from "../conversion.ts";
import { checkUsers } from "../check/reference-lists.ts";
import type { DocumentKind } from "./document-kind.ts";
import { byId } from "./model-part.ts";

/** People and service accounts. */
export const user: DocumentKind<"user", User, "users"> = {
  name: "user",
  path: "users/**/<id>.yaml",
  pathFields: ["id"],
  convert: (written, conversion) => [userIn(written, conversion)],
  identity: {
    noun: "user",
    duplicate: "identity/duplicate-user",
    of: ({ id }) => id,
    ofPath: ({ id = "" }) => id,
  },
  part: { field: "users", of: byId },
  documents: (model) => model.users.values(),
  references: ({ source: { file }, manager, sponsor, owners, externalIn }, known) => {
    if (manager !== null) known.user(manager, { file, field: ["manager"] });
    if (sponsor !== null) known.user(sponsor, { file, field: ["sponsor"] });
    checkUsers(owners, { file, field: ["owners"], known });
    for (const [index, system] of externalIn.entries()) known.system(system, { file, field: ["externalIn", index] });
  },
  owners: {
    codeowners: "user",
    edits: {
      title: ({ id }) => `the user ${id}`,
      ownersOf: ({ id }, { users }) => behind(users.get(id)),
      user: ({ id }) => id,
    },
    changes: "user",
  },
};

/** Returns the manager, or the owners of a service account. */
function behind(base: User | undefined): readonly (Owner | "manager")[] {
  return base?.kind === "service" ? base.owners.map((id) => ({ kind: "user", id })) : ["manager"];
}

function userIn(written: UserDocument, conversion: Conversion): User {
  if (written.id === "none")
    reportProblem(
      conversion,
      {
        code: "schema/pattern",
        message: "The id none is reserved: `manager: none` means that a user does not have a manager.",
        remedy: "Choose a different id.",
      },
      ["id"],
    );
  neededFields(written, conversion);
  const start = startIn(conversion, written.start, ["start"]);
  const end = endIn(conversion, written.end, ["end"]);
  endIn(conversion, written.returnDate, ["returnDate"]); // for information only, but the date must be valid
  if (start !== null && end !== null && end <= start)
    reportProblem(
      conversion,
      {
        code: "time/reversed",
        message: `The user ${written.id} ends before the start: expected \`end\` after \`start\`.`,
        remedy: "Correct `start:` or `end:`.",
      },
      ["end"],
    );
  const { display, given, family } = written.name;
  const { github } = written;
  return {
    source: conversion.source,
    id: written.id as UserId,
    kind: written.kind,
    status: written.status,
    employeeNumber: written.employeeNumber,
    previousNumbers: written.previousNumbers ?? [],
    name: { display, given: given ?? display, family: family ?? display },
    email: written.email,
    aliases: written.aliases ?? [],
    externalIn: (written.externalIn ?? []) as SystemId[],
    github: github === undefined ? null : { login: github.login, id: github.id ?? null },
    manager: written.manager === undefined || written.manager === "none" ? null : (written.manager as UserId),
    department: written.department ?? null,
    title: written.title ?? null,
    location: written.location ?? null,
    start,
    preboarding: written.preboarding ?? false,
    end,
    legalHold: written.legalHold ?? false,
    sponsor: written.sponsor === undefined ? null : (written.sponsor as UserId),
    owners: usersIn(written.owners),
    purpose: written.purpose ?? null,
    attributes: new Map(Object.entries(written.attributes ?? {})),
  };
}

/** Reports the missing fields that the kind or status of a user requires (formats.md, Required). */
function neededFields(written: UserDocument, conversion: Conversion): void {
  const { kind } = written;
  const isExternal = kind === "contractor" || kind === "vendor" || kind === "partner";
  const everyone = `required for every ${kind}`;
  if (kind !== "service" && written.start === undefined) requireField(conversion, "start", everyone);
  if (kind === "employee" && written.manager === undefined)
    requireField(
      conversion,
      "manager",
      "required for every employee; write `manager: none` for an employee without a manager",
    );
  if (isExternal && written.end === undefined) requireField(conversion, "end", everyone);
  if (isExternal && written.sponsor === undefined) requireField(conversion, "sponsor", everyone);
  if (kind === "service" && (written.owners ?? []).length === 0)
    requireField(conversion, "owners", "required for every service account");
  if (kind === "service" && written.purpose === undefined)
    requireField(conversion, "purpose", "required for every service account");
  if (written.status === "on-leave" && written.returnDate === undefined)
    requireField(conversion, "returnDate", "required for status on-leave");
}
