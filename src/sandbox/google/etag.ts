import { createHash } from "node:crypto";
import { canonicalJson } from "../../support/canonical-json.ts";

/** An entity tag that changes exactly when the content does; quoted, as the API writes it inside bodies. */
export function etagOf(content: unknown): string {
  return `"${createHash("sha256").update(canonicalJson(content)).digest("base64url")}"`;
}
