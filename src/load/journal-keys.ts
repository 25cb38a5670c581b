import { isJournalKey } from "./kinds/organization.ts";
import { defaultLimits } from "./limits.ts";
import { parseFile } from "./parse-file.ts";

/**
 * Returns the journal keys that a version of access/rolecall.yaml lists. Other errors in the file do not matter: an old
 * version is not judged by the rules of today. A list that cannot be read has no keys.
 */
export function journalKeysIn(bytes: Uint8Array): readonly string[] {
  const entry = { path: "access/rolecall.yaml", kind: "file", size: bytes.length, bytes } as const;
  const journal = parseFile(entry, defaultLimits).value?.["journal"];
  if (typeof journal !== "object" || journal === null || !("publicKeys" in journal)) return [];
  const { publicKeys } = journal;
  return Array.isArray(publicKeys)
    ? publicKeys.filter((key): key is string => typeof key === "string" && isJournalKey(key))
    : [];
}
