import type { ProviderFailure } from "../ports/access.ts";

/**
 * Returns the failure for an HTTP status without a more specific provider code. After a server failure the outcome of a write
 * is unknown. Even "read-only mode" does not prove that it had no effect; only reading the object does.
 */
export function statusFailure(
  status: number,
  { message, isWrite }: { readonly message: string; readonly isWrite: boolean },
): ProviderFailure {
  if (status === 403) return { kind: "denied", message };
  if (status === 404) return { kind: "not-found", message };
  if (status === 409 || status === 412) return { kind: "conflict", message };
  if (status === 501) return { kind: "rejected", message };
  if (status >= 500) return { kind: isWrite ? "outcome-unknown" : "unavailable", message };
  if (status >= 400) return { kind: "rejected", message };
  return { kind: isWrite ? "outcome-unknown" : "unexpected", message };
}
