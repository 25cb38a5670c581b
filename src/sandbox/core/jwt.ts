import { createPublicKey, verify } from "node:crypto";
import type { JsonWebKey, KeyObject } from "node:crypto";

type JsonObject = Readonly<Record<string, unknown>>;

/** Returns a part of a signed token as JSON, or undefined when it is invalid. Does not check the signature. */
export function jwtPart(token: string, part: "header" | "claims"): JsonObject | undefined {
  const text = token.split(".")[part === "header" ? 0 : 1] ?? "";
  try {
    const value: unknown = JSON.parse(Buffer.from(text, "base64url").toString());
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the holder of the key signed the token, with RSA or an elliptic curve according to its header. */
export function isSignedBy(token: string, jwk: JsonWebKey): boolean {
  const [header, claims, signature] = token.split(".");
  const algorithm = /^(RS|ES)(256|384|512)$/.exec(String(jwtPart(token, "header")?.["alg"]));
  const key = publicKeyOf(jwk);
  if (algorithm === null || signature === undefined || key === undefined) return false;
  return verify(
    `sha${algorithm[2]}`,
    Buffer.from(`${header}.${claims}`),
    algorithm[1] === "ES" ? { key, dsaEncoding: "ieee-p1363" } : key,
    Buffer.from(signature, "base64url"),
  );
}

function publicKeyOf(jwk: JsonWebKey): KeyObject | undefined {
  try {
    return createPublicKey({ key: jwk, format: "jwk" });
  } catch {
    return undefined;
  }
}
