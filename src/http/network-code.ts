/** Codes of Node's network errors that mean that nothing was sent: no name, no route, nobody listening, no trust. */
const neverSent =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|CERT_\w+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_\w+|ERR_TLS_\w+)$/;

/** Whether a network error with this code means that the request was never sent. */
export const isNeverSent = (code: string): boolean => neverSent.test(code);

/** Kinds of node-fetch's errors that carry no system code. */
const kinds: Readonly<Record<string, string>> = {
  "request-timeout": "timeout",
  "body-timeout": "timeout",
  "invalid-json": "",
};

/**
 * Returns the code of a network error, from the error or a cause of it; null for any other error. Only the code is for
 * messages: an error's own text can hold a header or a whole request.
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
