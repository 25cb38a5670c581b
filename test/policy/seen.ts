import {
  type CompleteObservation,
  type ObservedAccount,
  type ObservedGroup,
  type ObservedSystem,
  observedGroup,
} from "../../src/model/observation.ts";
import { now } from "../support/model.ts";

/** A live account of the user whose number is `n-<user>` (as the builders give them out), last signed in today. */
export function account(user: string, changes: Partial<ObservedAccount> = {}): ObservedAccount {
  return {
    id: `acc-${user}`,
    address: `${user}@acme.example`,
    join: `n-${user}`,
    state: "active",
    profile: {},
    lastSignIn: "2026-11-21T08:00:00Z",
    ...changes,
  };
}

/** A group, by its name; its id is `id-<name>`. */
export function group(name: string, changes: Partial<ObservedGroup> = {}): ObservedGroup {
  return observedGroup({
    id: `id-${name}`,
    name,
    type: "OKTA_GROUP",
    profile: {},
    settings: null,
    ruleFed: false,
    ...changes,
  });
}

/** A whole read of one system. */
export function seen(
  system: string,
  {
    memberships = [],
    ...changes
  }: Omit<Partial<ObservedSystem>, "memberships"> & {
    /** `[group name, account id or address, role]` */
    readonly memberships?: readonly (readonly [string, string, ("member" | "manager" | "owner")?])[];
  },
): CompleteObservation {
  return {
    kind: "complete",
    at: now,
    observed: {
      system,
      provider: system === "google" ? "google" : "okta",
      tenant: "https://acme.okta.example",
      accounts: [],
      groups: [],
      membershipsRead: memberships.map(([name]) => `id-${name}`),
      ...changes,
      memberships: memberships.map(([name, member, role = "member"]) => ({
        group: `id-${name}`,
        account: member.includes("@") ? null : member,
        address: member.includes("@") ? member : null,
        role,
      })),
    },
  };
}
