import type { DocumentKindName } from "../formats/document-kind-name.ts";
import type { AccessModel } from "../model/documents.ts";
import type { Collected } from "./collected.ts";
import { approvalsIn } from "./kinds/approvals.ts";
import { type DocumentOf, documentKinds } from "./kinds/index.ts";
import { lifecycleIn } from "./kinds/lifecycle.ts";
import { unknownOrganization } from "./kinds/organization.ts";
import { findingAt, type Problem, type Report } from "./problems.ts";

/** Returns the model of all documents, by id. A duplicate id is a finding; the first document in path order is kept. */
export function assemble(collected: Collected, report: Report): AccessModel {
  const kept = <Name extends DocumentKindName>(name: Name): readonly DocumentOf<Name>[] =>
    withoutDuplicates(name, collected.documents[name], report);
  const organization = kept("organization")[0] ?? unknownOrganization;
  return {
    organization,
    users: new Map(kept("user").map((user) => [user.id, user])),
    systems: new Map(kept("system").map((system) => [system.id, system])),
    entitlements: new Map(kept("entitlement").map((entitlement) => [entitlement.ref, entitlement])),
    roles: new Map(kept("role").map((role) => [role.id, role])),
    grants: kept("grant"),
    separationOfDuties: kept("separation-of-duties"),
    leastPrivilege: kept("least-privilege")[0] ?? { source: null, rules: new Map(), custom: [] },
    baseline: kept("baseline")[0] ?? null,
    approvals: kept("approvals")[0] ?? approvalsIn(undefined, organization.rootOwners, null),
    lifecycle: kept("lifecycle")[0] ?? lifecycleIn(undefined, null),
    waivers: kept("waiver"),
    adoptions: kept("adoption"),
    overrides: kept("override"),
    policyTests: kept("policy-tests"),
  };
}

function withoutDuplicates<Name extends DocumentKindName>(
  name: Name,
  documents: readonly DocumentOf<Name>[],
  report: Report,
): readonly DocumentOf<Name>[] {
  const { identity } = documentKinds[name];
  if (identity === null) return documents;
  const first = new Map<string, DocumentOf<Name>>();
  for (const document of documents) {
    const id = identity.of(document);
    const other = first.get(id);
    if (other === undefined) {
      first.set(id, document);
      continue;
    }
    const problem: Problem = {
      code: identity.duplicate,
      message: `The ${identity.noun} ${id} is defined in two files; the other is ${other.source?.file ?? ""}.`,
      remedy: "Remove one of the files, or give one of them a different id.",
    };
    report(findingAt(problem, { file: document.source?.file ?? "", field: ["id"] }));
  }
  return [...first.values()];
}
