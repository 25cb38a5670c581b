import type { admin_directory_v1 } from "googleapis/build/src/apis/admin/directory_v1.js";
import { checkClock } from "../../http/clock-check.ts";
import { checkedUrl } from "../../http/loopback.ts";
import { currentFence } from "../../http/fence.ts";
import type { PacedRequest, Pacer } from "../../http/pacer.ts";
import { type RateReport, rateReportOf, silent } from "../../http/rate-report.ts";
import { retrying } from "../../http/retrying.ts";
import { withoutSecrets } from "../../http/secrets.ts";
import { isLoopback } from "../../support/loopback.ts";
import { createSecrets } from "../../support/secrets.ts";
import type { ProviderFailure } from "../../ports/access.ts";
import type { Clock } from "../../ports/clock.ts";
import type { RecordExchange } from "../../ports/recording.ts";
import { watchTokens } from "./derived-tokens.ts";
import { endInterruptedReads } from "./interrupted-reads.ts";
import { keepConnections } from "./kept-connections.ts";
import { authFor, type GoogleAccess, type GoogleCredentials, type GoogleIdentity, scopesFor } from "./credentials.ts";
import { type OptionalApis, optionalApis } from "./optional-apis.ts";
import { recordedCall } from "./recorded-call.ts";
import { directoryQuota, type Quota } from "./quota.ts";
import { headerIn } from "./headers.ts";
import { libraryOptions } from "./settings-api.ts";
import { tokenInfo, type TokenInfo, tokenInfoUrlOf } from "./token-info.ts";
import { deniedRemedy } from "./denied.ts";
import { googleFailure, isQuota, isTransient, refusalOf } from "./failure.ts";

/** The settings of a Google client. */
export interface GoogleClientOptions {
  /** The system id in the files, under which requests are counted. Default `google`. */
  readonly system?: string;
  /** A URL that replaces Google's, for a sandbox: https, or http to this machine. */
  readonly rootUrl?: string;
  /** The tenant: `my_customer` (default, the tenant of the credential) or its id. */
  readonly customer?: string | null;
  readonly credentials: GoogleCredentials;
  /** The scopes requested for a token from a credential file. Default `write`. */
  readonly access?: GoogleAccess;
  readonly pacer: Pacer;
  readonly clock: Clock;
  /** Request timeout in milliseconds. Default 60 s, because lists of large tenants are slow. */
  readonly requestTimeout?: number;
  /** Receives each token that is derived from the credential, before it is used. */
  readonly onSecret?: (token: string) => void;
  /** Masks the secrets of the other clients of the run, which an error of this provider can quote. */
  readonly masked?: (text: string) => string;
  /** Records each exchange, for a bug report. */
  readonly record?: RecordExchange;
}

/** The response of a library call. */
export interface GoogleAnswer<T> {
  readonly data: T;
  readonly headers?: unknown;
}

/** A connection to one Google Workspace tenant. All requests are paced. */
export interface GoogleClient extends OptionalApis {
  readonly api: admin_directory_v1.Admin;
  readonly customer: string;
  readonly clock: Clock;
  /** Sends a read, with retries after transient failures. `quota` is by default the one of the Directory API. */
  read<T>(send: () => Promise<GoogleAnswer<T>>, quota?: Quota): Promise<T>;
  /** Sends a write once, and again only after a quota refusal, which means that it was not processed. */
  write<T>(send: () => Promise<GoogleAnswer<T>>, quota?: Quota): Promise<T>;
  failureOf(error: unknown, isWrite: boolean): ProviderFailure;
  /** Which credential is used, without its secrets. */
  readonly identity: GoogleIdentity;
  /**
   * Asks Google which account and scopes the token has.
   * @param scope a scope for which a token of its own is requested; absent: the token of the client
   */
  tokenInfo(scope?: string): Promise<TokenInfo>;
}

/**
 * Loads the library and connects it. Passes all settings that the library would otherwise read from the environment.
 * @throws UrlRefused for a URL that credentials may not be sent to
 * @throws InvalidCredential for a credential file that cannot be used
 */
