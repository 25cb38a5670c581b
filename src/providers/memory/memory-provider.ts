import type { ConnectedProvider } from "../../model/provider.ts";
import type { AccessReader, AccessWriter } from "../../ports/access.ts";
import type { Clock } from "../../ports/clock.ts";
import { createMemoryReader } from "./memory-reader.ts";
import { type MemorySeed, MemoryState } from "./memory-state.ts";
import { createMemoryWriter } from "./memory-writer.ts";

export interface MemoryProviderOptions extends MemorySeed {
  readonly system: string;
  readonly provider: ConnectedProvider;
  readonly clock: Clock;
  /** The tenant name in observations; default: derived from the system. */
  readonly tenant?: string;
}

/** A provider in memory: its state, reader and writer. */
export interface MemoryProvider {
  readonly reader: AccessReader;
  readonly writer: AccessWriter;
  readonly state: MemoryState;
}

/** Creates a provider without a network. It behaves by the traits of a provider and passes the provider contract tests. */
export function createMemoryProvider(options: MemoryProviderOptions): MemoryProvider {
  const { system, provider, clock, tenant = `${system}.example` } = options;
  const state = new MemoryState(provider, options);
  return {
    reader: createMemoryReader(state, { system, tenant, clock }),
    writer: createMemoryWriter(state, { system }),
    state,
  };
}
