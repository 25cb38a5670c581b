import type { ProviderFailure } from "../ports/access.ts";
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

/** Codes of Node's network errors that mean that nothing was sent: no name, no route, nobody listening, no trust. */
const neverSent =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|CERT_\w+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+|ERR_TLS_\w+)$/;

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
  if (neverSent.test(code)) return { kind: "unavailable", message: `${provider} cannot be reached (${code})` };
  return isWrite
    ? { kind: "outcome-unknown", message: `the connection to ${provider} broke before the answer came (${code})` }
    : { kind: "unavailable", message: `the connection to ${provider} broke (${code})` };
}

/** Whether a read may help itself by trying again: the network alone, none of our own refusals. */
export function isNetworkError(error: unknown): boolean {
  return networkCode(error) !== null;
}

/** Kinds of node-fetch's errors that carry no system code. */
const kinds: Readonly<Record<string, string>> = {
  "request-timeout": "timeout",
  "body-timeout": "timeout",
  "invalid-json": "",
};

/** The code of a network error, wherever the HTTP stack put it; null for any other error. */
function networkCode(error: unknown): string | null {
  for (let at = error, depth = 0; isRecord(at) && depth < 4; at = at["cause"], depth += 1) {
    const code = at["code"] ?? at["errno"];
    if (typeof code === "string" && /^[A-Z][A-Z_0-9]+$/.test(code)) return code;
    const { type, name } = at;
    if (typeof type === "string" && type in kinds) return kinds[type] === "" ? null : (kinds[type] ?? null);
    if (name === "TimeoutError" || name === "AbortError") return "timeout";
    if (name === "FetchError") return typeof type === "string" ? type : "network";
  }
  return null;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;
