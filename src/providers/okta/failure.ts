import { isServerFailure } from "../../http/retrying.ts";
import { statusFailure } from "../../http/status-failure.ts";
import { isNetworkError, transportFailure } from "../../http/transport-failure.ts";
import type { ProviderFailure } from "../../ports/access.ts";

/** Error codes that writers use. All others are classified by status only. Okta guarantees stable codes. */
export const oktaCode = {
  alreadyActive: "E0000016",
  wrongStatus: "E0000038",
  stillActivating: "E0000112",
  grantedByGroup: "E0000046",
} as const;

/** An error response of Okta, as the SDK throws it. */
export interface OktaRefusal {
  readonly status: number;
  readonly code: string | null;
  readonly summary: string;
  readonly reset: number | null;
}

/** Reads the SDK's error; null: no response from Okta. */
export function refusalOf(error: unknown): OktaRefusal | null {
  if (typeof error !== "object" || error === null) return null;
  const { status, errorCode, errorSummary, errorCauses, headers } = error as Readonly<Record<string, unknown>>;
  if (typeof status !== "number" || status < 300) return null;
  const causes = Array.isArray(errorCauses) ? (errorCauses as { readonly errorSummary?: unknown }[]) : [];
  const sentences = [errorSummary, ...causes.map((cause) => cause?.errorSummary)].filter(
    (text): text is string => typeof text === "string" && text !== "",
  );
  return {
    status,
    code: typeof errorCode === "string" ? errorCode : null,
    summary: sentences.join(": "),
    reset: resetIn(headers),
  };
}

/** What the requests are authorized with: an API token, or the key of a service app. */
export type OktaCredentialKind = "token" | "private-key";

const remedyOf: Readonly<Record<OktaCredentialKind, string>> = {
  token:
    "the token is not valid or has expired. Create a new one in Okta under Security > API > Tokens and set OKTA_CLIENT_TOKEN; a token expires after 30 days without use",
  "private-key":
    "a new access token of the service app was rejected as well. Check in Okta that the app is active and that OKTA_CLIENT_ORGURL is its organization",
};

/** Classifies a failed request to Okta. Later code does not read codes or texts. */
export function oktaFailure(error: unknown, isWrite: boolean, credential: OktaCredentialKind): ProviderFailure {
  const refusal = refusalOf(error);
  if (refusal === null) return transportFailure(error, { provider: "Okta", isWrite });
  const { status, code, summary, reset } = refusal;
  const detail = [code, summary].filter(Boolean).join(" ");
  const message = `Okta returned HTTP ${status}${detail === "" ? "" : ` (${detail})`}`;
  if (status === 429) return { kind: "throttled", message, retryAt: reset };
  if (status === 401) return { kind: "denied", message: `${message}: ${remedyOf[credential]}` };
  // A refused write has other causes as well, such as a group that Okta manages itself.
  if (status === 403 && !isWrite)
    return {
      kind: "denied",
      message: `${message}: give the owner of the token, or the service app, the scopes and an administrator role that include this. rolecall doctor --providers lists what is missing`,
    };
  return statusFailure(status, { message, isWrite });
}

/** Checks whether a read may be retried. */
export function isTransient(error: unknown): boolean {
  const refusal = refusalOf(error);
  return refusal === null ? isNetworkError(error) : isServerFailure(refusal.status);
}

/** Returns the announced reset in epoch milliseconds. */
function resetIn(headers: unknown): number | null {
  const get = (headers as { readonly get?: unknown } | undefined)?.get;
  if (typeof get !== "function") return null;
  const text: unknown = get.call(headers, "x-rate-limit-reset");
  return typeof text === "string" && /^\d{1,12}$/.test(text) ? Number(text) * 1000 : null;
}
