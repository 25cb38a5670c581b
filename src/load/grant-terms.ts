import type { Instant } from "../model/instant.ts";
import { defaultLimits } from "./limits.ts";
import { parseFile } from "./parse-file.ts";
import type { ZonedTime } from "./zoned-time.ts";

/** The fields of a grant that decide when it gives access. */
export interface GrantTerms {
  readonly starts: Instant | null;
  readonly expires: Instant | null;
  readonly eligible: boolean;
}

/**
 * Returns the terms that a version of a grant's file has; null where it cannot be read. Other errors in the file do not
 * matter: an old version is not judged by the rules of today.
 */
export function grantTermsIn(path: string, bytes: Uint8Array, time: ZonedTime): GrantTerms | null {
  const { value } = parseFile({ path, kind: "file", size: bytes.length, bytes }, defaultLimits);
  if (value === undefined || value === null) return null;
  const { starts, expires, eligible } = value;
  return {
    starts: typeof starts === "string" ? (time.startOf(starts) ?? null) : null,
    expires: typeof expires === "string" ? (time.endOf(expires) ?? null) : null,
    eligible: eligible === true,
  };
}
