import type { DefaultRequestExecutor, RequestExecutor } from "@okta/okta-sdk-nodejs";
import { currentFence } from "../../http/fence.ts";
import type { Pacer } from "../../http/pacer.ts";
import { checkClock } from "../../http/clock-check.ts";
import { rateReportOf } from "../../http/rate-report.ts";
import { CredentialRefused, ForeignAddress } from "../../http/transport-failure.ts";
import { isLoopback } from "../../support/loopback.ts";
import { addTokensOf, type Secrets } from "../../support/secrets.ts";
import { bucketOf } from "./bucket.ts";
import { type SdkRequest, type SdkResponse, sendDirectly } from "./send.ts";

export interface ExecutorOptions {
  readonly system: string;
  readonly orgUrl: string;
  readonly pacer: Pacer;
  /** Request timeout in milliseconds. */
  readonly requestTimeout: number;
  /** Receives the tokens that are derived from the service app's key. */
  readonly secrets: Pick<Secrets, "add">;
}

/**
 * Creates the executor of all requests of the SDK, including token requests. Requests go only to the URL of the organization, are
 * paced, and finish with the last byte of the response.
 */
export function pacedExecutor(transport: DefaultRequestExecutor, options: ExecutorOptions): RequestExecutor {
  const { system, orgUrl, pacer, requestTimeout, secrets } = options;
  const { origin } = new URL(orgUrl);
  const directly = { connections: pacer.connections(system), timeout: requestTimeout };
  const sendByProxy = transport.fetch.bind(transport) as unknown as (request: SdkRequest) => Promise<SdkResponse>;
  const sendOnce = (request: SdkRequest): Promise<SdkResponse> =>
    request.agent === undefined ? sendDirectly(request, directly) : sendByProxy(request);

  const send = async (request: SdkRequest): Promise<SdkResponse> => {
    const url = new URL(request.url ?? "", origin);
    // The SDK follows a `next` link to any server and sends the credential.
    if (url.origin !== origin)
      throw new ForeignAddress(`Okta's response leads to another server (${url.host}); it was not followed`);
    request.redirect = "error";
    // The SDK uses the environment's proxy even for loopback requests.
    if (isLoopback(url)) delete request.agent;
    const isTokenRequest = url.pathname === tokenPath;
    if (isTokenRequest) secrets.add(assertionIn(request));
    const method = (request.method ?? "GET").toUpperCase();
    const isRead = method === "GET" || isTokenRequest;
    const response = await pacer.send({
      system,
      ...bucketOf(method, url.pathname),
      isRead,
      fence: isRead ? undefined : currentFence(),
      send: async () => completeResponse(await sendOnce(request)),
      report: ({ status, headers }) => rateReportOf(status, (name) => headers.get(name), pacer.clock.now()),
    });
    checkClock("Okta", response.headers.get("date"), pacer.clock.now());
    if (isTokenRequest) {
      await checkToken(response);
      // The body is complete, so reading it again changes nothing for the SDK.
      addTokensOf(await response.json().catch(() => null), secrets);
    }
    return response;
  };
  transport.fetch = send;
  return transport;
}

/** Returns the response after its complete body. A broken connection fails here, so that the request can be retried. */
async function completeResponse(response: SdkResponse): Promise<SdkResponse> {
  const text = await response.text();
  return Object.assign(response, {
    text: () => Promise.resolve(text),
    json: async () => JSON.parse(text) as unknown,
  });
}

const tokenPath = "/oauth2/v1/token";

/** Returns the signed assertion of a token request, which gives a token until it expires; empty: there is none. */
function assertionIn({ body }: SdkRequest): string {
  return typeof body === "string" ? (new URLSearchParams(body).get("client_assertion") ?? "") : "";
}

/** Throws if the token endpoint rejected the key. The SDK would continue with `Bearer undefined`. */
async function checkToken(response: SdkResponse): Promise<void> {
  if (response.status < 300) return;
  const text = await response.text();
  if (text.includes("use_dpop_nonce")) return;
  const reason = /"error"\s*:\s*"([a-z_]{1,40})"/.exec(text)?.[1];
  throw new CredentialRefused(
    `Okta rejected the service app's key (HTTP ${response.status}${reason === undefined ? "" : ` ${reason}`}): check the client id, the private key and its scopes. ${tokenRemedy(reason)}`,
  );
}

/** Returns how to correct a service app, by the reason of the token endpoint. */
function tokenRemedy(reason: string | undefined): string {
  if (reason === "invalid_scope")
    return "In Okta, open the app's tab Okta API Scopes and grant the scopes that OKTA_CLIENT_SCOPES names (default: okta.users.manage and okta.groups.manage, and where the files declare apps or administrator roles, okta.apps.manage or okta.roles.manage).";
  if (reason === "invalid_client")
    return "OKTA_CLIENT_CLIENTID must be the client id of an active service app, and OKTA_CLIENT_PRIVATEKEY the private half of a key that is listed in the app's General > Public Keys.";
  return "The app must be an API services app that authenticates with a public key and a private key.";
}
