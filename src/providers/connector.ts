import type { Pacer } from "../http/pacer.ts";
import type { AssignableKey } from "../model/direct-assignment.ts";
import type { System } from "../model/documents.ts";
import type { AccessReader, AccessWriter } from "../ports/access.ts";
import type { CheckedRight, CredentialNeeds, CredentialReport } from "../model/credential-report.ts";
import type { WriteAction } from "../ports/connection.ts";
import type { Clock } from "../ports/clock.ts";
import type { RecordExchange } from "../ports/recording.ts";

/** The settings for connecting a provider. */
export interface ConnectorContext {
  readonly system: System;
  /** The URL that replaces the provider's URL, for a sandbox or a test. */
  readonly url: string | undefined;
  /** Whether the environment must name the tenant of the credential. */
  readonly isTenantRequired: boolean;
  /** The variables of the system's own credential and its tenant, without their prefix (credential-variables.ts). */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The attribute that carries the employee number. */
  readonly join: string;
  /** The attributes that a reader reads. */
  readonly attributes: readonly string[];
  /** The apps, administrator roles and licences that entitlements of the system declare; absent: none. */
  readonly assignables?: readonly AssignableKey[];
  readonly pacer: Pacer;
  readonly clock: Clock;
  /** Request timeout in milliseconds; default: set by the provider. */
  readonly requestTimeout?: number;
  /** Receives each token that is derived from the credential, before it is used. */
  readonly onSecret?: (token: string) => void;
  /** Returns a text for a message: the tokens that any client of the run derived are masked, and variables have their prefix. */
  readonly masked?: (text: string) => string;
  /** Records each exchange with the provider, for a bug report. */
  readonly record?: RecordExchange;
}

/** The reader for planning, the writer, which only apply requests, and what the credential may do, for apply and doctor. */
export interface ProviderConnection {
  readonly reader: AccessReader;
  readonly writer: () => Promise<AccessWriter>;
  readonly writeRights: (actions: ReadonlySet<WriteAction>) => Promise<readonly CheckedRight[]>;
  readonly inspect: (needs: CredentialNeeds) => Promise<CredentialReport>;
}

/**
 * Checks the URL and the credentials, and returns a function that connects. The provider's SDK is loaded by that function.
 * @throws UsageError with the missing or invalid settings
 */
export type Connector = (context: ConnectorContext) => () => Promise<ProviderConnection>;

/** Returns the value of an environment variable; undefined: missing or empty. */
export function variableOf(env: ConnectorContext["env"], name: string): string | undefined {
  const value = env[name];
  return value === "" ? undefined : value;
}
