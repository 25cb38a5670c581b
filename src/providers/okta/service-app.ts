import type { Clock, Random } from "../../ports/clock.ts";
import type { Secrets } from "../../support/secrets.ts";
import { type AccessToken, createAccessTokens } from "../access-tokens.ts";
import { privateKeyOf } from "../signed-jwt.ts";
import type { OktaAuthorization, PacedSend } from "./authorization.ts";
import { createProofKey, dpopProof } from "./dpop-proof.ts";
import { requestToken } from "./token-request.ts";

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

export interface ServiceAppOptions {
  readonly orgUrl: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly send: PacedSend;
  readonly secrets: Pick<Secrets, "add">;
}

/**
 * Authorizes with the tokens of a service app. Does not use the SDK's own token requests: they hide an error of the token
 * endpoint, request a token for each parallel request, do not renew one before its end, and fail with an EC key.
 */
export function serviceAppAuthorization(app: ServiceApp, options: ServiceAppOptions): OktaAuthorization {
  const { clock } = options;
  const key = privateKeyOf(app.privateKey);
  const proofKey = createProofKey();
  const nonces = { token: null as string | null, api: null as string | null };
  let proxy: unknown;
  const tokens = createAccessTokens<OktaToken>({
    clock,
    request: () => requestToken({ ...app, key, proofKey, nonces, proxy }, options),
  });
  return {
    async prepare(agent) {
      proxy = agent;
      const token = await tokens.get();
      return {
        headers(method, url) {
          if (!token.isKeyBound) return { Authorization: `Bearer ${token.token}` };
          const proof = { method, url, now: clock.now(), nonce: nonces.api, accessToken: token.token };
          return { Authorization: `DPoP ${token.token}`, DPoP: dpopProof(proofKey, proof) };
        },
        canReplace({ status, headers }) {
          const nonce = headers.get("dpop-nonce");
          if (nonce !== null) nonces.api = nonce;
          if (status !== 401) return false;
          // A new nonce is sufficient where the server only requires one. In any other case the token is not valid any more.
          if (nonce === null) tokens.discard(token);
          return true;
        },
      };
    },
    scopes: async () => (await tokens.get()).scopes,
  };
}
