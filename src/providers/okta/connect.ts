import { checkedUrl } from "../../http/loopback.ts";
import { UsageError } from "../../diagnostics/user-error.ts";
import type { Connector } from "../connector.ts";
import { credentialsFrom } from "./environment.ts";

/** Connects an Okta organization with `connection.orgUrl` and the variables of `credentialsFrom`. */
export const connectOkta: Connector = ({ system, url, env, join, attributes, pacer, clock, ...timeout }) => {
  const orgUrl = url ?? system.connection.orgUrl;
  if (orgUrl === null) throw new UsageError(`${system.source.file}: connection.orgUrl is missing`);
  const options = {
    system: system.id,
    orgUrl: checkedUrl(orgUrl),
    credentials: credentialsFrom(env),
    pacer,
    clock,
    ...timeout,
  };
  return async () => {
    const { createOktaClient, createOktaReader, createOktaWriter } = await import("./index.ts");
    const client = await createOktaClient(options);
    return {
      reader: createOktaReader(client, { system: system.id, clock, join, attributes }),
      writer: async () => createOktaWriter(client, { system: system.id, clock, join }),
    };
  };
};
