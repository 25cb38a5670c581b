import type { AssignableKey } from "../../src/model/direct-assignment.ts";
import type { AccessReader, AccessWriter, ProviderWrite } from "../../src/ports/access.ts";
import type { Clock } from "../../src/ports/clock.ts";
import type { SandboxClock, SandboxService } from "../../src/sandbox/core/exchange.ts";
import type { StateDump } from "../../src/sandbox/core/state-dump.ts";
import type { Random } from "../property/random.ts";
import type { ReferenceClient } from "../reference-client/reference-client.ts";

/** The product's reader and writer of one provider. */
export interface ProductClient {
  readonly reader: AccessReader;
  readonly writer: AccessWriter;
}

/** A provider's row of the differential test. */
export interface ProviderCase {
  /** Returns a random initial state. Called twice with equal sources, it returns two equal sandboxes. */
  readonly sandbox: (random: Random, clock: SandboxClock) => SandboxService;
  readonly product: (url: string, clock: Clock) => Promise<ProductClient>;
  readonly reference: (url: string, limit: number) => ReferenceClient;
  readonly join: string;
  /** The attributes of department and title. */
  readonly attributes: { readonly department: string; readonly title: string };
  /** The names of the settings of a group. */
  readonly settings: readonly string[];
  readonly assignables: readonly AssignableKey[];
  /** Returns a random write on the objects of a state. Some cannot succeed. */
  readonly write: (random: Random, state: StateDump) => ProviderWrite;
}

export const domain = "acme.example";
export const mail = (name: string): string => `${name}@${domain}`;
export const names = ["ada", "bob", "cleo", "dan", "eve", "finn", "gus", "hana"] as const;
export const departments = ["Sales", "Engineering", "Café & Søn"] as const;
/** A password that both clients send, so that it does not differ. */
export const password = "correct horse battery";

/** Returns one of the ids of a kind, or in one of ten cases, `missing`. */
export function someId(random: Random, state: StateDump, kind: string, missing: string): string {
  const ids = Object.keys(state[kind] ?? {});
  return ids.length === 0 || random.chance(0.1) ? missing : random.one(ids);
}

/** Returns random values for some of the attributes; null clears one. */
export function someChanges(random: Random, { department, title }: ProviderCase["attributes"]) {
  const set = {
    ...(random.chance(0.6) ? { [department]: random.one([...departments, null]) } : {}),
    ...(random.chance(0.5) ? { [title]: random.one(["Lead", "Clerk", null]) } : {}),
  };
  return Object.keys(set).length === 0 ? { [title]: "Clerk" } : set;
}
