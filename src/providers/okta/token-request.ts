import type { KeyObject } from "node:crypto";
import { networkCode } from "../../http/network-code.ts";
import { Throttled } from "../../http/pacer.ts";
import { isServerFailure, retrying } from "../../http/retrying.ts";
import { Interrupted } from "../../http/stopped-reads.ts";
import { CredentialRefused, TokenUnavailable } from "../../http/transport-failure.ts";
import type { Clock, Random } from "../../ports/clock.ts";
import { addTokensOf, type Secrets } from "../../support/secrets.ts";
import type { AccessToken } from "../access-tokens.ts";
import { signedJwt } from "../signed-jwt.ts";
import type { PacedSend } from "./authorization.ts";
import { dpopProof, type ProofKey } from "./dpop-proof.ts";
import type { SdkRequest, SdkResponse } from "./send.ts";
import { tokenRemedy } from "./token-remedy.ts";

/** The credential of a service app. */
export interface ServiceApp {
  readonly clientId: string;
  /** PEM or JWK text. */
  readonly privateKey: string;
  /** The id of the key in Okta; absent: the one in the JWK, or none. */
  readonly keyId?: string;
  readonly scopes: readonly string[];
}

/** An access token of a service app. */
export interface OktaToken extends AccessToken {
  readonly scopes: readonly string[];
  /** Whether each request needs a proof of the key that the token is bound to. */
  readonly isKeyBound: boolean;
}

export interface TokenRequestOptions {
  readonly orgUrl: string;
  readonly clock: Clock;
  readonly random: Random;
  /** Returns the signal that ends a read that begins now. */
  readonly readSignal: () => AbortSignal | undefined;
  readonly send: PacedSend;
  readonly secrets: Pick<Secrets, "add">;
}

export interface TokenRequest extends ServiceApp {
  readonly key: KeyObject;
  readonly proofKey: ProofKey;
  /** The last nonces of the servers, which change during a run. */
  readonly nonces: { token: string | null };
  readonly proxy: unknown;
}

export const tokenPath = "/oauth2/v1/token";

const assertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/** The lifetime of an assertion, in seconds. Okta accepts at most one hour. */
const assertionLife = 300;

/** The length of Okta's rate limit windows, in milliseconds. */
const rateWindow = 60_000;

/** The lifetime of a token whose answer does not name one, in seconds. Okta's tokens for its API last one hour. */
const tokenLife = 3600;

/**
 * Exchanges a signed assertion for an access token. The request carries a proof of possession: the server ignores it, or binds
 * the token to its key, and then requires its nonce first.
 * @throws CredentialRefused with the error of the token endpoint; TokenUnavailable when it did not answer
 */
export async function requestToken(request: TokenRequest, options: TokenRequestOptions): Promise<OktaToken> {
  for (let attempt = 1; ; attempt += 1) {
    const response = await answered(request, options);
    const answer = await bodyOf(response);
    addTokensOf(answer, options.secrets);
    request.nonces.token = response.headers.get("dpop-nonce") ?? request.nonces.token;
    if (response.status < 300) return tokenIn(answer, request, options.clock.now());
    if (answer["error"] === "use_dpop_nonce" && response.headers.has("dpop-nonce") && attempt === 1) continue;
    throw refusal(response.status, answer);
  }
}

/** Sends the request, again after a failure of the server or the network. No request of the API was sent before it. */
async function answered(request: TokenRequest, options: TokenRequestOptions): Promise<SdkResponse> {
  const { clock, random, readSignal } = options;
  try {
    return await retrying({ clock, random, isTransient, signal: readSignal() }, () => answerTo(request, options));
  } catch (error) {
    throw error instanceof Interrupted ? new TokenUnavailable(`no access token of Okta: ${error.message}`) : error;
  }
}

const isTransient = (error: unknown): boolean => error instanceof TokenUnavailable;

