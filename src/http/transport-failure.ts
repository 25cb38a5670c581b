import type { ProviderFailure } from "../ports/access.ts";
import { NotSent } from "./fence.ts";
import { isNeverSent, networkCode } from "./network-code.ts";
import { EndlessList } from "./read-pages.ts";
import { Throttled } from "./pacer.ts";
import { Interrupted } from "./stopped-reads.ts";

/** The response does not match the provider's documentation. The message is for a person. */
export class Unreadable extends Error {
  override readonly name = "Unreadable";
}

/** The request was not sent because it would have sent the credential to a different server. */
export class ForeignAddress extends Error {
  override readonly name = "ForeignAddress";
}

/** The clocks of this machine and the provider differ too much. The message is for a person. */
export class ForeignClock extends Error {
  override readonly name = "ForeignClock";
}

/** The credential was rejected before a request was processed. */
export class CredentialRefused extends Error {
  override readonly name = "CredentialRefused";
}

/** No access token could be obtained, because the token endpoint did not answer. No request of the API was sent. */
export class TokenUnavailable extends Error {
  override readonly name = "TokenUnavailable";
}

/** The context of a failed request. */
export interface FailureContext {
  /** The display name of the provider: "Okta", "Google". */
  readonly provider: string;
  /** True: without a response, the outcome is unknown. */
  readonly isWrite: boolean;
}

/**
 * Returns the failure for an error without a provider response: a rejected request, a pacer refusal or a network error.
 * Messages contain only codes, because the text of an error can contain a header or a complete request.
 */
export function transportFailure(error: unknown, { provider, isWrite }: FailureContext): ProviderFailure {
  if (error instanceof Throttled) return { kind: "throttled", message: error.message, retryAt: error.retryAt };
  if (error instanceof Interrupted) return { kind: "interrupted", message: error.message };
  if (error instanceof NotSent) return { kind: "not-sent", message: error.message };
  if (error instanceof CredentialRefused) return { kind: "denied", message: error.message };
  if (error instanceof TokenUnavailable) return { kind: "unavailable", message: error.message };
  if (error instanceof ForeignAddress || error instanceof EndlessList)
    return { kind: "unexpected", message: error.message };
  if (error instanceof Unreadable || error instanceof ForeignClock || error instanceof SyntaxError) {
    const message = !(error instanceof SyntaxError) ? error.message : `the response of ${provider} is not valid JSON`;
    return { kind: isWrite ? "outcome-unknown" : "unexpected", message };
  }
  const code = networkCode(error);
  if (code === null)
    return isWrite
      ? { kind: "outcome-unknown", message: `the request to ${provider} failed before its response was processed` }
      : { kind: "unexpected", message: `the request to ${provider} failed for an unknown reason` };
  if (isNeverSent(code)) return { kind: "unavailable", message: `${provider} cannot be reached (${code})` };
  return isWrite
    ? { kind: "outcome-unknown", message: `the connection to ${provider} broke before the response (${code})` }
    : { kind: "unavailable", message: `the connection to ${provider} broke (${code})` };
}

/** Checks for a network error, after which a read may be retried. */
export function isNetworkError(error: unknown): boolean {
  return networkCode(error) !== null;
}
