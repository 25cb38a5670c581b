import type { Client, DefaultRequestExecutor } from "@okta/okta-sdk-nodejs";
import { checkedUrl } from "../../http/loopback.ts";
import type { Pacer } from "../../http/pacer.ts";
import { retrying } from "../../http/retrying.ts";
import { withoutSecrets } from "../../http/secrets.ts";
import { createSecrets } from "../../support/secrets.ts";
import type { ProviderFailure } from "../../ports/access.ts";
import type { Clock } from "../../ports/clock.ts";
import type { RecordExchange } from "../../ports/recording.ts";
import { apiToken } from "./authorization.ts";
import { authorizedExecutor } from "./executor.ts";
import { isTransient, oktaFailure } from "./failure.ts";
import { serviceAppAuthorization } from "./service-app.ts";
import { type ServiceApp, tokenPath } from "./token-request.ts";
import { createTransport } from "./transport.ts";

/** An API token, or the key of a service app. */
export type OktaCredentials =
  { readonly kind: "token"; readonly token: string } | ({ readonly kind: "private-key" } & ServiceApp);

/** The settings of an Okta client. */
export interface OktaClientOptions {
  /** The system id in the files, under which requests are counted. Default `okta`. */
  readonly system?: string;
  /** https, or http to this machine; see `checkedUrl`. */
  readonly orgUrl: string;
  readonly credentials: OktaCredentials;
  readonly pacer: Pacer;
  readonly clock: Clock;
  /** Request timeout in milliseconds. Default 30 s. */
  readonly requestTimeout?: number;
  /** Receives each token that is derived from the credential, before it is used. */
  readonly onSecret?: (token: string) => void;
  /** Masks the secrets of the other clients of the run, which an error of this provider can quote. */
  readonly masked?: (text: string) => string;
  /** Records each exchange, for a bug report. */
  readonly record?: RecordExchange;
}

/** A connection to one Okta organization. All requests are paced. */
export interface OktaClient {
  readonly sdk: Client;
  /** The host of the organization, which is the tenant name in observations. */
  readonly host: string;
  readonly clock: Clock;
  /** Sends a read, with retries after transient failures. */
  read<T>(send: () => Promise<T>): Promise<T>;
  /** Sends a request that the SDK's classes cannot represent without loss. The path starts with /api. Returns the parsed body. */
  raw(method: "GET" | "PUT", path: string, body?: unknown): Promise<unknown>;
  /** Reads one page of a list whose next link the SDK cannot resume. The path starts with /api. */
  rawPage(path: string): Promise<RawPage>;
  failureOf(error: unknown, isWrite: boolean): ProviderFailure;
  /** Returns the scopes that Okta granted to the token; null: an API token, which has the rights of its owner. */
  scopes(): Promise<readonly string[] | null>;
}

/** A page as parsed JSON. `next` is the address of the next page as Okta wrote it; null: there is none. */
export interface RawPage {
  readonly body: unknown;
  readonly next: string | null;
}

/**
 * Loads the SDK and connects it.
 * All options are passed, also empty ones. The SDK reads missing options from `okta.yaml` in the working directory, which a
 * pull request can add, or from OKTA_* variables.
 * @throws UrlRefused for a URL that credentials may not be sent to; Error if the SDK does not start
 */
export async function createOktaClient(options: OktaClientOptions): Promise<OktaClient> {
  const { system = "okta", credentials, pacer, clock, requestTimeout = 30_000 } = options;
  const secrets = createSecrets(
    credentials.kind === "token" ? [credentials.token] : [credentials.privateKey],
    options.onSecret,
  );
  const orgUrl = checkedUrl(options.orgUrl);
  const { Client, DefaultRequestExecutor } = await import("@okta/okta-sdk-nodejs");
  // `maxRetries: 0` turns off the retries of the SDK: only Rolecall retries requests.
  const executor: DefaultRequestExecutor = new DefaultRequestExecutor({ maxRetries: 0, requestTimeout });
  const transport = createTransport(executor, { system, orgUrl, pacer, requestTimeout, record: options.record });
  const tokenAt = { url: new URL(`${orgUrl}${tokenPath}`), method: "POST" };
  const authorization =
    credentials.kind === "token"
      ? apiToken
      : serviceAppAuthorization(credentials, {
          orgUrl,
          clock: pacer.clock,
          random: pacer.random,
          readSignal: () => pacer.readSignal(),
          send: (create) => transport.send(tokenAt, create),
          secrets,
        });
  const requestExecutor = authorizedExecutor(executor, transport, authorization);
  const sdk = started(() => new Client({ orgUrl, requestExecutor, ...sdkCredentials(credentials), ...quiet }));
  const sent = async (method: string, path: string, body?: unknown): Promise<RawResponse> => {
    const request = {
      method,
      headers: { Accept: "application/json", "Content-Type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    };
    return (await sdk.http.http(`${orgUrl}${path}`, request as RequestOptions)) as RawResponse;
  };
  // A writer also reads. A failed read does not make the outcome of a write unknown.
  const fromReads = new WeakSet();
  return {
    sdk,
    host: new URL(orgUrl).host,
    clock,
    async read(send) {
      try {
        const { clock: paced, random } = pacer;
        return await retrying({ clock: paced, random, isTransient, signal: pacer.readSignal() }, send);
      } catch (error) {
        if (typeof error === "object" && error !== null) fromReads.add(error);
        throw error;
      }
    },
    raw: async (method, path, body) => (await sent(method, path, body)).json(),
    async rawPage(path) {
      const response = await sent("GET", path);
      const next = /<([^>]+)>;\s*rel="next"/.exec(response.headers.get("link") ?? "")?.[1] ?? null;
      return { body: await response.json(), next };
    },
    failureOf(error, isWrite) {
      const isRead = typeof error === "object" && error !== null && fromReads.has(error);
      return withoutSecrets(oktaFailure(error, isWrite && !isRead, credentials.kind), secrets.all(), options.masked);
    },
    scopes: () => authorization.scopes(),
  };
}

/** Creates the SDK client. The SDK reads `okta.yaml` even if it is not used, and fails if it is not valid YAML. */
function started(create: () => Client): Client {
  try {
    return create();
  } catch {
    // The SDK's message can quote the file or the options.
    throw new Error(
      "The Okta SDK does not start. It reads okta.yaml in this folder and in ~/.okta but does not use them: remove the file, or make it valid YAML. If there is no such file, check that the token or key is not empty.",
    );
  }
}

/** Turns off the SDK's cache, which has no limit and would answer later reads. */
const quiet = { cacheMiddleware: null, userAgent: "" };

/** The part of the SDK's response that this file uses. */
interface RawResponse {
  readonly headers: { get(name: string): string | null };
  json(): Promise<unknown>;
}

/** The part of the SDK's request that this file uses. */
type RequestOptions = Exclude<Parameters<Client["http"]["http"]>[1], undefined>;

/** Returns the credential for the SDK. The tokens of a service app are set by the executor, so the SDK gets no key. */
const sdkCredentials = (credentials: OktaCredentials) => ({
  authorizationMode: "SSWS",
  token: credentials.kind === "token" ? credentials.token : "of the service app",
  clientId: "",
  scopes: [""],
  privateKey: "",
  keyId: "",
});
