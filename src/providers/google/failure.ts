import { isServerFailure } from "../../http/retrying.ts";
import { statusFailure } from "../../http/status-failure.ts";
import { isNetworkError, transportFailure } from "../../http/transport-failure.ts";
import type { ProviderFailure } from "../../ports/access.ts";

/** An error response of Google, as the client library throws it. */
export interface GoogleRefusal {
  readonly status: number;
  /** Google's stable reason code; null: none in the body. */
  readonly reason: string | null;
  readonly message: string;
  /** The part of the path that was not found, in a 404. */
  readonly missing: "user" | "group" | "member" | null;
  /** The part of Google's APIs that refused. */
  readonly area: GoogleArea;
}

export type GoogleArea = "directory" | "settings" | "licensing" | "roles";

/** A 403 or 503 with one of these reasons is a quota refusal, not missing permission. Nothing was processed. */
const quotaReasons = ["quotaExceeded", "userRateLimitExceeded", "rateLimitExceeded"];

/** Reads the library's error; null: no response from Google. */
export function refusalOf(error: unknown): GoogleRefusal | null {
  const response = (error as { readonly response?: unknown } | null)?.response;
  if (typeof response !== "object" || response === null) return null;
  const { status, data } = response as { readonly status?: unknown; readonly data?: unknown };
  const area = areaOf(error);
  if (typeof status !== "number" || status < 300) return null;
  const body = (data as { readonly error?: unknown } | null | undefined)?.error;
  // The token endpoint sends its code as plain text.
  if (typeof body === "string") {
    const { error_description: description } = data as { readonly error_description?: unknown };
    return { status, reason: body, message: typeof description === "string" ? description : "", missing: null, area };
  }
  const { message, errors } = (body ?? {}) as { readonly message?: unknown; readonly errors?: unknown };
  const reason: unknown = Array.isArray(errors) ? (errors as { readonly reason?: unknown }[])[0]?.reason : undefined;
  const text = typeof message === "string" ? message : "";
  const missing = /\b(user|group|member)Key\b/.exec(text)?.[1];
  return {
    status,
    reason: typeof reason === "string" ? reason : null,
    message: text,
    missing: status === 404 && (missing === "user" || missing === "group" || missing === "member") ? missing : null,
    area,
  };
}

function areaOf(error: unknown): GoogleArea {
  const url = String((error as { readonly config?: { readonly url?: unknown } }).config?.url);
  if (url.includes("/apps/licensing/")) return "licensing";
  if (url.includes("/groups/v1/groups/")) return "settings";
  return /\/customer\/[^/]+\/role(s|assignments)\b/.test(url) ? "roles" : "directory";
}

export function isQuota({ status, reason }: GoogleRefusal): boolean {
  return status === 429 || ((status === 403 || status === 503) && reason !== null && quotaReasons.includes(reason));
}

/** Classifies a failed request to Google. Later code does not read reasons or texts. */
export function googleFailure(error: unknown, isWrite: boolean): ProviderFailure {
  const refusal = refusalOf(error);
  if (refusal === null) return transportFailure(error, { provider: "Google", isWrite });
  const { status, reason, message: text } = refusal;
  const detail = [reason, text].filter((part) => part !== null && part !== "").join(": ");
  const message = `Google returned HTTP ${status}${detail === "" ? "" : ` (${detail})`}`;
  if (isQuota(refusal)) return { kind: "throttled", message, retryAt: null };
  if (reason === "invalid_grant" || reason === "unauthorized_client")
    return { kind: "denied", message: `${message}: the credential, its subject or its scopes were rejected` };
  if (status === 401) return { kind: "denied", message: `${message}: the credential is not valid or has expired` };
  return statusFailure(status, { message, isWrite });
}

/** Checks whether a read may be retried. */
export function isTransient(error: unknown): boolean {
  const refusal = refusalOf(error);
  return refusal === null ? isNetworkError(error) : isServerFailure(refusal.status);
}
