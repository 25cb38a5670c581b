import type { AccessModel, System, SystemId } from "../../model/documents.ts";
import { type ConnectedProvider, isConnected } from "../../model/provider.ts";
import type { Connection } from "../../ports/connection.ts";
import { type CredentialVariables, credentialVariables } from "../../providers/credential-variables.ts";
import { connectors } from "../../providers/connectors.ts";
import type { RateLimit } from "../../model/credential-report.ts";
import type { Pacer } from "../../http/pacer.ts";
import type { CliEnvironment } from "../environment.ts";
import { UsageError } from "../../diagnostics/user-error.ts";
import { sharedCredentials } from "./shared-credentials.ts";
import { watchedPacer } from "./watched-pacer.ts";
import { scopeOf } from "../../workflow/observe-scope.ts";
import { isLoopback } from "../../support/loopback.ts";

/** Printed once, after all missing settings. */
const withoutCredential = "Without credentials, run rolecall plan --observed snapshot.json, or use rolecall sandbox.";

/**
 * Connects every system of the model that has a connected provider. Loads the providers' SDKs.
 * @param isTenantRequired whether the environment must name the tenant of a system's credential
 * @throws UsageError with all missing settings of all systems before an SDK is loaded, or all credentials that cannot be used
 */
export async function connectAll(
  model: AccessModel,
  environment: CliEnvironment,
  isTenantRequired: (system: SystemId) => boolean,
): Promise<readonly Connection[]> {
  const systems = [...model.systems.values()];
  // An address that replaces the provider's comes from the environment as well, so it belongs to the credential.
  const problems = new Set(
    sharedCredentials(systems.filter((system) => overrideOf(system, environment) === undefined)),
  );
  const connects: (() => Promise<Connection | string>)[] = [];
  for (const system of systems) {
    const { provider } = system;
    if (!isConnected(provider)) continue;
    const variables = credentialVariables(system, provider, environment.env);
    const problemOf = (problem: unknown): string => variables.named(textOf(problem));
    const request = { model, environment, variables, isTenantRequired: isTenantRequired(system.id) };
    try {
      const connect = connectorOf(system, provider, request);
      connects.push(() => connect().catch(problemOf));
    } catch (problem) {
      problems.add(problemOf(problem));
    }
  }
  const connected = problems.size > 0 ? [] : await Promise.all(connects.map((connect) => connect()));
  for (const one of connected) if (typeof one === "string") problems.add(one);
  if (problems.size > 0) throw new UsageError([...problems, withoutCredential].join("\n"));
  return connected.filter((one) => typeof one !== "string");
}

/** Returns the problem with its fix. Throws an error that is not a wrong setting. */
function textOf(problem: unknown): string {
  if (!(problem instanceof UsageError)) throw problem;
  return problem.remedy === null ? problem.message : `${problem.message}\n  Fix: ${problem.remedy}`;
}

interface ConnectRequest {
  readonly model: AccessModel;
  readonly environment: CliEnvironment;
  readonly variables: CredentialVariables;
  readonly isTenantRequired: boolean;
}

/** Checks the settings of the system's connection, and returns a function that connects it. */
function connectorOf(
  system: System,
  provider: ConnectedProvider,
  { model, environment, variables: { env, named }, isTenantRequired }: ConnectRequest,
): () => Promise<Connection> {
  const {
    clock,
    random,
    signal,
    record,
    requestTimeout,
    onSecret,
    masked = (text) => text,
    beginWriting,
    activity,
  } = environment;
  const { join, attributes, assignables = [] } = scopeOf(system, model);
  const pacer = watchedPacer(system.id, { clock, random, signal, ...model.organization.rate }, activity);
  const connect = connectors[provider]({
    system,
    url: overrideOf(system, environment),
    isTenantRequired,
    env,
    join,
    attributes,
    assignables,
    pacer,
    clock,
    ...(requestTimeout === undefined ? {} : { requestTimeout }),
    ...(onSecret === undefined ? {} : { onSecret }),
    masked: (text) => named(masked(text)),
    ...(record === undefined ? {} : { record }),
  });
  return async () => {
    const { reader, writer, writeRights, inspect } = await connect();
    return {
      system,
      reader,
      writeRights,
      inspect: async (needs) => ({ ...(await inspect(needs)), limits: limitsOf(pacer) }),
      writer: async () => {
        beginWriting?.();
        return writer();
      },
    };
  };
}

/** Returns the limits that the requests so far met. */
const limitsOf = (pacer: Pacer): readonly RateLimit[] =>
  pacer.usage().map(({ bucket, limit, isAnnounced, ours }) => ({ bucket, perMinute: limit, isAnnounced, used: ours }));

/** Returns whether the system is replaced by a server on this machine: a sandbox or a test. */
export function isSandboxed(system: System, environment: CliEnvironment): boolean {
  const address = overrideOf(system, environment);
  return address !== undefined && URL.canParse(address) && isLoopback(new URL(address));
}

/** Returns the address in `ROLECALL_<SYSTEM>_URL`, for a sandbox or a test. */
function overrideOf(system: System, environment: CliEnvironment): string | undefined {
  return environment.env[`ROLECALL_${system.id.toUpperCase().replaceAll(/[^A-Z0-9]/g, "_")}_URL`];
}
