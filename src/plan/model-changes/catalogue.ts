import type {
  Entitlement,
  ExternalMember,
  GuardLimits,
  Organization,
  Role,
  SeparationOfDutiesRule,
  SetMember,
  System,
} from "../../model/documents.ts";
import { formatInstant } from "../../model/instant.ts";
import { type Fields, ownersOf, type Plain, plain, plainMap, plainSelector, setOf, textOfDuration } from "./plain.ts";

export function organizationFields(organization: Organization): Fields {
  return {
    domains: setOf(organization.domains),
    externalDomains: setOf(organization.externalDomains),
    groupDomains: setOf(organization.groupDomains),
    timezone: organization.timezone,
    rootOwners: ownersOf(organization.rootOwners),
    teams: plainMap(organization.teams),
    protected: setOf(organization.protected),
    guards: plain(organization.guards),
    // In their order: the first is the current key.
    journalKeys: [...organization.journalKeys],
  };
}

/**
 * Returns a system's fields. Its guards are included only where they differ from the organization's, so that a change
 * of the organization is one change, not one per system.
 */
export function systemFields(system: System, organization: Organization): Fields {
  const { account } = system;
  return {
    provider: system.provider,
    owners: ownersOf(system.owners),
    mode: system.mode,
    repair: setOf(system.repair),
    connection: plain(system.connection),
    account:
      account === null
        ? null
        : {
            join: account.join,
            adopt: account.adopt,
            profile: plainMap(account.profile),
            orgUnit:
              account.orgUnit === null
                ? null
                : {
                    default: account.orgUnit.default,
                    rules: account.orgUnit.rules.map(({ when, value }) => ({ when: plainSelector(when), value })),
                  },
            onLeave: account.onLeave,
            onTerminate: {
              now: account.onTerminate.now,
              deactivateAfter: textOfDuration(account.onTerminate.deactivateAfter),
              transferDataTo: account.onTerminate.transferDataTo,
            },
          },
    guards: ownGuards(system.guards, organization.guards),
  };
}

function ownGuards(own: GuardLimits, general: GuardLimits): Plain {
  return {
    removals: JSON.stringify(own.removals) === JSON.stringify(general.removals) ? null : plain(own.removals),
    accounts: own.accounts.count === general.accounts.count ? null : plain(own.accounts),
    scheduled: own.scheduled.count === general.scheduled.count ? null : plain(own.scheduled),
    floors: JSON.stringify(own.floors) === JSON.stringify(general.floors) ? null : plain(own.floors),
  };
}

export function entitlementFields(entitlement: Entitlement): Fields {
  return {
    status: entitlement.status,
    target: plain(entitlement.target),
    previously: setOf(entitlement.previously),
    tier: entitlement.tier,
    standing: entitlement.standing,
    owners: ownersOf(entitlement.owners),
    maxDuration: textOfDuration(entitlement.maxDuration),
    requestable:
      typeof entitlement.requestable === "boolean" ? entitlement.requestable : plainSelector(entitlement.requestable),
    tags: setOf(entitlement.tags),
    apps: setOf(entitlement.apps),
    settings: plainMap(entitlement.settings),
    profile: plainMap(new Map([...entitlement.profile].map(([name, value]) => [name, plain(value)]))),
    nests: setOf(entitlement.nests),
    membership: entitlement.membership,
    externalMembers: setOf(entitlement.externalMembers.map(textOfExternal)),
  };
}

/** Returns an external member as one text, in which every field counts. */
const textOfExternal = ({ address, sponsor, reason, expires }: ExternalMember): string =>
  `${address} until ${formatInstant(expires)}, sponsor ${sponsor}: ${reason}`;

export function roleFields(role: Role): Fields {
  return {
    owners: ownersOf(role.owners),
    birthright: plainSelector(role.birthright),
    allowKinds: role.allowKinds === null ? null : setOf(role.allowKinds),
    includes: setOf(role.includes),
    impliedBy: setOf(role.impliedBy),
    entitlements: setOf(role.entitlements),
  };
}

export function separationFields(rule: SeparationOfDutiesRule): Fields {
  return {
    risk: rule.risk,
    mode: rule.mode,
    sets: plainMap(new Map([...rule.sets].map(([name, members]) => [name, setOf(members.map(textOfMember))]))),
    atMost: rule.atMost,
    count: setOf(rule.count),
    owners: ownersOf(rule.owners),
    waiverMax: textOfDuration(rule.waiverMax),
  };
}

function textOfMember(member: SetMember): string {
  switch (member.kind) {
    case "entitlement":
      return member.entitlement;
    case "role":
      return `role:${member.role}`;
    case "tag":
      return `tag:${member.tag}`;
  }
}
