import type { AccessReader, AccessWriter, ObserveScope, ProviderWrite, WriteResult } from "../../src/ports/access.ts";
import type { Clock } from "../../src/ports/clock.ts";
import { type ConnectedProvider, connectedTraits, type GroupType } from "../../src/model/provider.ts";
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
  /** Settings, of a provider whose groups have settings. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Names, or addresses of external members, of a provider that has them. */
  readonly members?: readonly (string | readonly [string, Role])[];
  /** Default: the type of the groups that can be declared. */
  readonly type?: GroupType;
  /** A rule of the provider assigns the group, of a provider that has rules. */
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
  /** Returns one setting of a group; undefined where groups have no settings. */
  setting(group: string, name: string): unknown;
  /** `address` or `address role`, sorted. The role `member` is omitted. */
  members(group: string): readonly string[];
  /** Returns the profile of each direct holder by address; null where the kind has none. Present where `assignables` is. */
  holders?(kind: AssignableKind, name: string): Readonly<Record<string, Readonly<Record<string, unknown>> | null>>;
}

export type List = "users" | "groups" | "members";

/** The network of a provider, with a server that injects faults. */
export interface Wire {
  readonly fault: (list: List, fault: Fault, more?: Omit<FaultRule, "fault" | "path">) => void;
  readonly faultAnywhere: (fault: Fault, more?: Omit<FaultRule, "fault">) => void;
  readonly clearFaults: () => void;
  readonly requests: () => readonly { readonly method: string; readonly path: string; readonly status: number }[];
  /** The number of connections that the client opened so far. */
  readonly connections: () => number;
  readonly close: () => Promise<void>;
}

export interface StartOptions {
  /** Request timeout in milliseconds, for tests without a response. Default: enough for a busy machine. */
  readonly requestTimeout?: number;
  /** The minimum duration of each request in real milliseconds. Default 0. */
  readonly latencyMs?: number;
  /** Interrupts the run. */
  readonly signal?: AbortSignal;
}

/** A provider under test with its content. */
export interface Subject {
  readonly reader: AccessReader;
  readonly writer: AccessWriter;
  /** Connects once more, as another process does. Absent: the provider has no network. */
  readonly connected?: () => Promise<Pick<Subject, "reader" | "writer">>;
  readonly clock: Clock;
  readonly truth: Truth;
  /** Null if `Candidate.network` is null. */
  readonly wire: Wire | null;
  /** Returns the violations of the provider's published description. */
  readonly violations: () => readonly string[];
  close(): Promise<void>;
}

/** The requests of a provider's client, for the tests that break them. */
export interface Network {
  /** Returns the number of requests of a complete read with one declared group in which all accounts are members. */
  readonly requestsFor: (members: number) => number;
  /** The paths of the lists that a complete read requests. A provider can have more than these three. */
  readonly lists: Readonly<Record<List, RegExp>> & Readonly<Record<string, RegExp>>;
  /** The path of one account. */
  readonly account: RegExp;
  /** The method of the request that removes a member. */
  readonly removal: string;
  /** The shortest wait in milliseconds after a refusal whose limit resets in 30 seconds. */
  readonly shortestWait: number;
  /** Returns the body of a list without its entries. */
  readonly emptied: (body: unknown) => unknown;
  /** Returns the body of a refusal with this message. */
  readonly refusal: (message: string) => unknown;
}

/** A provider's row of the contract: what the tests need to know beside its traits in `src/model/provider.ts`. */
export interface Candidate {
  readonly name: string;
  readonly provider: ConnectedProvider;
  /** The provider's names of two attributes. */
  readonly attributes: { readonly department: string; readonly title: string };
  readonly join: string;
  /** The attributes that a new account needs beside its address and number. */
  readonly required: Readonly<Record<string, unknown>>;
  /** Ids in the form of the provider that no object has. */
  readonly absent: { readonly account: string; readonly group: string };
  /** Rules of the provider can assign groups. */
  readonly hasGroupRules: boolean;
  /** Null: the provider does not have a server that injects faults, so the tests that need one are not registered. */
  readonly network: Network | null;
  /** The kinds of direct assignments that the world can have; absent: none. */
  readonly assignables?: readonly AssignableKind[];
  readonly start: (world: World, options?: StartOptions) => Promise<Subject>;
}

/** Returns the subject with its network. */
export function onWire(subject: Subject): Subject & { readonly wire: Wire } {
  const { wire } = subject;
  if (wire === null) throw new Error("the row declares a network, and the subject does not have one");
  return { ...subject, wire };
}

export const address = (name: string): string => (name.includes("@") ? name : `${name}@acme.example`);

/** Returns the group name: an address where addresses identify groups, any text otherwise. */
export const groupName = ({ provider }: Pick<Candidate, "provider">, name: string): string =>
  connectedTraits[provider].groups.identifiedBy === "address"
    ? `${name.toLowerCase().replaceAll(" ", "-")}@acme.example`
    : name;

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

/** Returns the outcome of each write. */
export async function outcomesOf({ writer }: Subject, ...writes: readonly ProviderWrite[]): Promise<readonly string[]> {
  const answers: string[] = [];
  for (const write of writes) answers.push(outcome(await writer.perform(write)));
  return answers;
}

/** Returns the id of the account with this name. */
export const idOf = ({ truth }: Subject, name: string): string => truth.account(address(name))?.id ?? "";
/** Returns the id of the group with this name. */
export const groupIdOf = ({ truth }: Subject, name: string): string => truth.group(name)?.id ?? "";

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

/** Returns the number of pages of a list, which has at least one. */
export const pages = (entries: number, size: number): number => Math.max(1, Math.ceil(entries / size));
