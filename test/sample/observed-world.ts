import type { Instant } from "../../src/model/instant.ts";
import { type CompleteObservation, observedGroup } from "../../src/model/observation.ts";
import type { LiveSystem, LiveWorld } from "../../src/sandbox/company/live-world.ts";

/** Returns complete observations of a live world, without a server. Plans are built from them. */
export function observationsOf(world: LiveWorld, at: Instant): readonly CompleteObservation[] {
  return [...world.values()].map((live) => observationOf(live, at));
}

function observationOf({ system, accounts, groups, rules }: LiveSystem, at: Instant): CompleteObservation {
  const isGoogle = system.provider === "google";
  const idOf = (key: string): string => accounts.get(key)?.id ?? `account of ${key}`;
  const fed = new Set(rules.map(({ group }) => group));
  const observed = [...groups.values()].map((group) =>
    observedGroup({
      id: `group ${group.name}`,
      name: group.name,
      type: isGoogle ? "GOOGLE_GROUP" : "OKTA_GROUP",
      profile: {
        ...(isGoogle ? { name: group.title } : {}),
        ...(group.description === null ? {} : { description: group.description }),
      },
      settings: isGoogle ? group.settings : null,
      ruleFed: fed.has(group.name),
    }),
  );
  return {
    kind: "complete",
    at,
    observed: {
      system: system.id,
      provider: isGoogle ? "google" : "okta",
      tenant: "sample",
      accounts: [...accounts].map(([key, account]) => ({
        id: idOf(key),
        address: account.address,
        join: account.employeeNumber,
        state: isGoogle && account.state !== "active" ? "suspended" : account.state,
        profile: { ...account.profile, ...(account.orgUnit === null ? {} : { orgUnitPath: account.orgUnit }) },
        lastSignIn: null,
      })),
      groups: observed,
      memberships: [...groups.values()].flatMap((group) =>
        [...group.members].map(([key, { address, role }]) => ({
          group: `group ${group.name}`,
          account: accounts.has(key) ? idOf(key) : null,
          address,
          role,
        })),
      ),
      membershipsRead: observed.map(({ id }) => id),
    },
  };
}
