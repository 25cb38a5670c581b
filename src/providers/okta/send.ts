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

/**
 * Sends one request with Node's HTTP client. The SDK's transport (node-fetch 2) waits for its timeout when a connection breaks
 * inside a body. This client fails immediately and reuses connections.
 * An interrupted read ends at once.
 * @param timeout request timeout in milliseconds
 * @throws TypeError with the network error as its cause; DOMException (TimeoutError)
 */
export async function sendDirectly(request: SdkRequest, timeout: number): Promise<SdkResponse> {
  const { url = "", method = "GET", headers = {}, body } = request;
  return fetch(url, {
    method: method.toUpperCase(),
    headers,
    redirect: "error",
    signal: withReadSignal(AbortSignal.timeout(timeout)),
    ...(body === undefined ? {} : { body }),
  });
}
