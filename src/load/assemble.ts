import type { Code } from "../diagnostics/code.ts";
import type { AccessModel, Organization } from "../model/documents.ts";
import type { Collected } from "./collected.ts";
import { approvalsIn, lifecycleIn } from "./convert/approvals.ts";
import { defaultGuards } from "./convert/organization.ts";
import { findingAt, type Report } from "./problems.ts";

/** Stands in for a broken rolecall.yaml, so that the other files' findings can be told as well. */
const unknownOrganization: Organization = {
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
};

/** Documents → one model, by id; an id used twice is a finding, and the first in path order stands. */
export function assemble(collected: Collected, report: Report): AccessModel {
  const organization = collected.organization ?? unknownOrganization;
  return {
    organization,
    users: byId(collected.users, ({ id }) => id, { what: "user", code: "identity/duplicate-user", report }),
    systems: byId(collected.systems, ({ id }) => id, { what: "system", code: "identity/duplicate-id", report }),
    entitlements: byId(collected.entitlements, ({ ref }) => ref, {
      what: "entitlement",
      code: "identity/duplicate-id",
      report,
    }),
    roles: byId(collected.roles, ({ id }) => id, { what: "role", code: "identity/duplicate-id", report }),
    grants: collected.grants,
    separationOfDuties: [
      ...byId(collected.separationOfDuties, ({ id }) => id, {
        what: "rule",
        code: "identity/duplicate-id",
        report,
      }).values(),
    ],
    leastPrivilege: collected.leastPrivilege ?? { source: null, rules: new Map(), custom: [] },
    baseline: collected.baseline,
    approvals: collected.approvals ?? approvalsIn(undefined, organization.rootOwners, null),
    lifecycle: collected.lifecycle ?? lifecycleIn(undefined, null),
    waivers: collected.waivers,
    adoptions: collected.adoptions,
    overrides: collected.overrides,
    policyTests: collected.policyTests,
  };
}

function byId<T extends { readonly source: { readonly file: string } }, Id extends string>(
  documents: readonly T[],
  idOf: (document: T) => Id,
  { what, code, report }: { readonly what: string; readonly code: Code; readonly report: Report },
): ReadonlyMap<Id, T> {
  const map = new Map<Id, T>();
  for (const document of documents) {
    const id = idOf(document);
    const first = map.get(id);
    if (first === undefined) {
      map.set(id, document);
      continue;
    }
    const problem = {
      code,
      message: `The ${what} ${id} is described in two files; the other is ${first.source.file}.`,
      remedy: "Keep one of the files; another thing needs another id.",
    };
    report(findingAt(problem, { file: document.source.file, field: ["id"] }));
  }
  return map;
}