/** @throws TokenUnavailable after a failure of the network or of the server; Throttled after a rate refusal */
async function answerTo(request: TokenRequest, options: TokenRequestOptions): Promise<SdkResponse> {
  const response = await options
    .send(() => tokenRequest(request, options))
    .catch((error: unknown) => {
      const code = networkCode(error);
      throw code === null ? error : new TokenUnavailable(`Okta's token endpoint cannot be reached (${code})`);
    });
  const { status } = response;
  if (status === 429)
    throw new Throttled("Okta's token endpoint still refuses requests (HTTP 429)", options.clock.now() + rateWindow);
  if (isServerFailure(status)) throw new TokenUnavailable(`Okta's token endpoint returned HTTP ${status}`);
  return response;
}

function tokenRequest(
  { key, proofKey, nonces, proxy, ...app }: TokenRequest,
  options: TokenRequestOptions,
): SdkRequest {
  const url = `${options.orgUrl}${tokenPath}`;
  const now = options.clock.now();
  const assertion = assertionOf(app, key, { url, now });
  options.secrets.add(assertion);
  return {
    url,
    method: "POST",
    headers: {
      Accept: "application/json",
      "Content-Type": "application/x-www-form-urlencoded",
      DPoP: dpopProof(proofKey, { method: "POST", url, now, nonce: nonces.token, accessToken: null }),
    },
    body: new URLSearchParams({
      grant_type: "client_credentials",
      scope: app.scopes.join(" "),
      client_assertion_type: assertionType,
      client_assertion: assertion,
    }).toString(),
    ...(proxy === undefined ? {} : { agent: proxy }),
  };
}

function assertionOf(
  { clientId, privateKey, keyId }: Pick<TokenRequest, "clientId" | "privateKey" | "keyId">,
  key: KeyObject,
  { url, now }: { readonly url: string; readonly now: number },
): string {
  const seconds = Math.floor(now / 1000);
  const claims = { iss: clientId, sub: clientId, aud: url, iat: seconds, exp: seconds + assertionLife };
  const kid = keyId ?? keyIdIn(privateKey);
  return signedJwt(claims, key, { typ: "JWT", ...(kid === undefined ? {} : { kid }) });
}

function keyIdIn(privateKey: string): string | undefined {
  if (!privateKey.trimStart().startsWith("{")) return undefined;
  const { kid } = JSON.parse(privateKey) as { readonly kid?: unknown };
  return typeof kid === "string" ? kid : undefined;
}

type Answer = Readonly<Record<string, unknown>>;

async function bodyOf(response: SdkResponse): Promise<Answer> {
  const body = await response.json().catch(() => null);
  return typeof body === "object" && body !== null ? (body as Answer) : {};
}

/** @throws CredentialRefused when the answer has no token: a request must not be sent with an undefined one */
function tokenIn(answer: Answer, { scopes }: Pick<TokenRequest, "scopes">, now: number): OktaToken {
  const { access_token: token, expires_in: seconds, scope, token_type: type } = answer;
  if (typeof token !== "string" || token === "")
    throw new CredentialRefused("Okta's token endpoint answered without an access token");
  return {
    token,
    expiresAt: now + (typeof seconds === "number" ? seconds : tokenLife) * 1000,
    // An answer without `scope` grants what was requested (RFC 6749, section 5.1).
    scopes: typeof scope === "string" ? scope.split(" ").filter((one) => one !== "") : scopes,
    isKeyBound: typeof type === "string" && type.toLowerCase() === "dpop",
  };
}

function refusal(status: number, answer: Answer): Error {
  const { error, error_description: description } = answer;
  const reason = typeof error === "string" && /^[a-z_]{1,40}$/.test(error) ? error : null;
  const detail = [reason, typeof description === "string" ? description : null].filter((text) => text !== null);
  return new CredentialRefused(
    `Okta rejected the service app's key (HTTP ${[status, ...detail].join(" ")}). ${tokenRemedy(reason)}`,
  );
}
