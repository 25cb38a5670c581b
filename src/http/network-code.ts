/** Matches codes of Node network errors that prove that nothing was sent: name, route, listener or certificate trust is missing. */
const neverSent =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|CERT_\w+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+|ERR_TLS_\w+)$/;

/** Checks whether a network error code proves that the request was not sent. */
export const isNeverSent = (code: string): boolean => neverSent.test(code);

/** Types of node-fetch errors without a system code. */
const kinds: Readonly<Record<string, string>> = {
  "request-timeout": "timeout",
  "body-timeout": "timeout",
  "invalid-json": "",
};

/**
 * Returns the code of a network error, from the error or one of its causes; null for any other error. Messages use only the
 * code, because the text of an error can contain a header or a complete request.
 */
export function networkCode(error: unknown): string | null {
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
