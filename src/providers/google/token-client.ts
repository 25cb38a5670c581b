import type { admin_directory_v1, AuthPlus } from "googleapis/build/src/apis/admin/index.js";
import { isServerFailure, retrying } from "../../http/retrying.ts";
import { isNetworkError, TokenUnavailable } from "../../http/transport-failure.ts";
import { Interrupted } from "../../http/stopped-reads.ts";
import type { Clock, Random } from "../../ports/clock.ts";
import { type AccessToken, createAccessTokens } from "../access-tokens.ts";
import { refusalOf } from "./failure.ts";

/** The clients of the library that authorize its requests. */
export type AuthClient = Exclude<NonNullable<admin_directory_v1.Options["auth"]>, string>;

/** What a client needs to request tokens itself. */
export interface TokenOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** Returns the signal that ends a read that begins now. */
  readonly readSignal: () => AbortSignal | undefined;
  /** Request timeout in milliseconds. */
  readonly requestTimeout: number;
  /** A server on this machine that replaces Google's token endpoint, for tests; undefined: Google's own. */
  readonly loopbackUrl: string | undefined;
}

/** Sends a request for a token with the library's transport, which knows the proxy. Returns the parsed answer. */
export type TokenSend = (request: TokenHttpRequest) => Promise<Readonly<Record<string, unknown>>>;

interface TokenHttpRequest {
  readonly url: string;
  /** A form, or JSON. */
  readonly data: URLSearchParams | Readonly<Record<string, unknown>>;
  readonly bearer?: string;
}

/** The path of the token endpoint at a server that replaces Google's. */
const tokenPath = "/token";

/** Returns the address of the token endpoint: Google's, or the one of a server on this machine, for tests. */
export const tokenUrlOf = ({ loopbackUrl }: TokenOptions): string =>
  loopbackUrl === undefined ? "https://oauth2.googleapis.com/token" : `${loopbackUrl}${tokenPath}`;

/**
 * Creates a client of the library whose tokens come from `request`. The library's own clients send every token request to
 * Google's address, and have no administrator to act for without a key.
 * @param source the client whose token `request` uses; undefined: none
 */
export function tokenClient(
  auth: AuthPlus,
  request: (send: TokenSend) => Promise<AccessToken>,
  { options, source }: { readonly options: TokenOptions; readonly source?: AuthClient | undefined },
): AuthClient {
  class TokenClient extends auth.OAuth2 {
    /** The messages and the secrets of its requests are watched as well. */
    readonly source = source;
    readonly #tokens = createAccessTokens({ clock: options.clock, request: () => this.#requested() });

    override async getAccessToken() {
      return { token: (await this.#tokens.get()).token };
    }

    protected override async getRequestMetadataAsync() {
      const { token } = await this.#tokens.get();
      return { headers: new Headers({ authorization: `Bearer ${token}` }) };
    }

    async #requested(): Promise<AccessToken> {
      const { clock, random, readSignal } = options;
      try {
        return await retrying({ clock, random, isTransient, signal: readSignal() }, () => request(this.#send));
      } catch (error) {
        throw isTransient(error) || error instanceof Interrupted ? unavailable(error) : error;
      }
    }

    readonly #send: TokenSend = async ({ url, data, bearer }) => {
      const answer = await this.transporter.request({
        url,
        method: "POST",
        data,
        ...(bearer === undefined ? {} : { headers: { authorization: `Bearer ${bearer}` } }),
        responseType: "json",
        retry: false,
        timeout: options.requestTimeout,
        noProxy: ["127.0.0.1", "localhost", "[::1]"],
        redirect: "error",
      });
      return typeof answer.data === "object" && answer.data !== null
        ? (answer.data as Readonly<Record<string, unknown>>)
        : {};
    };
  }
  return new TokenClient();
}

/** Checks for a failure of the server or the network. No request of the API was sent before it. */
function isTransient(error: unknown): boolean {
  const refusal = refusalOf(error);
  return refusal === null ? isNetworkError(error) : isServerFailure(refusal.status);
}

function unavailable(error: unknown): TokenUnavailable {
  const refusal = refusalOf(error);
  if (refusal !== null) return new TokenUnavailable(`Google's token endpoint returned HTTP ${refusal.status}`);
  return new TokenUnavailable(
    error instanceof Interrupted
      ? `no access token of Google: ${error.message}`
      : "Google's token endpoint cannot be reached",
  );
}
