/** The part of a request that is used. The SDKs pass more. */
export interface ConnectionRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly signal?: AbortSignal;
}

/** The connections to one provider, kept open and used again. */
export interface Connections {
  /**
   * Sends a request. A redirect is an error. The request fails as soon as its connection breaks, also inside the body.
   * @throws TypeError with the network error as its cause; DOMException if the signal is aborted
   */
  readonly fetch: (url: string | URL, request: ConnectionRequest) => Promise<Response>;
}

/**
 * How long a connection without requests stays open, unless the provider announces less. A wait for the rate limit lasts up
 * to a minute and its jitter. Unit: milliseconds.
 */
const keptFor = 65_000;

/**
 * Returns connections to one provider, at most `limit` of them at a time to each of its hosts. The HTTP client is loaded with
 * the first request. Connections without requests do not keep the process running.
 */
export function createConnections(limit: number): Connections {
  const load = async () => {
    const { Agent, fetch } = await import("undici");
    const dispatcher = new Agent({ connections: limit, pipelining: 1, keepAliveTimeout: keptFor });
    return (url: string | URL, request: ConnectionRequest) => fetch(url, { ...request, redirect: "error", dispatcher });
  };
  let loaded: ReturnType<typeof load> | undefined;
  return {
    async fetch(url, request) {
      const send = await (loaded ??= load());
      return send(url, request);
    },
  };
}
