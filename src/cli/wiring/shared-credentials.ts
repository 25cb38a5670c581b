import type { System } from "../../model/documents.ts";
import { isConnected, providerTraits, tenantNamedBy } from "../../model/provider.ts";

/**
 * Returns one problem for each system that would send the credential of another system of its provider to its own tenant.
 * A credential belongs to one tenant.
 */
export function sharedCredentials(systems: readonly System[]): readonly string[] {
  const problems: string[] = [];
  const first = new Map<string, System>();
  for (const system of systems) {
    const { provider, connection, source } = system;
    if (!isConnected(provider)) continue;
    const key = `${provider} ${connection.credentials ?? ""}`;
    const other = first.get(key);
    if (other === undefined) first.set(key, system);
    else if (tenantNamedBy(connection) !== tenantNamedBy(other.connection))
      problems.push(
        `${source.file} and ${other.source.file} name two tenants of ${providerTraits[provider].title} and one credential. It was not sent to either.\n  Fix: Add connection.credentials to ${source.file}, for example \`credentials: EU\`, and set the variables of its own credential with this prefix (docs/credentials.md).`,
      );
  }
  return problems;
}
