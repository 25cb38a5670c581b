import type { ProviderFailure } from "../ports/access.ts";

/**
 * What a refusal's HTTP status means where the provider's own codes say nothing more. A failing server leaves a write
 * open: even "read-only mode" is no proof that it had no effect, a look at the object is.
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
