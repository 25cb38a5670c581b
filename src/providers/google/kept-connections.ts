import type { Connections } from "../../http/connections.ts";
import type { GoogleAuth } from "./credentials.ts";

/** The part of the library's transport that is used. The library sets the proxy's agent before the interceptors. */
interface Transport {
  readonly interceptors: {
    readonly request: Set<{ readonly resolved: (request: Sent) => Promise<Sent> }>;
  };
}
interface Sent {
  readonly agent?: unknown;
  fetchImplementation?: Connections["fetch"];
}

/**
 * Sends each request of the client, also one for a token, over the kept connections. The library's transport opens
 * connections without a limit. A request through a proxy uses it all the same.
 */
export function keepConnections(client: GoogleAuth["client"], connections: Connections): void {
  const { transporter } = client as unknown as { readonly transporter?: Transport };
  transporter?.interceptors.request.add({
    resolved: (request) => {
      if (request.agent === undefined) request.fetchImplementation = connections.fetch;
      return Promise.resolve(request);
    },
  });
}
