import type { JsonWebKey } from "node:crypto";
import type { SandboxReply, SandboxRequest } from "../core/exchange.ts";
import { isProven } from "./dpop.ts";
import type { JsonObject } from "./json.ts";
import { isSignedBy, jwtPart } from "./jwt.ts";

/** A service app: its client id, the public half of its key, and the scopes it was granted. */
export interface OktaClientApp {
  readonly clientId: string;
  readonly publicKey: JsonWebKey;
  readonly scopes: readonly string[];
  /** Whether the app must prove with every request that it holds a key (DPoP); the first proof gets a nonce. */
  readonly dpop?: boolean;
}

/** What a proof for the token endpoint must contain; it is told to whoever comes without. */
const NONCE = "nonce-for-proofs";

/** An access token lives an hour. */
const LIFE_SECONDS = 3600;
const ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

export interface IssuedToken {
  readonly token: string;
  readonly scopes: ReadonlySet<string>;
  readonly until: number;
  /** Bound to the key that the caller proved to hold. */
  readonly keyBound: boolean;
}

/** Where tokens are given out, now. */
export interface TokenDesk {
  readonly now: number;
  readonly issue: (scopes: ReadonlySet<string>, keyBound: boolean) => IssuedToken;
}

/**
 * The token endpoint for service apps: client credentials with `private_key_jwt` and nothing else. Checks the
 * assertion's issuer, subject, audience, end and signature, and gives the scopes that were asked for and granted.
 */
export function tokenReply(request: SandboxRequest, apps: readonly OktaClientApp[], desk: TokenDesk): SandboxReply {
  const form = new URLSearchParams(request.rawBody);
  if (form.get("grant_type") !== "client_credentials") return refused(400, "unsupported_grant_type");
  if (form.get("client_assertion_type") !== ASSERTION_TYPE) return refused(401, "invalid_client");
  const assertion = form.get("client_assertion") ?? "";
  const claims = checkedClaims(assertion, `${request.origin}/oauth2/v1/token`, desk.now);
  const app = apps.find(({ clientId }) => clientId === claims?.["iss"]);
  if (app === undefined || !isSignedBy(assertion, app.publicKey)) return refused(401, "invalid_client");
  const keyBound = app.dpop === true;
  if (keyBound && !isProven(request, { nonce: NONCE }))
    return { ...refused(400, "use_dpop_nonce"), headers: { "DPoP-Nonce": NONCE } };
  const asked = (form.get("scope") ?? "").split(/\s+/).filter((scope) => scope !== "");
  if (asked.length === 0 || asked.some((scope) => !app.scopes.includes(scope))) return refused(400, "invalid_scope");
  const { token } = desk.issue(new Set(asked), keyBound);
  const body = {
    token_type: keyBound ? "DPoP" : "Bearer",
    expires_in: LIFE_SECONDS,
    access_token: token,
    scope: asked.join(" "),
  };
  return { status: 200, body };
}

/** When a token that is given out now ends, in epoch milliseconds. */
export function endOfLife(now: number): number {
  return now + LIFE_SECONDS * 1000;
}

/** The claims, if they are in order: whose, for whom, and neither over nor more than an hour ahead. */
function checkedClaims(assertion: string, audience: string, now: number): JsonObject | undefined {
  const claims = jwtPart(assertion, "claims");
  if (claims === undefined || claims["iss"] !== claims["sub"] || claims["aud"] !== audience) return undefined;
  const end = claims["exp"];
  const seconds = now / 1000;
  if (typeof end !== "number" || end <= seconds || end > seconds + LIFE_SECONDS + 1) return undefined;
  return claims;
}

function refused(status: number, error: string): SandboxReply {
  return { status, body: { error, error_description: "The token request was refused." } };
}
