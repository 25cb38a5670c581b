import type { DefaultRequestExecutor, RequestExecutor } from "@okta/okta-sdk-nodejs";
import type { Pacer } from "../../http/pacer.ts";
import { checkClock } from "../../http/clock-check.ts";
import { rateReportOf } from "../../http/rate-report.ts";
import { CredentialRefused, ForeignAddress } from "../../http/transport-failure.ts";
import { isLoopback } from "../../http/loopback.ts";
import { bucketOf } from "./bucket.ts";
import { type SdkRequest, type SdkResponse, sendDirectly } from "./send.ts";

export interface ExecutorOptions {
  readonly system: string;
  readonly orgUrl: string;
  readonly pacer: Pacer;
  /** Milliseconds until an answer counts as lost. */
  readonly requestTimeout: number;
}

/**
 * The one way out for every request of the SDK, the token's included: to the organization's own address, in the pacer's
 * time, and ended with the last byte of its answer.
 */
export function pacedExecutor(transport: DefaultRequestExecutor, options: ExecutorOptions): RequestExecutor {
  const { system, orgUrl, pacer, requestTimeout } = options;
  const { origin } = new URL(orgUrl);
  const sendByProxy = transport.fetch.bind(transport) as unknown as (request: SdkRequest) => Promise<SdkResponse>;
  const sendOnce = (request: SdkRequest): Promise<SdkResponse> =>
    request.agent === undefined ? sendDirectly(request, requestTimeout) : sendByProxy(request);

  const send = async (request: SdkRequest): Promise<SdkResponse> => {
    const url = new URL(request.url ?? "", origin);
    // The SDK follows a `next` link wherever it leads, and takes the credential along.
    if (url.origin !== origin)
      throw new ForeignAddress(`Okta's answer leads to another server (${url.host}); it was not followed`);
    request.redirect = "error";
    // The SDK sends even loopback traffic through the environment's proxy.
    if (isLoopback(url)) delete request.agent;
    const response = await pacer.send({
      system,
      ...bucketOf((request.method ?? "GET").toUpperCase(), url.pathname),
      send: async () => whole(await sendOnce(request)),
      report: ({ status, headers }) => rateReportOf(status, (name) => headers.get(name), pacer.clock.now()),
    });
    checkClock("Okta", response.headers.get("date"), pacer.clock.now());
    if (url.pathname === "/oauth2/v1/token") await checkToken(response);
    return response;
  };
  transport.fetch = send;
  return transport;
}

/** The answer after its whole body has come: a connection that breaks on the way is found here, in time for a retry. */
async function whole(response: SdkResponse): Promise<SdkResponse> {
  const text = await response.text();
  return Object.assign(response, {
    text: () => Promise.resolve(text),
    json: async () => JSON.parse(text) as unknown,
  });
}

/** The SDK takes a refusal of the token endpoint for a token and goes on with `Bearer undefined`. */
async function checkToken(response: SdkResponse): Promise<void> {
  if (response.status < 300) return;
  const text = await response.text();
  if (text.includes("use_dpop_nonce")) return;
  throw new CredentialRefused(
    `Okta refused the service app's key (HTTP ${response.status}): check the client id, the private key and its scopes`,
  );
}
