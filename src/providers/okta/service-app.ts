import { createAccessTokens } from "../access-tokens.ts";
import { privateKeyOf } from "../signed-jwt.ts";
import type { OktaAuthorization } from "./authorization.ts";
import { createProofKey, dpopProof } from "./dpop-proof.ts";
import { type OktaToken, requestToken, type ServiceApp, type TokenRequestOptions } from "./token-request.ts";

/**
 * Authorizes with the tokens of a service app. Does not use the SDK's own token requests: they hide an error of the token
 * endpoint, request a token for each parallel request, do not renew one before its end, and fail with an EC key.
 */
export function serviceAppAuthorization(app: ServiceApp, options: TokenRequestOptions): OktaAuthorization {
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
