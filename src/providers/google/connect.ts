import { randomBytes } from "node:crypto";
import { checkedUrl } from "../../http/loopback.ts";
import type { Connector } from "../connector.ts";
import { credentialsFrom } from "./environment.ts";

/** Connects a Google Workspace tenant with `connection.customer` and the variables of `credentialsFrom`. */
export const connectGoogle: Connector = ({ system, url, env, join, attributes, pacer, clock, ...timeout }) => {
  const options = {
    system: system.id,
    ...(url === undefined ? {} : { rootUrl: checkedUrl(url) }),
    customer: system.connection.customer,
    credentials: credentialsFrom(env),
    pacer,
    clock,
    ...timeout,
  };
  return async () => {
    const { createGoogleClient, createGoogleReader, createGoogleWriter } = await import("./index.ts");
    // The reader's token cannot write. Only apply requests one that can.
    const client = await createGoogleClient({ ...options, access: "read" });
    return {
      reader: createGoogleReader(client, { system: system.id, clock, join, attributes }),
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
