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
  /** As the observation names it; made up from the system where it is left out. */
  readonly tenant?: string;
}

export interface MemoryProvider {
  readonly reader: AccessReader;
  readonly writer: AccessWriter;
  readonly state: MemoryState;
}

/** A provider without a network: it behaves by the traits of a provider towards the ports, and passes their contract suite. */
export function createMemoryProvider(options: MemoryProviderOptions): MemoryProvider {
  const { system, provider, clock, tenant = `${system}.example` } = options;
  const state = new MemoryState(provider, options);
  return {
    reader: createMemoryReader(state, { system, tenant, clock }),
    writer: createMemoryWriter(state, { system }),
    state,
  };
}
