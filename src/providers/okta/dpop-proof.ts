import { createHash, generateKeyPairSync, type JsonWebKey, type KeyObject, randomUUID } from "node:crypto";
import { signedJwt } from "../signed-jwt.ts";

/** The key that tokens of a service app are bound to, when the app requires proof of possession (RFC 9449). */
export interface ProofKey {
  readonly privateKey: KeyObject;
  readonly publicJwk: JsonWebKey;
}

/** Creates a key for one client. It is not the key of the app, so a proof does not show that one. */
export function createProofKey(): ProofKey {
  const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  return { privateKey, publicJwk: publicKey.export({ format: "jwk" }) };
}

export interface ProofRequest {
  readonly method: string;
  readonly url: string;
  /** In epoch milliseconds. */
  readonly now: number;
  /** The value that the server requires in the next proof; null: it has not named one. */
  readonly nonce: string | null;
  /** Null: the request is for a token. */
  readonly accessToken: string | null;
}

/** Returns the proof for one sending of a request. The server accepts it once. */
export function dpopProof(key: ProofKey, { method, url, now, nonce, accessToken }: ProofRequest): string {
  const claims = {
    htm: method.toUpperCase(),
    htu: url.split(/[?#]/)[0],
    iat: Math.floor(now / 1000),
    jti: randomUUID(),
    ...(nonce === null ? {} : { nonce }),
    ...(accessToken === null ? {} : { ath: createHash("sha256").update(accessToken).digest("base64url") }),
  };
  return signedJwt(claims, key.privateKey, { typ: "dpop+jwt", jwk: key.publicJwk });
}
