import type { DefaultRequestExecutor } from "@okta/okta-sdk-nodejs";
import { checkClock } from "../../http/clock-check.ts";
import { currentFence } from "../../http/fence.ts";
import type { Pacer } from "../../http/pacer.ts";
import { rateReportOf } from "../../http/rate-report.ts";
import { ForeignAddress } from "../../http/transport-failure.ts";
import type { RecordExchange } from "../../ports/recording.ts";
import { isLoopback } from "../../support/loopback.ts";
import { bucketOf } from "./bucket.ts";
import { recordedSend } from "./recorded-send.ts";
import { type SdkRequest, type SdkResponse, sendDirectly } from "./send.ts";
import { tokenPath } from "./token-request.ts";

export interface TransportOptions {
  readonly system: string;
  readonly orgUrl: string;
  readonly pacer: Pacer;
  /** Request timeout in milliseconds. */
  readonly requestTimeout: number;
  /** Records each exchange, for a bug report. */
  readonly record?: RecordExchange | undefined;
}

/** Sends the requests of one client. */
export interface OktaTransport {
  /**
   * Returns the address of a request, and prepares the request.
   * @throws ForeignAddress for another server: the SDK follows a `next` link to any server and sends the credential
   */
  checked(request: SdkRequest): URL;
  /** Sends when the limits allow, and again after a rate refusal. `create` returns the request for each sending. */
  send(to: { readonly url: URL; readonly method: string }, create: () => SdkRequest): Promise<SdkResponse>;
}

/** Creates the transport. Requests go only to the URL of the organization, are paced, and finish with the last byte of the response. */
export function createTransport(executor: DefaultRequestExecutor, options: TransportOptions): OktaTransport {
  const { system, orgUrl, pacer, requestTimeout, record } = options;
  const { origin } = new URL(orgUrl);
  const sendByProxy = executor.fetch.bind(executor) as unknown as (request: SdkRequest) => Promise<SdkResponse>;
  const directly = { connections: pacer.connections(system), timeout: requestTimeout };
  const sendOnce = (request: SdkRequest): Promise<SdkResponse> =>
    request.agent === undefined ? sendDirectly(request, directly) : sendByProxy(request);
  const sendComplete = async (request: SdkRequest): Promise<SdkResponse> => completeResponse(await sendOnce(request));
  return {
    checked(request) {
      const url = new URL(request.url ?? "", origin);
      if (url.origin !== origin)
        throw new ForeignAddress(`Okta's response leads to another server (${url.host}); it was not followed`);
      request.redirect = "error";
      // The SDK uses the environment's proxy even for loopback requests.
      if (isLoopback(url)) delete request.agent;
      return url;
    },
    async send({ url, method }, create) {
      const isRead = method === "GET" || url.pathname === tokenPath;
      const response = await pacer.send({
        system,
        ...bucketOf(method, url.pathname),
        isRead,
        fence: isRead ? undefined : currentFence(),
        send: () => recordedSend(create(), { system, now: () => pacer.clock.now(), record, send: sendComplete }),
        report: ({ status, headers }) => rateReportOf(status, (name) => headers.get(name), pacer.clock.now()),
      });
      checkClock("Okta", response.headers.get("date"), pacer.clock.now());
      return response;
    },
  };
}

/** Returns the response after its complete body. A broken connection fails here, so that the request can be retried. */
async function completeResponse(response: SdkResponse): Promise<SdkResponse> {
  const text = await response.text();
  return Object.assign(response, {
    text: () => Promise.resolve(text),
    json: async () => JSON.parse(text) as unknown,
  });
}
