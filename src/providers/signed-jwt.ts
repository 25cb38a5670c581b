import { createPrivateKey, type JsonWebKey, type KeyObject, sign } from "node:crypto";

/** The signature algorithms of the keys that the providers accept: the type of the key, and the curve of an EC key. */
const curves: Readonly<Record<string, "ES256" | "ES384" | "ES512">> = {
  prime256v1: "ES256",
  secp384r1: "ES384",
  secp521r1: "ES512",
};

/** Returns the algorithm that a key signs with; null: the providers do not accept keys of this type. */
export function algorithmOf(key: KeyObject): "RS256" | "ES256" | "ES384" | "ES512" | null {
  if (key.asymmetricKeyType === "rsa") return "RS256";
  const curve = key.asymmetricKeyType === "ec" ? key.asymmetricKeyDetails?.namedCurve : undefined;
  return curve === undefined ? null : (curves[curve] ?? null);
}

/**
 * Returns a private key from PEM or JWK text.
 * @throws an error that can quote the key
 */
export function privateKeyOf(text: string): KeyObject {
  return text.trimStart().startsWith("{")
    ? createPrivateKey({ key: JSON.parse(text) as JsonWebKey, format: "jwk" })
    : createPrivateKey(text);
}

/**
 * Returns a signed token in compact form.
 * @param header fields beyond `alg`
 * @throws TypeError for a key that no provider accepts
 */
export function signedJwt(
  claims: Readonly<Record<string, unknown>>,
  key: KeyObject,
  header: Readonly<Record<string, unknown>> = { typ: "JWT" },
): string {
  const alg = algorithmOf(key);
  if (alg === null) throw new TypeError("The key cannot sign: expected an RSA key, or an EC key with a NIST curve.");
  const text = [{ ...header, alg }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".");
  const signature = sign(`sha${alg.slice(2)}`, Buffer.from(text), { key, dsaEncoding: "ieee-p1363" });
  return `${text}.${signature.toString("base64url")}`;
}
