import { generateKeyPairSync } from "node:crypto";
import { journalSigner } from "../../src/journal/journal-signer.ts";
import type { JournalSigner } from "../../src/ports/journal.ts";

export interface JournalPair {
  /** PKCS#8 in base64, as ROLECALL_JOURNAL_KEY holds it. */
  readonly privateKey: string;
  /** SPKI in base64, as rolecall.yaml lists it. */
  readonly publicKey: string;
  readonly signer: JournalSigner;
}

/** Returns a new pair of keys that sign a journal. */
export function aJournalPair(): JournalPair {
  const { privateKey } = generateKeyPairSync("ed25519");
  const text = privateKey.export({ format: "der", type: "pkcs8" }).toString("base64");
  const signer = journalSigner(text);
  return { privateKey: text, publicKey: signer.publicKey, signer };
}
