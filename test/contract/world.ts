import type { AccessReader, AccessWriter, ObserveScope, WriteResult } from "../../src/ports/access.ts";
import type { Clock } from "../../src/ports/clock.ts";
import type { AssignableKind } from "../../src/model/direct-assignment.ts";
import type { Observation, ObservedSystem } from "../../src/model/observation.ts";
import type { Fault, FaultRule } from "../../src/sandbox/core/faults.ts";

export type Role = "member" | "manager" | "owner";

/** A person with an account. The name `ada` has the address ada@acme.example. */
export interface WorldAccount {
  readonly name: string;
  /** The employee number of the account. */
  readonly number?: string | null;
  readonly state?: "active" | "suspended" | "locked";
  readonly department?: string;
}

export interface WorldGroup {
  readonly name: string;
  readonly description?: string;
  /** Settings (Google). */
  readonly settings?: Readonly<Record<string, string>>;
  /** Names, or addresses of external members (Google). */
  readonly members?: readonly (string | readonly [string, Role])[];
  readonly type?: "APP_GROUP";
  readonly ruleFed?: boolean;
}

/** An app, an administrator role or a licence. */
export interface WorldAssignable {
  readonly kind: AssignableKind;
  /** As the target of an entitlement writes it; a licence: `product/sku`. */
  readonly name: string;
  /** Names of the accounts that it is assigned to directly. */
  readonly holders?: readonly string[];
}

export interface World {
  readonly accounts?: readonly WorldAccount[];
  readonly groups?: readonly WorldGroup[];
  readonly assignables?: readonly WorldAssignable[];
}

export interface TrueAccount {
  readonly id: string;
  readonly number: string | null;
  readonly state: string;
  readonly department: string | null;
  readonly title: string | null;
}

/** The state of the provider, independent of its responses. */
export interface Truth {
  account(address: string): TrueAccount | undefined;
  accounts(): number;
  group(name: string): { readonly id: string; readonly description: string | null } | undefined;
  /** Returns one setting of a group (Google). */
  setting(group: string, name: string): unknown;
  /** `address` or `address role`, sorted. The role `member` is omitted. */
  members(group: string): readonly string[];
  /** Returns the profile of each direct holder by address; null where the kind has none. Present where `assignables` is. */
  holders?(kind: AssignableKind, name: string): Readonly<Record<string, Readonly<Record<string, unknown>> | null>>;
}

/** The network of a provider. */
export interface Wire {
  readonly fault: (
    list: "users" | "groups" | "members",
    fault: Fault,
    more?: Omit<FaultRule, "fault" | "path">,
  ) => void;
  readonly faultAnywhere: (fault: Fault, more?: Omit<FaultRule, "fault">) => void;
  readonly clearFaults: () => void;
  readonly requests: () => readonly { readonly method: string; readonly path: string; readonly status: number }[];
  readonly close: () => Promise<void>;
}

export interface StartOptions {
  /** Request timeout in milliseconds, for tests without a response. Default: enough for a busy machine. */
  readonly requestTimeout?: number;
}

/** A provider under test with its content. */
export interface Subject {
  readonly reader: AccessReader;
  readonly writer: AccessWriter;
  readonly clock: Clock;
  readonly truth: Truth;
  readonly wire: Wire | null;
  /** Returns the violations of the provider's published description. */
  readonly violations: () => readonly string[];
  close(): Promise<void>;
}

export interface Candidate {
  readonly name: string;
  readonly provider: "okta" | "google";
  /** The provider's names of two attributes. */
  readonly attributes: { readonly department: string; readonly title: string };
  readonly join: string;
  /** The kinds of direct assignments that the world can have; absent: none. */
  readonly assignables?: readonly AssignableKind[];
  readonly start: (world: World, options?: StartOptions) => Promise<Subject>;
}

export const address = (name: string): string => (name.includes("@") ? name : `${name}@acme.example`);

/** Returns the group name: an address for Google, any text for Okta. */
export const groupName = ({ provider }: Pick<Candidate, "provider">, name: string): string =>
  provider === "google" ? `${name.toLowerCase().replaceAll(" ", "-")}@acme.example` : name;

export const start = Date.parse("2027-01-04T09:00:00Z");

/** Returns a clock whose time passes only in waits. */
export function aClock(): Clock {
  let time = start;
  return {
    now: () => time,
    sleep: (milliseconds) => {
      time += milliseconds;
      return Promise.resolve();
    },
  };
}

export const outcome = (result: WriteResult): string => (result.kind === "failed" ? result.failure.kind : result.kind);

export function scopeFor(candidate: Candidate, ...groups: readonly string[]): ObserveScope {
  const { attributes, join } = candidate;
  return {
    join,
    attributes: Object.values(attributes),
    groups: groups.map((name) => groupName(candidate, name)),
  };
}

/** Returns a complete observation; throws with the unread scopes otherwise. */
export function complete(observation: Observation): ObservedSystem {
  if (observation.kind === "partial") throw new Error(`partial: ${JSON.stringify(observation.unread)}`);
  return observation.observed;
}

/** Returns the scopes and reasons of what was not read: in a partial observation, or the members of single groups. */
export function unread(observation: Observation): Readonly<Record<string, string>> {
  if (observation.kind === "complete") {
    const { groups, unreadMembers = {}, membershipsRead } = observation.observed;
    const missing = groups.filter(({ id }) => Object.hasOwn(unreadMembers, id));
    if (missing.length === 0) throw new Error("the observation is complete");
    for (const { id } of missing) if (membershipsRead.includes(id)) throw new Error(`${id} is read and unread`);
    return Object.fromEntries(missing.map(({ id, name }) => [`the members of "${name}"`, unreadMembers[id] ?? ""]));
  }
  return Object.fromEntries(observation.unread.map(({ scope, reason }) => [scope, reason]));
}

export const people = (count: number): readonly WorldAccount[] =>
  Array.from({ length: count }, (_, index) => ({ name: `p${String(index).padStart(4, "0")}`, number: `n${index}` }));
