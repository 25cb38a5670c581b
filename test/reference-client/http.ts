/** One answer: the status, the parsed body (null: none) and the address of the next page (null: last page). */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  readonly next: string | null;
}

export type Json = Readonly<Record<string, unknown>>;

/** Sends requests with one credential to one address, one at a time, without retries. */
export interface Http {
  readonly send: (method: string, pathOrUrl: string, body?: unknown) => Promise<Answer>;
}

/** @param authorization the complete value of the header */
export function httpTo(origin: string, authorization: string): Http {
  return {
    async send(method, pathOrUrl, body) {
      const url = new URL(pathOrUrl, origin);
      if (url.origin !== new URL(origin).origin) throw new Error(`The page ${url.href} is at another server.`);
      const response = await fetch(url, {
        method,
        redirect: "error",
        headers: { authorization, accept: "application/json", "content-type": "application/json" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      const link = response.headers.get("link") ?? "";
      const next = /<([^>]*)>\s*;\s*rel="next"/.exec(link)?.[1] ?? null;
      return { status: response.status, body: text === "" ? null : JSON.parse(text), next };
    },
  };
}

export const isOk = ({ status }: Answer): boolean => status >= 200 && status < 300;

/** Returns the body of an answer as an object. @throws Error for a refusal */
export function object(answer: Answer): Json {
  if (!isOk(answer)) throw new Error(`HTTP ${answer.status}: ${JSON.stringify(answer.body)}`);
  if (typeof answer.body !== "object" || answer.body === null) throw new Error("The answer is not an object.");
  return answer.body as Json;
}

/** Returns the entries of a field, or none. */
export const entries = (value: unknown): readonly Json[] => (Array.isArray(value) ? (value as Json[]) : []);

export const text = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);
