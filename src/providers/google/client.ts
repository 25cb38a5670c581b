import type { admin_directory_v1 } from "googleapis/build/src/apis/admin/directory_v1.js";
import { checkClock } from "../../http/clock-check.ts";
import { checkedUrl } from "../../http/loopback.ts";
import type { Pacer } from "../../http/pacer.ts";
import { type RateReport, rateReportOf, silent } from "../../http/rate-report.ts";
import { retrying } from "../../http/retrying.ts";
import { withoutSecrets } from "../../http/secrets.ts";
import type { ProviderFailure } from "../../ports/access.ts";
import type { Clock } from "../../ports/clock.ts";
import { authFor, type GoogleAccess, type GoogleCredentials } from "./credentials.ts";
import { googleFailure, isQuota, isTransient, refusalOf } from "./failure.ts";

export interface GoogleClientOptions {
  /** The system's id in the files: requests are counted under it. Default `google`. */
  readonly system?: string;
  /** Another address than Google's own, for a sandbox: https, or http to this machine. */
  readonly rootUrl?: string;
  /** The tenant: `my_customer` (default, the credential's own) or its id. */
  readonly customer?: string | null;
  readonly credentials: GoogleCredentials;
  /** Which scopes a credential file's token is asked for. Default `write`. */
  readonly access?: GoogleAccess;
  readonly pacer: Pacer;
  readonly clock: Clock;
  /** Milliseconds until an answer counts as lost; default 60 s: lists of large tenants are slow. */
  readonly requestTimeout?: number;
}

/** What the library's calls answer. */
export interface GoogleAnswer<T> {
  readonly data: T;
  readonly headers?: unknown;
}

/** A connection to one Google Workspace tenant. Everything that is sent through it is paced. */
export interface GoogleClient {
  readonly api: admin_directory_v1.Admin;
  readonly customer: string;
  readonly clock: Clock;
  /** Sends a read, and again after a passing fault. */
  read<T>(send: () => Promise<GoogleAnswer<T>>): Promise<T>;
  /** Sends a write once; again only after a refusal for quota, which says that it was not processed. */
  write<T>(send: () => Promise<GoogleAnswer<T>>): Promise<T>;
  failureOf(error: unknown, isWrite: boolean): ProviderFailure;
}

/** The Directory API's default: queries per minute, user and project. Google announces no limits in its answers. */
const perMinute = 2400;

/**
 * Loads the library and connects it, with everything given that it would otherwise look for in the environment.
 * @throws UrlRefused for an address that no credential may be sent to
 * @throws CredentialRefused for a credential file that cannot be used
 */
export async function createGoogleClient(options: GoogleClientOptions): Promise<GoogleClient> {
  const { system = "google", credentials, access = "write", pacer, clock, requestTimeout = 60_000 } = options;
  const rootUrl = options.rootUrl === undefined ? "https://admin.googleapis.com" : checkedUrl(options.rootUrl);
  const { admin_directory_v1, auth } = await import("googleapis/build/src/apis/admin/index.js");
  const { client: authClient, secrets } = await authFor(auth, credentials, access);
  const api = new admin_directory_v1.Admin({
    rootUrl: `${rootUrl}/`,
    auth: authClient,
    // Of all the layers that could repeat a request, ours alone does.
    retry: false,
    timeout: requestTimeout,
    universeDomain: "googleapis.com",
    noProxy: ["127.0.0.1", "localhost", "[::1]"],
    maxRedirects: 0,
  });

  const send = async <T>(call: () => Promise<GoogleAnswer<T>>): Promise<T> => {
    const answer = await pacer.send<Sent<T>>({
      system,
      bucket: "directory",
      defaultLimit: perMinute,
      send: () => sentOnce(call),
      report: (sent) => reportOf(sent, pacer.clock.now()),
    });
    if ("refusal" in answer) throw answer.refusal;
    checkClock("Google", headerIn(answer.headers, "date"), pacer.clock.now());
    return answer.data;
  };
  // A writer reads as well: an error of such a read leaves no doubt about a write.
  const fromReads = new WeakSet();
  return {
    api,
    customer: options.customer ?? "my_customer",
    clock,
    async read(call) {
      try {
        return await retrying({ clock: pacer.clock, random: pacer.random, isTransient }, () => send(call));
      } catch (error) {
        if (typeof error === "object" && error !== null) fromReads.add(error);
        throw error;
      }
    },
    write: send,
    failureOf(error, isWrite) {
      const isRead = typeof error === "object" && error !== null && fromReads.has(error);
      return withoutSecrets(googleFailure(error, isWrite && !isRead), secrets);
    },
  };
}

type Sent<T> = GoogleAnswer<T> | { readonly refusal: unknown };

/** A refusal for quota is an answer, so that the pacer can wait and send again; any other error is thrown. */
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

/** Quota comes as 403 and as 429; both mean the same here. */
function reportOf(sent: Sent<unknown>, now: number): RateReport {
  if (!("refusal" in sent)) return silent;
  const headers = (sent.refusal as { readonly response?: { readonly headers?: unknown } }).response?.headers;
  return rateReportOf(429, (name) => headerIn(headers, name), now);
}

/** The library's headers are of its own fetch, and no instance of this machine's `Headers`. */
function headerIn(headers: unknown, name: string): string | null {
  if (typeof headers !== "object" || headers === null || !("get" in headers) || typeof headers.get !== "function")
    return null;
  const value: unknown = headers.get(name);
  return typeof value === "string" ? value : null;
}
