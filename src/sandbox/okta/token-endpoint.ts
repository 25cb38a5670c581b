import type { JsonWebKey } from "node:crypto";
import type { SandboxReply, SandboxRequest } from "../core/exchange.ts";
import { isProven, proofKeyOf } from "./dpop.ts";
import type { JsonObject } from "./json.ts";
import { isSignedBy, jwtPart } from "../core/jwt.ts";

/** A service app: its client id, its public key, and its granted scopes. */
export interface OktaClientApp {
  readonly clientId: string;
  readonly publicKey: JsonWebKey;
  readonly scopes: readonly string[];
  /** Whether the app must prove with every request that it holds a key (DPoP); the first proof gets a nonce. */
  readonly dpop?: boolean;
}

/** How long a nonce of the token endpoint is valid: one day. A request without the current one receives it. */
const NONCE_LIFE_MS = 86_400_000;

/** The lifetime of an access token: one hour. */
const LIFE_SECONDS = 3600;
const ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

export interface IssuedToken {
  readonly token: string;
  readonly scopes: ReadonlySet<string>;
  readonly until: number;
  /** The key that the caller proved to hold and that the token is bound to; null: none. */
  readonly boundKey: string | null;
}

/** Issues access tokens at the current time. */
export interface TokenIssuer {
  readonly now: number;
  readonly issue: (scopes: ReadonlySet<string>, boundKey: string | null) => IssuedToken;
  /** The ids of the proofs of possession so far. */
  readonly usedProofs: Set<string>;
}

/**
 * The token endpoint for service apps; supports only client credentials with `private_key_jwt`. Checks the assertion's
 * issuer, subject, audience, expiry and signature, and grants the requested scopes if the app has all of them.
 */
export function tokenReply(request: SandboxRequest, apps: readonly OktaClientApp[], issuer: TokenIssuer): SandboxReply {
  const form = new URLSearchParams(request.rawBody);
  if (form.get("grant_type") !== "client_credentials") return refused(400, "unsupported_grant_type");
  if (form.get("client_assertion_type") !== ASSERTION_TYPE) return refused(401, "invalid_client");
  const assertion = form.get("client_assertion") ?? "";
  const claims = checkedClaims(assertion, `${request.origin}/oauth2/v1/token`, issuer.now);
  const app = apps.find(({ clientId }) => clientId === claims?.["iss"]);
  if (app === undefined || !isSignedBy(assertion, app.publicKey)) return refused(401, "invalid_client");
  const nonce = `nonce-${Math.floor(issuer.now / NONCE_LIFE_MS)}`;
  if (app.dpop === true && proofNonce(request) !== nonce)
    return { ...refused(400, "use_dpop_nonce"), headers: { "DPoP-Nonce": nonce } };
  if (app.dpop === true && !isProven(request, { nonce, now: issuer.now, used: issuer.usedProofs }))
    return refused(400, "invalid_dpop_proof");
  const requested = (form.get("scope") ?? "").split(/\s+/).filter((scope) => scope !== "");
  if (requested.length === 0 || requested.some((scope) => !app.scopes.includes(scope)))
    return refused(400, "invalid_scope");
  const boundKey = app.dpop === true ? (proofKeyOf(request) ?? null) : null;
  const { token } = issuer.issue(new Set(requested), boundKey);
  const body = {
    token_type: boundKey === null ? "Bearer" : "DPoP",
    expires_in: LIFE_SECONDS,
    access_token: token,
    scope: requested.join(" "),
  };
  return { status: 200, body };
}

/** Returns the expiry of a token that is issued now, in epoch milliseconds. */
export function endOfLife(now: number): number {
  return now + LIFE_SECONDS * 1000;
}

/** Returns the claims if issuer, audience and expiry are valid; the expiry is at most one hour ahead. */
function checkedClaims(assertion: string, audience: string, now: number): JsonObject | undefined {
  const claims = jwtPart(assertion, "claims");
  if (claims === undefined || claims["iss"] !== claims["sub"] || claims["aud"] !== audience) return undefined;
  const end = claims["exp"];
  const seconds = now / 1000;
  if (typeof end !== "number" || end <= seconds || end > seconds + LIFE_SECONDS + 1) return undefined;
  return claims;
}

const proofNonce = ({ headers }: SandboxRequest): unknown => jwtPart(headers["dpop"] ?? "", "claims")?.["nonce"];

function refused(status: number, error: string): SandboxReply {
  return { status, body: { error, error_description: "The token request was refused." } };
}
