import type { Client, DefaultRequestExecutor } from "@okta/okta-sdk-nodejs";
import { checkedUrl } from "../../http/loopback.ts";
import type { Pacer } from "../../http/pacer.ts";
import { retrying } from "../../http/retrying.ts";
import { withoutSecrets } from "../../http/secrets.ts";
import type { ProviderFailure } from "../../ports/access.ts";
import type { Clock } from "../../ports/clock.ts";
import { pacedExecutor } from "./executor.ts";
import { isTransient, oktaFailure } from "./failure.ts";

/** An API token, or a service app's key (`privateKey` as PEM or JWK text). */
export type OktaCredentials =
  | { readonly kind: "token"; readonly token: string }
  | {
      readonly kind: "private-key";
      readonly clientId: string;
      readonly privateKey: string;
      readonly keyId?: string;
      readonly scopes: readonly string[];
    };

export interface OktaClientOptions {
  /** The system's id in the files: requests are counted under it. Default `okta`. */
  readonly system?: string;
  /** https, or http to this machine; see `checkedUrl`. */
  readonly orgUrl: string;
  readonly credentials: OktaCredentials;
  readonly pacer: Pacer;
  readonly clock: Clock;
  /** Milliseconds until an answer counts as lost; default 30 s. */
  readonly requestTimeout?: number;
}

/** A connection to one Okta organization. Everything that is sent through it is paced. */
export interface OktaClient {
  readonly sdk: Client;
  /** The organization's host: the tenant's name in observations. */
  readonly host: string;
  readonly clock: Clock;
  /** Sends a read, and again after a passing fault. */
  read<T>(send: () => Promise<T>): Promise<T>;
  /** A request that the SDK's classes cannot carry without loss; the path starts with /api. Answers the parsed body. */
  raw(method: "GET" | "PUT", path: string, body?: unknown): Promise<unknown>;
  failureOf(error: unknown, isWrite: boolean): ProviderFailure;
}

/**
 * Loads the SDK and connects it.
 * Every option is given, empty ones too: what is left out the SDK takes from `okta.yaml` in the working directory, which
 * a pull request can add, or from OKTA_* variables.
 * @throws UrlRefused for an address that no credential may be sent to; Error where the SDK does not start
 */
export async function createOktaClient(options: OktaClientOptions): Promise<OktaClient> {
  const { system = "okta", credentials, pacer, clock, requestTimeout = 30_000 } = options;
  const orgUrl = checkedUrl(options.orgUrl);
  const { Client, DefaultRequestExecutor } = await import("@okta/okta-sdk-nodejs");
  // `maxRetries: 0` turns the SDK's own retries off: there is one layer that repeats, and it is ours.
  const transport: DefaultRequestExecutor = new DefaultRequestExecutor({ maxRetries: 0, requestTimeout });
  const requestExecutor = pacedExecutor(transport, { system, orgUrl, pacer, requestTimeout });
  const sdk = started(() => new Client({ orgUrl, requestExecutor, ...sdkCredentials(credentials), ...quiet }));
  const secrets = credentials.kind === "token" ? [credentials.token] : [credentials.privateKey];
  // A writer reads as well: an error of such a read leaves no doubt about a write.
  const fromReads = new WeakSet();
  return {
    sdk,
    host: new URL(orgUrl).host,
    clock,
    async read(send) {
      try {
        return await retrying({ clock: pacer.clock, random: pacer.random, isTransient }, send);
      } catch (error) {
        if (typeof error === "object" && error !== null) fromReads.add(error);
        throw error;
      }
    },
    async raw(method, path, body) {
      const request = {
        method,
        headers: { Accept: "application/json", "Content-Type": "application/json" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      };
      const response = (await sdk.http.http(`${orgUrl}${path}`, request as RequestOptions)) as {
        json(): Promise<unknown>;
      };
      return response.json();
    },
    failureOf(error, isWrite) {
      const isRead = typeof error === "object" && error !== null && fromReads.has(error);
      return withoutSecrets(oktaFailure(error, isWrite && !isRead), secrets);
    },
  };
}

/** The SDK opens `okta.yaml` even when nothing in it is wanted, and ends where it is not YAML. */
function started(create: () => Client): Client {
  try {
    return create();
  } catch {
    // The SDK's own message can quote the file or list our options.
    throw new Error(
      "The Okta SDK does not start. It reads okta.yaml in this folder and in ~/.okta although nothing in them is used: remove the file, or make it valid YAML. If there is none, check that the token or key is not empty.",
    );
  }
}

/** The SDK would remember every object it has read, without end, and answer later reads from there. */
const quiet = { cacheMiddleware: null, userAgent: "" };

/** The SDK's request, as far as this file makes one. */
type RequestOptions = Exclude<Parameters<Client["http"]["http"]>[1], undefined>;

function sdkCredentials(credentials: OktaCredentials) {
  if (credentials.kind === "token")
    return {
      authorizationMode: "SSWS",
      token: credentials.token,
      clientId: "",
      scopes: [""],
      privateKey: "",
      keyId: "",
    };
  const { clientId, privateKey, scopes, keyId = "" } = credentials;
  return { authorizationMode: "PrivateKey", token: "", clientId, scopes: [...scopes], privateKey, keyId };
}
