import type { EntitlementDocument } from "../../formats/written.generated.ts";
import type {
  Entitlement,
  EntitlementRef,
  ExternalMember,
  ProfileValue,
  Selector,
  SystemId,
  Target,
  UserId,
} from "../../model/documents.ts";
import { reportProblem, type Conversion, durationIn, endIn, ownersIn, refsIn } from "../conversion.ts";
import { checkUserField } from "../check/user-field.ts";
import { checkEntitlements, checkOwners } from "../check/reference-lists.ts";
import type { DocumentKind } from "./document-kind.ts";

/** What a system can give. Root owners own the files, because the tier and the owners decide who approves. */
export const entitlement: DocumentKind<"entitlement", Entitlement, "entitlements"> = {
  name: "entitlement",
  path: "entitlements/<system>/**/<id>.yaml",
  pathFields: ["id"],
  convert: (written, conversion) => entitlementIn(written, conversion),
  identity: {
    noun: "entitlement",
    duplicate: "identity/duplicate-id",
    of: ({ ref }) => ref,
    ofPath: ({ system = "", id = "" }) => `${system}/${id}`,
  },
  part: { field: "entitlements", of: (documents) => new Map(documents.map((document) => [document.ref, document])) },
  documents: (model) => model.entitlements.values(),
  references: ({ source: { file }, system, owners, nests, externalMembers }, known) => {
    known.system(system, { file, field: [] });
    checkOwners(owners, { file, field: ["owners"], known });
    checkEntitlements(nests, { file, field: ["nests"], known });
    for (const [index, { sponsor }] of externalMembers.entries())
      known.user(sponsor, { file, field: ["externalMembers", index, "sponsor"] });
  },
  owners: {
    codeowners: "root",
    edits: {
      title: ({ ref }) => `the entitlement ${ref}`,
      ownersOf: ({ ref }, { entitlements }) => entitlements.get(ref)?.owners ?? [],
      user: () => null,
    },
    changes: "entitlement",
  },
};

function entitlementIn(written: EntitlementDocument, conversion: Conversion): readonly Entitlement[] {
  const { system = "" } = conversion.named;
  const target = targetIn(written.target, conversion);
  if (target === undefined) return [];
  return [
    {
      source: conversion.source,
      ref: `${system}/${written.id}` as EntitlementRef,
      system: system as SystemId,
      id: written.id,
      title: written.title,
      description: written.description ?? null,
      status: written.status ?? "active",
      target,
      previously: (written.previously ?? []).map(({ group }) => group),
      tier: written.tier,
      standing: written.standing ?? false,
      owners: ownersIn(written.owners),
      maxDuration: durationIn(written.maxDuration),
      requestable: requestableIn(written.requestable),
      tags: written.tags ?? [],
      apps: written.apps ?? [],
      settings: new Map(Object.entries(written.settings ?? {})),
      profile: profileIn(written, conversion),
      nests: refsIn(written.nests),
      membership: written.membership ?? "authoritative",
      externalMembers: externalMembersIn(written, conversion),
    },
  ];
}

/** Returns the attributes of the app's profile. A text names a field of the user. */
function profileIn({ profile = {} }: EntitlementDocument, conversion: Conversion): ReadonlyMap<string, ProfileValue> {
  return new Map(
    Object.entries(profile).map(([attribute, written]): readonly [string, ProfileValue] => {
      if (typeof written === "object") return [attribute, { value: written.value }];
      checkUserField(written, { conversion, attribute, at: ["profile", attribute] });
      return [attribute, { field: written }];
    }),
  );
}

/** Returns the declared addresses outside the organization. An entry whose end is not valid is reported and left out. */
function externalMembersIn(
  { externalMembers = [] }: EntitlementDocument,
  conversion: Conversion,
): readonly ExternalMember[] {
  return externalMembers.flatMap(({ address, sponsor, reason, expires: written }, index) => {
    const expires = endIn(conversion, written, ["externalMembers", index, "expires"]);
    return expires === null ? [] : [{ address, sponsor: sponsor as UserId, reason, expires }];
  });
}

/** Returns the target: exactly one kind, with `role` only for `group`. */
function targetIn(written: EntitlementDocument["target"], conversion: Conversion): Target | undefined {
  const kinds = Object.keys(written).filter((key) => key !== "role");
  if (kinds.length !== 1 || (written.role !== undefined && written.group === undefined)) {
    reportProblem(
      conversion,
      {
        code: "schema/pattern",
        message: `The target is not valid: expected exactly one kind, got ${kinds.length === 0 ? "none" : kinds.join(" and ")}${written.role === undefined ? "" : " with a role"}.`,
        remedy: "Write one of account, group, app, adminRole, license, task. Only a Google group may have a `role`.",
      },
      ["target"],
    );
    return undefined;
  }
  if (written.group !== undefined) return { kind: "group", name: written.group, role: written.role ?? "member" };
  if (written.app !== undefined) return { kind: "app", label: written.app };
  if (written.adminRole !== undefined) return { kind: "adminRole", name: written.adminRole };
  if (written.license !== undefined) return { kind: "license", ...written.license };
  if (written.task !== undefined) return { kind: "task", ...written.task };
  return { kind: "account" };
}

function requestableIn(written: EntitlementDocument["requestable"]): Selector | boolean {
  if (written === undefined || typeof written === "boolean") return written ?? true;
  const fields = new Map<string, readonly string[]>();
  if (written.kinds !== undefined) fields.set("kind", written.kinds);
  if (written.departments !== undefined) fields.set("department", written.departments);
  return { fields, not: null };
}
