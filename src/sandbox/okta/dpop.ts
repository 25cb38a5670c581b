import { createHash } from "node:crypto";
import type { SandboxRequest } from "../core/exchange.ts";
import { isSignedBy, jwtPart } from "./jwt.ts";
import { isObject } from "./json.ts";

/**
 * Whether the request's `DPoP` header proves that the caller holds a key: signed with the key in its own header, for
 * this method and address (without the query), and for this access token or with this nonce.
 */
export function isProven(
  request: SandboxRequest,
  expected: { readonly accessToken?: string; readonly nonce?: string },
): boolean {
  const proof = request.headers["dpop"] ?? "";
  const jwk = jwtPart(proof, "header")?.["jwk"];
  const claims = jwtPart(proof, "claims");
  if (!isObject(jwk) || claims === undefined || typeof claims["jti"] !== "string") return false;
  const { accessToken, nonce } = expected;
  if (claims["htm"] !== request.method || !isAddressOf(request, claims["htu"])) return false;
  if (nonce !== undefined && claims["nonce"] !== nonce) return false;
  if (accessToken !== undefined && claims["ath"] !== createHash("sha256").update(accessToken).digest("base64url"))
    return false;
  return isSignedBy(proof, jwk);
}

/** Compares addresses: the proof has the percent-encoded address, the request the decoded one. */
function isAddressOf({ origin, path }: SandboxRequest, address: unknown): boolean {
  try {
    return typeof address === "string" && decodeURIComponent(address) === origin + path;
  } catch {
    return false;
  }
}
