import type { System } from "../model/documents.ts";
import type { ConnectedProvider } from "../model/provider.ts";
import type { ConnectorContext } from "./connector.ts";

/** Matches the variables of a provider's credential and its tenant in a message. A name with a prefix does not match. */
const variables: Readonly<Record<ConnectedProvider, RegExp>> = {
  okta: /\bOKTA_CLIENT_[A-Z]+\b/g,
  google: /\b(?:ROLECALL_)?GOOGLE_[A-Z_]+\b/g,
};

export interface CredentialVariables {
  /** The variables of the system's credential, by their names without the prefix. */
  readonly env: ConnectorContext["env"];
  /** Returns a message with the names that the variables have in the environment. */
  readonly named: (message: string) => string;
}

/**
 * Returns the part of the environment that belongs to one system. A system with `connection.credentials` has only the
 * variables with this prefix, so that the credential of one tenant is never sent to another.
 */
export function credentialVariables(
  { connection: { credentials } }: Pick<System, "connection">,
  provider: ConnectedProvider,
  env: ConnectorContext["env"],
): CredentialVariables {
  if (credentials === undefined) return { env, named: (message) => message };
  const prefix = `${credentials}_`;
  const own = Object.entries(env).filter(([name]) => name.startsWith(prefix));
  return {
    env: Object.fromEntries(own.map(([name, value]) => [name.slice(prefix.length), value])),
    named: (message) => message.replaceAll(variables[provider], (name) => prefix + name),
  };
}