export async function createGoogleClient(options: GoogleClientOptions): Promise<GoogleClient> {
  const { system = "google", credentials, access = "write", pacer, clock, requestTimeout = 60_000 } = options;
  const rootUrl = options.rootUrl === undefined ? "https://admin.googleapis.com" : checkedUrl(options.rootUrl);
  const { admin_directory_v1, auth } = await import("googleapis/build/src/apis/admin/index.js");
  const tokenOptions = {
    clock: pacer.clock,
    random: pacer.random,
    readSignal: () => pacer.readSignal(),
    requestTimeout,
    // An assertion gives a token of the tenant, so it is sent only to Google or to this machine.
    loopbackUrl: options.rootUrl !== undefined && isLoopback(new URL(rootUrl)) ? rootUrl : undefined,
  };
  const {
    client: authClient,
    secrets: given,
    identity,
  } = await authFor(auth, credentials, scopesFor(access), tokenOptions);
  const secrets = createSecrets(given, options.onSecret);
  const prepare = (client: typeof authClient): void => {
    watchTokens(client, secrets);
    endInterruptedReads(client);
    keepConnections(client, pacer.connections(system));
  };
  prepare(authClient);
  const api = new admin_directory_v1.Admin(libraryOptions(authClient, { rootUrl, requestTimeout }));
  const optional = optionalApis({
    rootUrl: options.rootUrl === undefined ? undefined : rootUrl,
    requestTimeout,
    access,
    async authorize(scope) {
      const { client } = await authFor(auth, credentials, [scope], tokenOptions);
      prepare(client);
      return client;
    },
  });

  const send = async <T>(
    call: () => Promise<GoogleAnswer<T>>,
    quota: Quota,
    kind: Pick<PacedRequest<T>, "isRead" | "fence">,
  ): Promise<T> => {
    const answer = await pacer.send<Sent<T>>({
      system,
      bucket: quota.bucket,
      defaultLimit: quota.perMinute,
      send: () => sentOnce(() => recordedCall(call, { system, now: () => pacer.clock.now(), record: options.record })),
      report: (sent) => reportOf(sent, pacer.clock.now()),
      ...kind,
    });
    if ("refusal" in answer) throw answer.refusal;
    checkClock("Google", headerIn(answer.headers, "date"), pacer.clock.now());
    return answer.data;
  };
  const infos = new Map<string | null, Promise<TokenInfo>>();
  /** Asks about the token of the client, or about one that is requested for a scope of its own. */
  const askedFor = async (scope: string | null): Promise<TokenInfo> => {
    const client = scope === null ? authClient : (await authFor(auth, credentials, [scope], tokenOptions)).client;
    if (scope !== null) watchTokens(client, secrets);
    const given = await client.getAccessToken();
    const token = typeof given === "object" ? given?.token : given;
    return tokenInfo(tokenInfoUrlOf(options.rootUrl === undefined ? undefined : rootUrl), token ?? "", requestTimeout);
  };
  // A writer also reads. A failed read does not make the outcome of a write unknown.
  const fromReads = new WeakSet();
  return {
    api,
    ...optional.apis,
    customer: options.customer ?? "my_customer",
    clock,
    async read(call, quota = directoryQuota) {
      try {
        const { clock: paced, random } = pacer;
        return await retrying({ clock: paced, random, isTransient, signal: pacer.readSignal() }, () =>
          send(call, quota, { isRead: true }),
        );
      } catch (error) {
        if (typeof error === "object" && error !== null) fromReads.add(error);
        throw error;
      }
    },
    write: (call, quota = directoryQuota) => send(call, quota, { isRead: false, fence: currentFence() }),
    identity,
    tokenInfo(scope) {
      const own = scope === undefined || scopesFor(access).includes(scope) ? null : scope;
      const info = infos.get(own) ?? askedFor(own);
      infos.set(own, info);
      return info;
    },
    failureOf(error, isWrite) {
      const isRead = typeof error === "object" && error !== null && fromReads.has(error);
      const failure = withoutSecrets(googleFailure(error, isWrite && !isRead), secrets.all(), options.masked);
      const refusal = failure.kind === "denied" ? refusalOf(error) : null;
      if (refusal === null) return failure;
      const scopes = [...scopesFor(access), ...optional.scopes()];
      return { ...failure, message: `${failure.message}. ${deniedRemedy(refusal, identity, scopes)}` };
    },
  };
}

type Sent<T> = GoogleAnswer<T> | { readonly refusal: unknown };

/** Returns a quota refusal as a result, so that the pacer can wait and send again. Throws any other error. */
async function sentOnce<T>(call: () => Promise<GoogleAnswer<T>>): Promise<Sent<T>> {
  try {
    const { data, headers } = await call();
    return { data, headers };
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal !== null && isQuota(refusal)) return { refusal: error };
    throw error;
  }
}

/** Returns the rate report. Google sends quota refusals as 403, as 429 and, for licences, as 503. */
function reportOf(sent: Sent<unknown>, now: number): RateReport {
  if (!("refusal" in sent)) return silent;
  const headers = (sent.refusal as { readonly response?: { readonly headers?: unknown } }).response?.headers;
  return rateReportOf(429, (name) => headerIn(headers, name), now);
}
