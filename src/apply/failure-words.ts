import { formatInstant } from "../model/instant.ts";
import type { ProviderFailure } from "../ports/access.ts";

/** A provider's failure as the end of a sentence. */
export function failureWords(failure: ProviderFailure): string {
  const { message } = failure;
  switch (failure.kind) {
    case "throttled":
      return failure.retryAt === null
        ? `the provider asks to slow down (${message})`
        : `the provider asks to wait until ${formatInstant(failure.retryAt)} (${message})`;
    case "unavailable":
      return `the provider is not available (${message})`;
    case "denied":
      return `the provider denies it (${message})`;
    case "not-found":
      return `the provider does not find it (${message})`;
    case "conflict":
      return `the provider reports a conflict (${message})`;
    case "rejected":
      return `the provider refuses it (${message})`;
    case "outcome-unknown":
      return `the answer was lost (${message})`;
    case "unexpected":
      return `the provider answered something unexpected (${message})`;
  }
}

/** Whether the write may have happened although it failed: then reading has to settle it (I20). */
export function leavesOutcomeOpen({ kind }: ProviderFailure): boolean {
  return kind === "outcome-unknown" || kind === "unavailable" || kind === "unexpected";
}

/** Whether asking again soon can help. */
export function isPassing({ kind }: ProviderFailure): boolean {
  return kind === "throttled" || kind === "unavailable" || kind === "outcome-unknown" || kind === "unexpected";
}
