import type { Pacer } from "../http/pacer.ts";
import type { System } from "../model/documents.ts";
import type { AccessReader, AccessWriter } from "../ports/access.ts";
import type { Clock } from "../ports/clock.ts";

/** Everything that a provider is connected with. */
export interface ConnectorContext {
  readonly system: System;
  /** The address to use instead of the provider's own, for a sandbox or a test. */
  readonly url: string | undefined;
  /** Where credentials come from, and nothing else does. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The attribute that carries the employee number. */
  readonly join: string;
  /** The attributes that a reader reads. */
  readonly attributes: readonly string[];
  readonly pacer: Pacer;
  readonly clock: Clock;
  /** Milliseconds until an answer counts as lost; default: the provider's own. */
  readonly requestTimeout?: number;
}

/** The reader for planning, and the writer that only apply asks for. */
export interface ProviderConnection {
  readonly reader: AccessReader;
  readonly writer: () => Promise<AccessWriter>;
}

/**
 * Checks the address and the credentials, and returns what connects. The provider's SDK loads when that is called.
 * @throws UsageError with what is missing or wrong
 */
export type Connector = (context: ConnectorContext) => () => Promise<ProviderConnection>;

/** Returns the value of an environment variable; undefined where it is missing or empty. */
export function variableOf(env: ConnectorContext["env"], name: string): string | undefined {
  const value = env[name];
  return value === "" ? undefined : value;
}
