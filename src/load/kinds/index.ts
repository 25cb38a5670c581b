import type { DocumentKindName } from "../../formats/document-kind-name.ts";
import { adoption } from "./adoption.ts";
import { approvals } from "./approvals.ts";
import { baseline } from "./baseline.ts";
import type { DocumentKind } from "./document-kind.ts";
import { entitlement } from "./entitlement.ts";
import { grant } from "./grant.ts";
import { hr } from "./hr.ts";
import { leastPrivilege } from "./least-privilege.ts";
import { lifecycle } from "./lifecycle.ts";
import { organization } from "./organization.ts";
import { override } from "./override.ts";
import { policyTests } from "./policy-tests.ts";
import { role } from "./role.ts";
import { separationOfDuties } from "./separation-of-duties.ts";
import { system } from "./system.ts";
import { user } from "./user.ts";
import { waiver } from "./waiver.ts";

/** One row for every kind with a schema. Documents are checked in this order. */
const table = {
  organization,
  hr,
  user,
  system,
  entitlement,
  role,
  grant,
  "separation-of-duties": separationOfDuties,
  "least-privilege": leastPrivilege,
  baseline,
  approvals,
  lifecycle,
  "policy-tests": policyTests,
  waiver,
  adoption,
  override,
} as const;

/** The document of the access model that a kind's files become. */
export type DocumentOf<Name extends DocumentKindName> = ReturnType<(typeof table)[Name]["convert"]>[number];

/** The fields of the access model that kinds fill. */
export type FilledField = NonNullable<(typeof table)[DocumentKindName]["part"]>["field"];

/** The definition of each kind of document. */
export const documentKinds: { readonly [Name in DocumentKindName]: DocumentKind<Name, DocumentOf<Name>> } = table;

export const documentKindNames = Object.keys(documentKinds) as readonly DocumentKindName[];

/** Returns whether a text is the name of a kind. */
export function isDocumentKind(text: string): text is DocumentKindName {
  return Object.hasOwn(documentKinds, text);
}
