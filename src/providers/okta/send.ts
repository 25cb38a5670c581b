import type { Connections } from "../../http/connections.ts";
import { withReadSignal } from "../../http/stopped-reads.ts";

/** The part of the SDK's request that is sent: node-fetch options, as the SDK extends them. */
export interface SdkRequest {
  url?: string;
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  redirect?: string;
  /** The proxy that the SDK reads from the environment; absent: none. */
  agent?: unknown;
}

/** The part of a response that the SDK and its callers use. */
export interface SdkResponse {
  readonly status: number;
  readonly url: string;
  readonly headers: Headers;
  text(): Promise<string>;
  json(): Promise<unknown>;
}

export interface SendOptions {
  readonly connections: Connections;
  /** Request timeout in milliseconds. */
  readonly timeout: number;
}

/**
 * Sends one request over the kept connections. The SDK's transport (node-fetch 2) waits for its timeout when a connection
 * breaks inside a body, and opens connections without a limit. An interrupted read ends at once.
 * @throws TypeError with the network error as its cause; DOMException (TimeoutError)
 */
export async function sendDirectly(request: SdkRequest, { connections, timeout }: SendOptions): Promise<SdkResponse> {
  const { url = "", method = "GET", headers = {}, body } = request;
  return connections.fetch(url, {
    method: method.toUpperCase(),
    headers,
    signal: withReadSignal(AbortSignal.timeout(timeout)),
    ...(body === undefined ? {} : { body }),
  });
}
