import { checkedUrl } from "../../http/loopback.ts";
import { UsageError } from "../../diagnostics/user-error.ts";
import type { Connector } from "../connector.ts";
import { pinnedTenant, type TenantPin } from "../tenant.ts";
import { credentialsFrom } from "./environment.ts";

const pin: TenantPin = {
  variable: "OKTA_CLIENT_ORGURL",
  expected: "the URL of its organization, for example https://acme.okta.com",
  field: "orgUrl",
};

/** Connects an Okta organization with `connection.orgUrl` and the variables of `credentialsFrom`. */
export const connectOkta: Connector = (context) => {
  const { system, url, env, join, attributes, pacer, clock, requestTimeout, onSecret, masked, record } = context;
  const kinds = new Set((context.assignables ?? []).map(({ kind }) => kind));
  const orgUrl = url ?? system.connection.orgUrl;
  if (orgUrl === null) throw new UsageError(`${system.source.file}: connection.orgUrl is missing`);
  const address = checkedUrl(orgUrl);
  pinnedTenant(context, pin, (named) => checkedUrl(named) === address);
  const options = {
    system: system.id,
    orgUrl: address,
    credentials: credentialsFrom(env, kinds),
    pacer,
    clock,
    ...(requestTimeout === undefined ? {} : { requestTimeout }),
    ...(onSecret === undefined ? {} : { onSecret }),
    ...(masked === undefined ? {} : { masked }),
    ...(record === undefined ? {} : { record }),
  };
  return async () => {
    const { createOktaClient, createOktaReader, createOktaWriter, inspectOkta, oktaWriteRights } =
      await import("./index.ts");
    const client = await createOktaClient(options);
    return {
      reader: createOktaReader(client, { system: system.id, clock, join, attributes }),
      writeRights: (actions) => oktaWriteRights(client, options.credentials, actions),
      inspect: () => inspectOkta(client, options.credentials, kinds),
      writer: async () => createOktaWriter(client, { system: system.id, clock, join }),
    };
  };
};
