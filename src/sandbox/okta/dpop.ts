import { createHash } from "node:crypto";
import type { SandboxRequest } from "../core/exchange.ts";
import { isSignedBy, jwtPart } from "../core/jwt.ts";
import { isObject, type JsonObject } from "./json.ts";

/** What a proof must be for, and which proofs were used before. */
export interface ExpectedProof {
  readonly accessToken?: string;
  readonly nonce?: string;
  /** The key that the access token is bound to, as `thumbprintOf` names it. */
  readonly key?: string;
  /** In epoch milliseconds. Absent: the time of the proof is not checked. */
  readonly now?: number;
  /** The ids of the proofs so far: a proof is valid once. */
  readonly used?: Set<string>;
}

/** How far the time of a proof may be from the server's, in seconds. */
const tolerance = 300;

/**
 * Whether the request's `DPoP` header proves that the caller holds a key: signed with the key in its own header, for
 * this method and address (without the query), and for this access token or with this nonce; issued now, and not used before.
 */
export function isProven(request: SandboxRequest, expected: ExpectedProof): boolean {
  const proof = request.headers["dpop"] ?? "";
  const jwk = jwtPart(proof, "header")?.["jwk"];
  const claims = jwtPart(proof, "claims");
  const id = claims?.["jti"];
  if (!isObject(jwk) || claims === undefined || typeof id !== "string") return false;
  // A private key in a header would be published.
  if ("d" in jwk || expected.used?.has(id) === true) return false;
  if (expected.key !== undefined && thumbprintOf(jwk) !== expected.key) return false;
  if (expected.now !== undefined && !(Math.abs(Number(claims["iat"]) - expected.now / 1000) <= tolerance)) return false;
  const { accessToken, nonce } = expected;
  if (claims["htm"] !== request.method || !isAddressOf(request, claims["htu"])) return false;
  if (nonce !== undefined && claims["nonce"] !== nonce) return false;
  if (accessToken !== undefined && claims["ath"] !== createHash("sha256").update(accessToken).digest("base64url"))
    return false;
  if (!isSignedBy(proof, jwk)) return false;
  expected.used?.add(id);
  return true;
}

/** Returns the name of the key in the request's proof, by its public numbers; undefined: there is none. */
export function proofKeyOf(request: SandboxRequest): string | undefined {
  const jwk = jwtPart(request.headers["dpop"] ?? "", "header")?.["jwk"];
  return isObject(jwk) ? thumbprintOf(jwk) : undefined;
}

const thumbprintOf = ({ kty, crv, x, y, n, e }: JsonObject): string => JSON.stringify([kty, crv, x, y, n, e]);

/** Compares addresses: the proof has the percent-encoded address, the request the decoded one. */
function isAddressOf({ origin, path }: SandboxRequest, address: unknown): boolean {
  try {
    return typeof address === "string" && decodeURIComponent(address) === origin + path;
  } catch {
    return false;
  }
}
