import { createHash } from "node:crypto";
import { canonicalJson } from "../../support/canonical-json.ts";

/** Returns an entity tag that changes exactly when the content does; quoted, as in the API's bodies. */
export function etagOf(content: unknown): string {
  return `"${createHash("sha256").update(canonicalJson(content)).digest("base64url")}"`;
}
