import type { GoogleSeed } from "../google/seed.ts";
import { isStandardRole, type OktaSeed, type OktaUserStatus } from "../okta/seed.ts";
import type { LiveAccountState } from "./divergence.ts";
import type { LiveSystem } from "./live-world.ts";

const oktaStatus: Readonly<Record<LiveAccountState, OktaUserStatus>> = {
  staged: "STAGED",
  active: "ACTIVE",
  suspended: "SUSPENDED",
  deactivated: "DEPROVISIONED",
};

/** Converts a live system to the Okta sandbox's form. */
export function oktaSeed({ system, accounts, groups, rules, assignables }: LiveSystem): OktaSeed {
  const join = system.account?.join ?? "employeeNumber";
  const address = (key: string): string => accounts.get(key)?.address ?? key;
  return {
    users: [...accounts].map(([key, account]) => ({
      ...(account.id === null ? {} : { id: account.id }),
      status: oktaStatus[account.state],
      adminRoles: assignables.flatMap(({ kind, name, holders }) =>
        kind === "adminRole" && holders.has(key) && isStandardRole(name) ? [name] : [],
      ),
      profile: {
        login: account.address,
        email: account.address,
        firstName: account.name.given,
        lastName: account.name.family,
        ...account.profile,
        ...(account.employeeNumber === null ? {} : { [join]: account.employeeNumber }),
      },
    })),
    groups: [...groups.values()].map((group) => ({
      name: group.name,
      ...(group.description === null ? {} : { description: group.description }),
      type: "OKTA_GROUP",
      members: [...group.members.keys()].filter((key) => accounts.has(key)).map(address),
    })),
    rules: rules.map(({ name, expression, group }) => ({ name, status: "ACTIVE", expression, groups: [group] })),
    apps: assignables
      .filter(({ kind }) => kind === "app")
      .map(({ name, attributes, holders }) => ({
        label: name,
        attributes,
        // An account that does not exist, or is deactivated, has no apps.
        users: [...holders].flatMap(([key, { address: login, profile }]) =>
          (accounts.get(key)?.state ?? "deactivated") === "deactivated" ? [] : [{ login, profile }],
        ),
      })),
  };
}

/** Converts a live system to the Google sandbox's form. Google has two states: active and suspended. */
export function googleSeed({ accounts, groups, system }: LiveSystem, domains: readonly string[]): GoogleSeed {
  const units = system.account?.orgUnit ?? null;
  return {
    users: [...accounts.values()].map((account) => ({
      ...(account.id === null ? {} : { id: account.id }),
      primaryEmail: account.address,
      name: {
        givenName: account.profile["name.givenName"] ?? account.name.given,
        familyName: account.profile["name.familyName"] ?? account.name.family,
      },
      suspended: account.state !== "active",
      ...(account.orgUnit === null ? {} : { orgUnitPath: account.orgUnit }),
      ...(account.employeeNumber === null
        ? {}
        : { externalIds: [{ value: account.employeeNumber, type: "organization" }] }),
    })),
    groups: [...groups.values()].map((group) => ({
      email: group.name,
      name: group.title,
      ...(group.description === null ? {} : { description: group.description }),
      settings: group.settings,
      members: [...group.members.values()].map(({ address, role }) => ({ email: address, role: googleRole[role] })),
    })),
    orgUnits: units === null ? [] : [...new Set([units.default, ...units.rules.map(({ value }) => value)])],
    domains,
  };
}

const googleRole = { member: "MEMBER", manager: "MANAGER", owner: "OWNER" } as const;
