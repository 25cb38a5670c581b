import type {
  AccessModel,
  Adoption,
  Baseline,
  Entitlement,
  Grant,
  Organization,
  Override,
  PolicyTest,
  Role,
  SeparationOfDutiesRule,
  System,
  User,
  Waiver,
} from "../model/documents.ts";
import type { Approvals, Lifecycle } from "../model/documents.ts";
import type { DocumentKind } from "./path-kind.ts";

/** Every document that could be read, kind by kind, in the order of their files; and the ids of those that could not. */
export interface Collected {
  organization: Organization | null;
  readonly users: User[];
  readonly systems: System[];
  readonly entitlements: Entitlement[];
  readonly roles: Role[];
  readonly grants: Grant[];
  readonly separationOfDuties: SeparationOfDutiesRule[];
  leastPrivilege: AccessModel["leastPrivilege"] | null;
  baseline: Baseline | null;
  approvals: Approvals | null;
  lifecycle: Lifecycle | null;
  readonly waivers: Waiver[];
  readonly adoptions: Adoption[];
  readonly overrides: Override[];
  readonly policyTests: PolicyTest[];
  /** By kind, the names of files that have errors: a reference to one of them is not reported again. */
  readonly broken: Map<DocumentKind, Set<string>>;
}

export function nothingCollected(): Collected {
  return {
    organization: null,
    users: [],
    systems: [],
    entitlements: [],
    roles: [],
    grants: [],
    separationOfDuties: [],
    leastPrivilege: null,
    baseline: null,
    approvals: null,
    lifecycle: null,
    waivers: [],
    adoptions: [],
    overrides: [],
    policyTests: [],
    broken: new Map(),
  };
}
