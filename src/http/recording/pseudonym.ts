import { createHmac } from "node:crypto";

/** Replaces a personal text. The same text has the same replacement within one recording. */
export type Pseudonym = (text: string) => string;

/** In hexadecimal digits. */
const length = 12;

/**
 * Returns pseudonyms from a key that is not stored, so that they cannot be found by trying names. Addresses that differ only in
 * letter case are one.
 */
export function pseudonymsOf(key: Uint8Array): Pseudonym {
  return (text) => {
    const plain = text.includes("@") ? text.toLowerCase() : text;
    return `~${createHmac("sha256", key).update(plain).digest("hex").slice(0, length)}`;
  };
}
