import { createPublicKey, type JsonWebKey, type KeyObject } from "node:crypto";
import { UsageError } from "../diagnostics/user-error.ts";
import { algorithmOf, privateKeyOf } from "./signed-jwt.ts";

/** A credential that is missing or cannot be used. No request was sent. The message never quotes the credential. */
export class InvalidCredential extends UsageError {
  override readonly name = "InvalidCredential";
  override readonly code = "provider/credential";
  override readonly remedy: string;
  constructor(message: string, remedy: string) {
    super(message);
    this.remedy = remedy;
  }
}

/**
 * Returns a token that fits into a header.
 * @throws InvalidCredential for a space, a line break or another character that no token has
 */
export function checkedToken(variable: string, token: string): string {
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw new InvalidCredential(
    `${variable} contains a space, a line break or another character that no token has.`,
    `Copy the token again, without quotes and line breaks, and set ${variable} to it.`,
  );
}

/** Returns why a text is not a private key that providers accept, as PEM or JWK; null: it is one. */
export function privateKeyProblem(text: string): string | null {
  const isJwk = text.trimStart().startsWith("{");
  const key = parsed(() => privateKeyOf(text));
  if (key !== null && algorithmOf(key) !== null) return null;
  if (key !== null)
    return `is a key of type ${String(key.asymmetricKeyType)} (expected RSA, or EC with the curve P-256, P-384 or P-521)`;
  if (parsed(() => (isJwk ? createPublicKey({ key: jwkOf(text), format: "jwk" }) : createPublicKey(text))) !== null)
    return "is a public key";
  if (isJwk) return "is not a valid JSON Web Key";
  if (!text.includes("-----BEGIN")) return "is not a PEM text (it does not begin with -----BEGIN PRIVATE KEY-----)";
  return text.includes("\n") ? "is a PEM text that cannot be read" : "is a PEM text without line breaks";
}

const jwkOf = (text: string): JsonWebKey => JSON.parse(text) as JsonWebKey;

function parsed(read: () => KeyObject): KeyObject | null {
  try {
    return read();
  } catch {
    return null; // the error can quote the key
  }
}
