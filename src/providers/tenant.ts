import { UsageError } from "../diagnostics/user-error.ts";
import { type ConnectorContext, variableOf } from "./connector.ts";

/** How a provider names the tenant that a credential belongs to. */
export interface TenantPin {
  /** The variable next to the credential. */
  readonly variable: string;
  /** What the variable holds, for messages. */
  readonly expected: string;
  /** The field of the system's file that names the tenant to connect. */
  readonly field: "orgUrl" | "customer";
}

/**
 * Returns the tenant that the environment names for the credential; undefined: none is named, and none is required. An
 * address that replaces the provider's, for a sandbox, comes from the environment as well, so it names the tenant.
 * @param isSame whether the connection's tenant is the named one
 * @throws UsageError when the connection names another tenant, or a required variable is missing: no credential is sent
 */
export function pinnedTenant(
  { env, url, system, isTenantRequired }: ConnectorContext,
  { variable, expected, field }: TenantPin,
  isSame: (named: string) => boolean,
): string | undefined {
  if (url !== undefined) return undefined;
  const named = variableOf(env, variable);
  const { file } = system.source;
  if (named === undefined && isTenantRequired)
    throw new UsageError(
      `${variable} is not set, so the tenant of the credential is unknown: expected ${expected}. It is required in unattended runs, in plans of a pull request in CI, and for a system that the change adds.`,
    );
  if (named !== undefined && !isSame(named))
    throw new UsageError(
      `${file}: connection.${field} is "${String(system.connection[field])}", but ${variable} names "${named}". The credential is not sent. Correct the one that is wrong.`,
    );
  return named;
}
