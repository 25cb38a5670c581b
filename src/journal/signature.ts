import { createHash, createPublicKey, verify } from "node:crypto";
import type { JournalRecord, JournalSigner } from "../ports/journal.ts";

/** Keeps a signature of the journal from being valid for anything else. */
const domain = "rolecall-journal-v1\n";

/** Returns the fingerprint of a public key: SHA-256 over its SPKI bytes. */
export function fingerprintOf(publicKey: string): string {
  return `sha256:${createHash("sha256").update(Buffer.from(publicKey, "base64")).digest("hex")}`;
}

/** Returns the record that signs a chain whose last line has this hash. */
export function signatureOver(hash: string, { publicKey, sign }: JournalSigner): JournalRecord {
  return { kind: "signature", key: fingerprintOf(publicKey), signature: sign(`${domain}${hash}`) };
}

/** Returns whether one of the keys made this signature over a chain whose last line has this hash. */
export function isSignedBy(
  publicKeys: readonly string[],
  { key, signature }: Extract<JournalRecord, { kind: "signature" }>,
  hash: string,
): boolean {
  const listed = publicKeys.find((one) => fingerprintOf(one) === key);
  if (listed === undefined || typeof signature !== "string") return false;
  try {
    const publicKey = createPublicKey({ key: Buffer.from(listed, "base64"), format: "der", type: "spki" });
    return verify(null, Buffer.from(`${domain}${hash}`), publicKey, Buffer.from(signature, "base64"));
  } catch {
    return false; // a key or signature that cannot be read proves nothing
  }
}
