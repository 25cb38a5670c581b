import type { Guards, OrganizationDocument } from "../../formats/written.generated.ts";
import type { GuardLimits, Organization } from "../../model/documents.ts";
import { defaultLimits, type Limits } from "../limits.ts";
import { type Conversion, ownersIn, usersIn } from "./conversion.ts";

/** What formats.md sets where rolecall.yaml is silent. */
export const defaultGuards: GuardLimits = {
  removals: { count: 25, share: 0.1, floor: 10 },
  accounts: { count: 10 },
  scheduled: { count: 100 },
  floors: { superAdmins: 2, groupOwners: 0 },
};

export function organizationIn(written: OrganizationDocument, { source }: Conversion): Organization {
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
  };
}

export function limitsIn(written: OrganizationDocument): Limits {
  return { ...defaultLimits, ...written.limits };
}

/** The written limits over `otherwise`. */
export function guardsIn(written: Guards | undefined, otherwise: GuardLimits): GuardLimits {
  return {
    removals: { ...otherwise.removals, ...written?.removals },
    accounts: { ...otherwise.accounts, ...written?.accounts },
    scheduled: { ...otherwise.scheduled, ...written?.scheduled },
    floors: { ...otherwise.floors, ...written?.floors },
  };
}
