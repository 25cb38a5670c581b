import { UsageError } from "../../diagnostics/user-error.ts";
import { randomBytes } from "node:crypto";
import type { AccessModel, System } from "../../model/documents.ts";
import type { Connection } from "../../ports/connection.ts";
import { scopeOf } from "../../workflow/observe-scope.ts";
import { checkedUrl } from "../../http/loopback.ts";
import { createPacer } from "../../http/pacer.ts";
import { googleCredentials, oktaCredentials, withoutOne } from "./credentials.ts";
import type { CliEnvironment } from "../environment.ts";

/**
 * Connects every system of the model that has a provider to ask. SDKs load here and nowhere earlier.
 * @throws UsageError with everything that is missing, for all systems at once; no SDK is loaded then
 */
export async function connectAll(model: AccessModel, environment: CliEnvironment): Promise<readonly Connection[]> {
  const problems = new Set<string>();
  const connects: (() => Promise<Connection>)[] = [];
  for (const system of model.systems.values()) {
    try {
      if (system.provider === "okta") connects.push(oktaConnection(system, model, environment));
      if (system.provider === "google") connects.push(googleConnection(system, model, environment));
    } catch (problem) {
      if (!(problem instanceof UsageError)) throw problem;
      problems.add(problem.message);
    }
  }
  if (problems.size > 0) throw new UsageError([...problems, withoutOne].join("\n"));
  return Promise.all(connects.map((connect) => connect()));
}

function oktaConnection(system: System, model: AccessModel, environment: CliEnvironment): () => Promise<Connection> {
  const { clock } = environment;
  const options = {
    system: system.id,
    orgUrl: urlOf(system, environment, system.connection.orgUrl),
    credentials: oktaCredentials(environment),
    pacer: pacerFor(model, environment),
    clock,
    ...timeoutOf(environment),
  };
  const { join, attributes } = scopeOf(system, model);
  return async () => {
    const { createOktaClient, createOktaReader, createOktaWriter } = await import("../../providers/okta/index.ts");
    const client = await createOktaClient(options);
    return {
      system,
      reader: createOktaReader(client, { system: system.id, clock, join, attributes }),
      writer: async () => createOktaWriter(client, { system: system.id, clock, join }),
    };
  };
}

function googleConnection(system: System, model: AccessModel, environment: CliEnvironment): () => Promise<Connection> {
  const { clock } = environment;
  const rootUrl = overrideOf(system, environment);
  const options = {
    system: system.id,
    ...(rootUrl === undefined ? {} : { rootUrl: checkedUrl(rootUrl) }),
    customer: system.connection.customer,
    credentials: googleCredentials(environment),
    pacer: pacerFor(model, environment),
    clock,
    ...timeoutOf(environment),
  };
  const { join, attributes } = scopeOf(system, model);
  return async () => {
    const { createGoogleClient, createGoogleReader, createGoogleWriter } =
      await import("../../providers/google/index.ts");
    // The reader's token cannot write; one that can is asked for by apply alone.
    const client = await createGoogleClient({ ...options, access: "read" });
    return {
      system,
      reader: createGoogleReader(client, { system: system.id, clock, join, attributes }),
      writer: async () =>
        createGoogleWriter(await createGoogleClient({ ...options, access: "write" }), {
          system: system.id,
          clock,
          join,
          // Never shown and never stored: the person sets their own at the first sign-in.
          randomPassword: () => randomBytes(32).toString("base64url"),
        }),
    };
  };
}

const timeoutOf = ({ requestTimeout }: CliEnvironment) => (requestTimeout === undefined ? {} : { requestTimeout });

function pacerFor(model: AccessModel, environment: CliEnvironment) {
  return createPacer({ clock: environment.clock, random: environment.random, ...model.organization.rate });
}

/** `ROLECALL_<SYSTEM>_URL`, for a sandbox or a test. */
function overrideOf(system: System, environment: CliEnvironment): string | undefined {
  return environment.env[`ROLECALL_${system.id.toUpperCase().replaceAll(/[^A-Z0-9]/g, "_")}_URL`];
}

function urlOf(system: System, environment: CliEnvironment, written: string | null): string {
  const url = overrideOf(system, environment) ?? written;
  if (url === null) throw new UsageError(`${system.source.file}: connection.orgUrl is missing`);
  return checkedUrl(url);
}
