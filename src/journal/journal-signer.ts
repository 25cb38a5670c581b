import { createPrivateKey, createPublicKey, type KeyObject, sign } from "node:crypto";
import { JournalError, type JournalSigner } from "../ports/journal.ts";

/**
 * Returns the signer for a private key.
 * @param text an Ed25519 private key: PKCS#8 as PEM, or its DER bytes in base64
 * @throws JournalError that never contains the key
 */
export function journalSigner(text: string): JournalSigner {
  const key = privateKeyIn(text.trim());
  if (key?.asymmetricKeyType !== "ed25519")
    throw new JournalError(
      "The journal's private key is not valid: expected an Ed25519 private key as PKCS#8, in PEM or base64. Make one with `openssl genpkey -algorithm ed25519`.",
    );
  const publicKey = createPublicKey(key).export({ format: "der", type: "spki" }).toString("base64");
  return { publicKey, sign: (message) => sign(null, Buffer.from(message), key).toString("base64") };
}

function privateKeyIn(text: string): KeyObject | null {
  try {
    return text.startsWith("-----BEGIN")
      ? createPrivateKey(text.replaceAll("\\n", "\n"))
      : createPrivateKey({ key: Buffer.from(text, "base64"), format: "der", type: "pkcs8" });
  } catch {
    return null;
  }
}
