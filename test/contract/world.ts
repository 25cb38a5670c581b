import type { AccessReader, AccessWriter, ObserveScope, WriteResult } from "../../src/ports/access.ts";
import type { Clock } from "../../src/ports/clock.ts";
import type { Observation, ObservedSystem } from "../../src/model/observation.ts";
import type { Fault, FaultRule } from "../../src/sandbox/core/faults.ts";

export type Role = "member" | "manager" | "owner";

/** A person with an account; `ada` lives at ada@acme.example. */
export interface WorldAccount {
  readonly name: string;
  /** The employee number the account carries. */
  readonly number?: string | null;
  readonly state?: "active" | "suspended";
  readonly department?: string;
}

export interface WorldGroup {
  readonly name: string;
  readonly description?: string;
  /** Names, or whole addresses of outsiders (Google). */
  readonly members?: readonly (string | readonly [string, Role])[];
  readonly type?: "APP_GROUP";
  readonly ruleFed?: boolean;
}

export interface World {
  readonly accounts?: readonly WorldAccount[];
  readonly groups?: readonly WorldGroup[];
}

export interface TrueAccount {
  readonly id: string;
  readonly number: string | null;
  readonly state: string;
  readonly department: string | null;
  readonly title: string | null;
}

/** What is so at the provider, whatever it answers at the moment. */
export interface Truth {
  account(address: string): TrueAccount | undefined;
  accounts(): number;
  group(name: string): { readonly id: string; readonly description: string | null } | undefined;
  /** `address` or `address role`, sorted; only the roles beyond member are said. */
  members(group: string): readonly string[];
}

/** The network under a provider that has one. */
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
  /** Milliseconds until an answer counts as lost, for the stories in which none comes. Default: enough for a loaded machine. */
  readonly requestTimeout?: number;
}

/** A provider under contract, holding a world. */
export interface Subject {
  readonly reader: AccessReader;
  readonly writer: AccessWriter;
  readonly clock: Clock;
  readonly truth: Truth;
  readonly wire: Wire | null;
  /** What in the exchanges so far did not keep to the provider's published description. */
  readonly violations: () => readonly string[];
  close(): Promise<void>;
}

export interface Contender {
  readonly name: string;
  readonly provider: "okta" | "google";
  /** The provider's names of two attributes. */
  readonly attributes: { readonly department: string; readonly title: string };
  readonly join: string;
  readonly start: (world: World, options?: StartOptions) => Promise<Subject>;
}

export const address = (name: string): string => (name.includes("@") ? name : `${name}@acme.example`);

/** How the provider calls the group: Google by an address, Okta by any text. */
export const groupName = ({ provider }: Pick<Contender, "provider">, name: string): string =>
  provider === "google" ? `${name.toLowerCase().replaceAll(" ", "-")}@acme.example` : name;

export const start = Date.parse("2027-01-04T09:00:00Z");

/** Time passes only while somebody waits. */
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

export function scopeFor(contender: Contender, ...groups: readonly string[]): ObserveScope {
  const { attributes, join } = contender;
  return {
    join,
    attributes: Object.values(attributes),
    groups: groups.map((name) => groupName(contender, name)),
  };
}

/** The whole observation, or a failure that says what is missing. */
export function whole(observation: Observation): ObservedSystem {
  if (observation.kind === "partial") throw new Error(`partial: ${JSON.stringify(observation.unread)}`);
  return observation.observed;
}

/** Scopes and reasons of a partial observation. */
export function unread(observation: Observation): Readonly<Record<string, string>> {
  if (observation.kind === "complete") throw new Error("the observation is complete");
  return Object.fromEntries(observation.unread.map(({ scope, reason }) => [scope, reason]));
}

export const people = (count: number): readonly WorldAccount[] =>
  Array.from({ length: count }, (_, index) => ({ name: `p${String(index).padStart(4, "0")}`, number: `n${index}` }));
