import type { DocumentKindName } from "../../formats/document-kind-name.ts";
import type { AccessModel, Source } from "../../model/documents.ts";
import { entitlementFields, organizationFields, roleFields, separationFields, systemFields } from "./catalogue.ts";
import {
  adoptionFields,
  adoptionId,
  grantFields,
  grantId,
  overrideFields,
  overrideId,
  userFields,
  waiverFields,
  waiverId,
} from "./people.ts";
import type { Fields } from "./plain.ts";
import {
  approvalFields,
  baselineFields,
  baselineId,
  customRuleFields,
  lifecycleFields,
  ruleSettingFields,
} from "./rules.ts";

/** One document, or one entry of a document, as model changes name and describe it. */
export interface DescribedDocument {
  readonly kind: DocumentKindName | "custom";
  readonly id: string;
  /** Null: a default without a file. */
  readonly source: Source | null;
  /** Returns the document's fields that affect access or approval. */
  readonly fields: () => Fields;
}

type Describe = (model: AccessModel) => readonly DescribedDocument[];

/** The documents and fields of each kind that affect access or approval. A new kind without a row does not compile. */
const descriptions: Readonly<Record<DocumentKindName, Describe>> = {
  organization: ({ organization }) => [
    {
      kind: "organization",
      id: "organization",
      source: organization.source,
      fields: () => organizationFields(organization),
    },
  ],
  // The feed is not read yet.
  hr: () => [],
  user: ({ users }) =>
    [...users.values()].map((user) => ({
      kind: "user",
      id: user.id,
      source: user.source,
      fields: () => userFields(user),
    })),
  system: ({ systems, organization }) =>
    [...systems.values()].map((system) => ({
      kind: "system",
      id: system.id,
      source: system.source,
      fields: () => systemFields(system, organization),
    })),
  entitlement: ({ entitlements }) =>
    [...entitlements.values()].map((entitlement) => ({
      kind: "entitlement",
      id: entitlement.ref,
      source: entitlement.source,
      fields: () => entitlementFields(entitlement),
    })),
  role: ({ roles }) =>
    [...roles.values()].map((role) => ({
      kind: "role",
      id: role.id,
      source: role.source,
      fields: () => roleFields(role),
    })),
  grant: ({ grants }) =>
    grants.map((grant) => ({
      kind: "grant",
      id: grantId(grant),
      source: grant.source,
      fields: () => grantFields(grant),
    })),
  "separation-of-duties": ({ separationOfDuties }) =>
    separationOfDuties.map((rule) => ({
      kind: "separation-of-duties",
      id: rule.id,
      source: rule.source,
      fields: () => separationFields(rule),
    })),
  "least-privilege": ({ leastPrivilege: { source, rules, custom } }) => [
    ...[...rules].map(([id, settings]): DescribedDocument => ({
      kind: "least-privilege",
      id,
      source,
      fields: () => ruleSettingFields(settings),
    })),
    ...custom.map((rule): DescribedDocument => ({
      kind: "custom",
      id: rule.id,
      source: rule.source,
      fields: () => customRuleFields(rule),
    })),
  ],
  baseline: ({ baseline }) =>
    (baseline?.entries ?? []).map((entry) => ({
      kind: "baseline",
      id: baselineId(entry),
      source: baseline?.source ?? null,
      fields: () => baselineFields(entry),
    })),
  approvals: ({ approvals }) => [
    { kind: "approvals", id: "approvals", source: approvals.source, fields: () => approvalFields(approvals) },
  ],
  lifecycle: ({ lifecycle }) => [
    { kind: "lifecycle", id: "lifecycle", source: lifecycle.source, fields: () => lifecycleFields(lifecycle) },
  ],
  // Tests give no access.
  "policy-tests": () => [],
  waiver: ({ waivers }) =>
    waivers.map((waiver) => ({
      kind: "waiver",
      id: waiverId(waiver),
      source: waiver.source,
      fields: () => waiverFields(waiver),
    })),
  adoption: ({ adoptions }) =>
    adoptions.map((adoption) => ({
      kind: "adoption",
      id: adoptionId(adoption),
      source: adoption.source,
      fields: () => adoptionFields(adoption),
    })),
  override: ({ overrides }) =>
    overrides.map((override) => ({
      kind: "override",
      id: overrideId(override),
      source: override.source,
      fields: () => overrideFields(override),
    })),
};

/** Returns each document of a model that affects access or approval. */
export function documentsOf(model: AccessModel): readonly DescribedDocument[] {
  return Object.values(descriptions).flatMap((describe) => describe(model));
}
