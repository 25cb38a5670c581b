import { createPrivateKey, createPublicKey, type JsonWebKey, type KeyObject } from "node:crypto";
import { UsageError } from "../diagnostics/user-error.ts";

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

/** Returns why a text is not a private key, as PEM or JWK; null: it is one. */
export function privateKeyProblem(text: string): string | null {
  const isJwk = text.trimStart().startsWith("{");
  if (isPrivate(text, isJwk)) return null;
  if (isPublic(text, isJwk)) return "is a public key";
  if (isJwk) return "is not a valid JSON Web Key";
  if (!text.includes("-----BEGIN")) return "is not a PEM text (it does not begin with -----BEGIN PRIVATE KEY-----)";
  return text.includes("\n") ? "is a PEM text that cannot be read" : "is a PEM text without line breaks";
}

const isPrivate = (text: string, isJwk: boolean): boolean =>
  parses(() => (isJwk ? createPrivateKey({ key: jwkOf(text), format: "jwk" }) : createPrivateKey(text)));
const isPublic = (text: string, isJwk: boolean): boolean =>
  parses(() => (isJwk ? createPublicKey({ key: jwkOf(text), format: "jwk" }) : createPublicKey(text)));
const jwkOf = (text: string): JsonWebKey => JSON.parse(text) as JsonWebKey;

function parses(read: () => KeyObject): boolean {
  try {
    read();
    return true;
  } catch {
    return false; // the error can quote the key
  }
}
