import type { AccessModel, System } from "../../model/documents.ts";
import { type ConnectedProvider, isConnected } from "../../model/provider.ts";
import type { Connection } from "../../ports/connection.ts";
import { createPacer } from "../../http/pacer.ts";
import { connectors } from "../../providers/connectors.ts";
import type { CliEnvironment } from "../environment.ts";
import { UsageError } from "../../diagnostics/user-error.ts";
import { scopeOf } from "../../workflow/observe-scope.ts";

/** Printed once, after everything that is missing. */
const withoutCredential =
  "Without a credential: rolecall plan --observed snapshot.json, or try it against rolecall sandbox.";

/**
 * Connects every system of the model that has a provider to ask. SDKs load here and nowhere earlier.
 * @throws UsageError with everything that is missing, for all systems at once; no SDK is loaded then
 */
export async function connectAll(model: AccessModel, environment: CliEnvironment): Promise<readonly Connection[]> {
  const problems = new Set<string>();
  const connects: (() => Promise<Connection>)[] = [];
  for (const system of model.systems.values()) {
    const { provider } = system;
    if (!isConnected(provider)) continue;
    try {
      connects.push(connectorOf(system, provider, model, environment));
    } catch (problem) {
      if (!(problem instanceof UsageError)) throw problem;
      problems.add(problem.message);
    }
  }
  if (problems.size > 0) throw new UsageError([...problems, withoutCredential].join("\n"));
  return Promise.all(connects.map((connect) => connect()));
}

/** Checks what the system's connection needs, and returns what connects it. */
function connectorOf(
  system: System,
  provider: ConnectedProvider,
  model: AccessModel,
  environment: CliEnvironment,
): () => Promise<Connection> {
  const { env, clock, random, requestTimeout } = environment;
  const { join, attributes } = scopeOf(system, model);
  const connect = connectors[provider]({
    system,
    url: overrideOf(system, environment),
    env,
    join,
    attributes,
    pacer: createPacer({ clock, random, ...model.organization.rate }),
    clock,
    ...(requestTimeout === undefined ? {} : { requestTimeout }),
  });
  return async () => ({ system, ...(await connect()) });
}

/** `ROLECALL_<SYSTEM>_URL`, for a sandbox or a test. */
function overrideOf(system: System, environment: CliEnvironment): string | undefined {
  return environment.env[`ROLECALL_${system.id.toUpperCase().replaceAll(/[^A-Z0-9]/g, "_")}_URL`];
}
