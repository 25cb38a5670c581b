import { randomBytes } from "node:crypto";
import type { AccessModel, System } from "../model/documents.ts";
import type { ObserveScope } from "../ports/access.ts";
import type { AccessReader, AccessWriter } from "../ports/access.ts";
import { checkedUrl } from "../http/loopback.ts";
import { createPacer } from "../http/pacer.ts";
import type { CliEnvironment } from "./environment.ts";
import { UsageError } from "./exit-codes.ts";

/** One provider, connected: the reader for planning, and the writer that only apply asks for. */
export interface Connection {
  readonly system: System;
  readonly reader: AccessReader;
  readonly writer: () => Promise<AccessWriter>;
}

/** Connects every system of the model that has a provider to ask. SDKs load here and nowhere earlier. */
export async function connectAll(model: AccessModel, environment: CliEnvironment): Promise<readonly Connection[]> {
  const connections: Connection[] = [];
  for (const system of model.systems.values()) {
    if (system.provider === "okta") connections.push(await connectOkta(system, model, environment));
    if (system.provider === "google") connections.push(await connectGoogle(system, model, environment));
  }
  return connections;
}

/** What a reader has to look at for this system: the managed attributes and the declared groups, earlier names included. */
export function scopeOf(system: System, model: AccessModel, allGroups = false): ObserveScope {
  const groups = new Set<string>();
  for (const { system: of, target, previously } of model.entitlements.values()) {
    if (of !== system.id || target.kind !== "group") continue;
    groups.add(target.name);
    for (const earlier of previously) groups.add(earlier);
  }
  const attributes = [...(system.account?.profile.keys() ?? [])];
  if (system.provider === "google" && system.account !== null && system.account.orgUnit !== null)
    attributes.push("orgUnitPath");
  return {
    join: system.account?.join ?? "employeeNumber",
    attributes,
    groups: [...groups],
    ...(allGroups ? { allGroups } : {}),
  };
}

async function connectOkta(system: System, model: AccessModel, environment: CliEnvironment): Promise<Connection> {
  const { createOktaClient, createOktaReader, createOktaWriter } = await import("../providers/okta/index.ts");
  const { join, attributes } = scopeOf(system, model);
  const client = await createOktaClient({
    system: system.id,
    orgUrl: urlOf(system, environment, system.connection.orgUrl),
    credentials: oktaCredentials(environment),
    pacer: pacerFor(model, environment),
    clock: environment.clock,
  });
  return {
    system,
    reader: createOktaReader(client, { system: system.id, clock: environment.clock, join, attributes }),
    writer: async () => createOktaWriter(client, { system: system.id, clock: environment.clock, join }),
  };
}

async function connectGoogle(system: System, model: AccessModel, environment: CliEnvironment): Promise<Connection> {
  const { createGoogleClient, createGoogleReader, createGoogleWriter } = await import("../providers/google/index.ts");
  const rootUrl = overrideOf(system, environment);
  const { join, attributes } = scopeOf(system, model);
  const options = {
    system: system.id,
    ...(rootUrl === undefined ? {} : { rootUrl: checkedUrl(rootUrl) }),
    customer: system.connection.customer,
    credentials: googleCredentials(environment),
    pacer: pacerFor(model, environment),
    clock: environment.clock,
  };
  // The reader's token cannot write; one that can is asked for by apply alone.
  const client = await createGoogleClient({ ...options, access: "read" });
  return {
    system,
    reader: createGoogleReader(client, { system: system.id, clock: environment.clock, join, attributes }),
    writer: async () =>
      createGoogleWriter(await createGoogleClient({ ...options, access: "write" }), {
        system: system.id,
        clock: environment.clock,
        join,
        // Never shown and never stored: the person sets their own at the first sign-in.
        randomPassword: () => randomBytes(32).toString("base64url"),
      }),
  };
}

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

function oktaCredentials({ env }: CliEnvironment) {
  const token = env["OKTA_CLIENT_TOKEN"];
  if (token !== undefined && token !== "") return { kind: "token" as const, token };
  const clientId = env["OKTA_CLIENT_CLIENTID"];
  const privateKey = env["OKTA_CLIENT_PRIVATEKEY"];
  if (clientId !== undefined && privateKey !== undefined && clientId !== "" && privateKey !== "")
    return {
      kind: "private-key" as const,
      clientId,
      privateKey,
      scopes: (env["OKTA_CLIENT_SCOPES"] ?? "okta.users.manage okta.groups.manage").split(/[\s,]+/),
    };
  throw new UsageError(
    "no credential for Okta: set OKTA_CLIENT_TOKEN, or OKTA_CLIENT_CLIENTID with OKTA_CLIENT_PRIVATEKEY.\n" +
      "Without one: rolecall plan --observed snapshot.json, or rolecall sandbox.",
  );
}

function googleCredentials({ env }: CliEnvironment) {
  const token = env["GOOGLE_OAUTH_ACCESS_TOKEN"];
  if (token !== undefined && token !== "") return { kind: "access-token" as const, token };
  const path = env["GOOGLE_APPLICATION_CREDENTIALS"];
  if (path !== undefined && path !== "") return { kind: "file" as const, path };
  throw new UsageError(
    "no credential for Google: set GOOGLE_APPLICATION_CREDENTIALS to a credential file, or GOOGLE_OAUTH_ACCESS_TOKEN.\n" +
      "Without one: rolecall plan --observed snapshot.json, or rolecall sandbox.",
  );
}
