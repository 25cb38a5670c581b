import type { Guards, OrganizationDocument } from "../../formats/written.generated.ts";
import type { GuardLimits, Organization } from "../../model/documents.ts";
import { defaultLimits, type Limits } from "../limits.ts";
import { reportProblem, type Conversion, ownersIn, usersIn } from "../conversion.ts";
import { checkOwners, checkUsers } from "../check/reference-lists.ts";
import { quoted } from "../problems.ts";
import type { DocumentKind } from "./document-kind.ts";

/** The defaults of formats.md. */
export const defaultGuards: GuardLimits = {
  removals: { count: 25, share: 0.1, floor: 10, allowance: 10 },
  accounts: { count: 10 },
  scheduled: { count: 100 },
  floors: { superAdmins: 2, groupOwners: 0 },
};

/** Replaces a rolecall.yaml with errors, so that the findings of the other files can be reported as well. */
export const unknownOrganization: Organization = {
  source: { file: "access/rolecall.yaml", line: 1 },
  name: "",
  domains: [],
  externalDomains: [],
  groupDomains: [],
  timezone: "UTC",
  rootOwners: [],
  teams: new Map(),
  protected: [],
  guards: defaultGuards,
  rate: { share: 0.25, inFlight: 8 },
  journalKeys: [],
};

/** The organization: access/rolecall.yaml. */
export const organization: DocumentKind<"organization", Organization, "organization"> = {
  name: "organization",
  path: "rolecall.yaml",
  pathFields: [],
  convert: (written, conversion) => {
    checkJournalKeys(written.journal?.publicKeys ?? [], conversion);
    return [organizationIn(written, conversion)];
  },
  identity: null,
  part: { field: "organization", of: ([first = unknownOrganization]) => first },
  documents: (model) => [model.organization],
  references: ({ source: { file }, rootOwners, protected: users }, known) => {
    checkOwners(rootOwners, { file, field: ["rootOwners"], known });
    checkUsers(users, { file, field: ["protected"], known });
  },
  owners: { codeowners: "root", edits: "root", changes: "organization" },
};

function organizationIn(written: OrganizationDocument, { source }: Conversion): Organization {
  return {
    source,
    name: written.organization,
    domains: written.domains,
    externalDomains: written.externalDomains ?? [],
    groupDomains: written.groupDomains ?? written.domains,
    timezone: written.timezone,
    rootOwners: ownersIn(written.rootOwners),
    teams: new Map(Object.entries(written.teams ?? {})),
    protected: usersIn(written.protected),
    guards: guardsIn(written.guards, defaultGuards),
    rate: { share: written.rate?.share ?? 0.25, inFlight: written.rate?.inFlight ?? 8 },
    journalKeys: written.journal?.publicKeys ?? [],
  };
}

/** The canonical base64 of the 44 bytes of an Ed25519 key as SPKI (RFC 8410): a fixed header and the 32 bytes of the key. */
const publicKeyForm = /^MCowBQYDK2VwAyEA[A-Za-z0-9+/]{42}[AEIMQUYcgkosw048]=$/;

/** Returns whether a text is an Ed25519 public key as rolecall.yaml lists it. */
export const isJournalKey = (text: string): boolean => publicKeyForm.test(text);

function checkJournalKeys(keys: readonly string[], conversion: Conversion): void {
  for (const [index, key] of keys.entries()) {
    const field = ["journal", "publicKeys", index];
    if (!isJournalKey(key))
      reportProblem(
        conversion,
        {
          code: "schema/pattern",
          message: `${quoted(key)} is not an Ed25519 public key: expected SPKI in base64, 60 characters that start with MCowBQYDK2VwAyEA.`,
          remedy: "Write the output of `openssl pkey -in journal.pem -pubout -outform DER | base64`, in quotes.",
        },
        field,
      );
    else if (keys.indexOf(key) !== index)
      reportProblem(
        conversion,
        { code: "schema/pattern", message: "The journal key is listed twice.", remedy: "Remove one of the two." },
        field,
      );
  }
}

export function limitsIn(written: OrganizationDocument): Limits {
  return { ...defaultLimits, ...written.limits };
}

/** Returns the written limits over `otherwise`. */
export function guardsIn(written: Guards | undefined, otherwise: GuardLimits): GuardLimits {
  return {
    removals: { ...otherwise.removals, ...written?.removals },
    accounts: { ...otherwise.accounts, ...written?.accounts },
    scheduled: { ...otherwise.scheduled, ...written?.scheduled },
    floors: { ...otherwise.floors, ...written?.floors },
  };
}
