import { formatInstant } from "../model/instant.ts";
import type { ProviderFailure } from "../ports/access.ts";

/** Returns a provider's failure as the end of a sentence. */
export function failureText(failure: ProviderFailure): string {
  const { message } = failure;
  switch (failure.kind) {
    case "throttled":
      return failure.retryAt === null
        ? `the provider limits the request rate (${message})`
        : `the provider limits the request rate until ${formatInstant(failure.retryAt)} (${message})`;
    case "unavailable":
      return `the provider is not available (${message})`;
    case "denied":
      return `the provider denied access (${message})`;
    case "not-found":
      return `the provider did not find the object (${message})`;
    case "conflict":
      return `the provider reported a conflict (${message})`;
    case "rejected":
      return `the provider rejected the request (${message})`;
    case "outcome-unknown":
      return `the response was lost (${message})`;
    case "not-sent":
    case "partly-written":
    case "interrupted":
      return message;
    case "unexpected":
      return `the provider returned an unexpected response (${message})`;
  }
}

/** Returns whether the failed write may have had its effect, so that a read has to settle it (I20). */
export function leavesOutcomeOpen({ kind }: ProviderFailure): boolean {
  return kind === "outcome-unknown" || kind === "unavailable" || kind === "unexpected" || kind === "interrupted";
}

/** Returns whether an early retry can succeed. */
export function isPassing({ kind }: ProviderFailure): boolean {
  return kind === "throttled" || kind === "unavailable" || kind === "outcome-unknown" || kind === "unexpected";
}
