import { randomBytes } from "node:crypto";
import { ownCustomer } from "../../model/provider.ts";
import { checkedUrl } from "../../http/loopback.ts";
import type { Connector } from "../connector.ts";
import { pinnedTenant, type TenantPin } from "../tenant.ts";
import { InvalidCredential } from "../invalid-credential.ts";
import type { GoogleClient } from "./client.ts";
import { credentialsFrom } from "./environment.ts";

const pin: TenantPin = {
  variable: "ROLECALL_GOOGLE_CUSTOMER",
  expected: "its customer id, for example C01abcdef",
  field: "customer",
};

/** Connects a Google Workspace tenant with `connection.customer` and the variables of `credentialsFrom`. */
export const connectGoogle: Connector = (context) => {
  const { system, url, env, join, attributes, pacer, clock, requestTimeout, onSecret, masked, record } = context;
  const { customer } = system.connection;
  // Google checks the named id, so the credential of another tenant reads nothing.
  const named = pinnedTenant(context, pin, (tenant) => customer === tenant || customer === ownCustomer);
  const options = {
    system: system.id,
    ...(url === undefined ? {} : { rootUrl: checkedUrl(url) }),
    customer: named ?? customer,
    credentials: credentialsFrom(env),
    pacer,
    clock,
    ...(requestTimeout === undefined ? {} : { requestTimeout }),
    ...(onSecret === undefined ? {} : { onSecret }),
    ...(masked === undefined ? {} : { masked }),
    ...(record === undefined ? {} : { record }),
  };
  return async () => {
    const { createGoogleClient, createGoogleReader, createGoogleWriter, googleWriteRights, inspectGoogle } =
      await import("./index.ts");
    // The reader's token cannot write. Only apply requests one that can.
    const client = await createGoogleClient({ ...options, access: "read" });
    checkCustomer(client, system.source.file);
    return {
      reader: createGoogleReader(client, { system: system.id, clock, join, attributes }),
      writeRights: async (actions) =>
        googleWriteRights(await createGoogleClient({ ...options, access: "write" }), actions),
      inspect: async (needs) => inspectGoogle(client, await createGoogleClient({ ...options, access: "write" }), needs),
      writer: async () =>
        createGoogleWriter(await createGoogleClient({ ...options, access: "write" }), {
          system: system.id,
          clock,
          join,
          // Never shown or stored: the user sets a new password at the first sign-in.
          randomPassword: () => randomBytes(32).toString("base64url"),
        }),
    };
  };
};

/**
 * Checks that a service account that acts for itself names the tenant by its id: it is not a member of the tenant, so
 * `my_customer` is not known for it.
 * @throws InvalidCredential with the setting to change
 */
function checkCustomer({ identity, customer }: Pick<GoogleClient, "identity" | "customer">, file: string): void {
  if (identity.kind === "access-token" || identity.subject !== null || customer !== ownCustomer) return;
  throw new InvalidCredential(
    `GOOGLE_APPLICATION_CREDENTIALS: ${identity.email ?? identity.path} acts for itself, and the tenant is "${ownCustomer}": expected the customer id.`,
    `Set connection.customer in ${file} to the customer id (Admin console: Account > Account settings), or name the administrator to act for in ROLECALL_GOOGLE_SUBJECT.`,
  );
}
