import type { ProviderFailure } from "../ports/access.ts";
import { isNeverSent, networkCode } from "./network-code.ts";
import { EndlessList } from "./read-pages.ts";
import { Throttled } from "./pacer.ts";

/** The answer is not what the provider's documentation promises; the message is for a person. */
export class Unreadable extends Error {
  override readonly name = "Unreadable";
}

/** A request was stopped here because it would have carried the credential to another server. */
export class ForeignAddress extends Error {
  override readonly name = "ForeignAddress";
}

/** This machine and the provider do not agree on the time; the message is for a person. */
export class ForeignClock extends Error {
  override readonly name = "ForeignClock";
}

/** The credential itself was refused, before any request of ours was judged. */
export class CredentialRefused extends Error {
  override readonly name = "CredentialRefused";
}

export interface FailureContext {
  /** How a person calls the provider: "Okta", "Google". */
  readonly provider: string;
  /** A write whose answer is lost may have happened. */
  readonly isWrite: boolean;
}

/**
 * What an error without an answer from the provider means: our own refusals, the pacer's, and the network's.
 * Messages are made from codes, never from the error's own text: that can hold a header or a whole request.
 */
export function transportFailure(error: unknown, { provider, isWrite }: FailureContext): ProviderFailure {
  if (error instanceof Throttled) return { kind: "throttled", message: error.message, retryAt: error.retryAt };
  if (error instanceof CredentialRefused) return { kind: "denied", message: error.message };
  if (error instanceof ForeignAddress || error instanceof EndlessList)
    return { kind: "unexpected", message: error.message };
  if (error instanceof Unreadable || error instanceof ForeignClock || error instanceof SyntaxError) {
    const message = !(error instanceof SyntaxError) ? error.message : `${provider} answered something that is not JSON`;
    return { kind: isWrite ? "outcome-unknown" : "unexpected", message };
  }
  const code = networkCode(error);
  if (code === null)
    return isWrite
      ? { kind: "outcome-unknown", message: `the request to ${provider} failed before its answer was understood` }
      : { kind: "unexpected", message: `the request to ${provider} failed in a way that is not known` };
  if (isNeverSent(code)) return { kind: "unavailable", message: `${provider} cannot be reached (${code})` };
  return isWrite
    ? { kind: "outcome-unknown", message: `the connection to ${provider} broke before the answer came (${code})` }
    : { kind: "unavailable", message: `the connection to ${provider} broke (${code})` };
}

/** Whether a read may help itself by trying again: the network alone, none of our own refusals. */
export function isNetworkError(error: unknown): boolean {
  return networkCode(error) !== null;
}
