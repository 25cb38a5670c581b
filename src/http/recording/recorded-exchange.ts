import type { HttpExchange } from "../../ports/recording.ts";
import type { Pseudonym } from "./pseudonym.ts";
import { recordedBody } from "./recorded-body.ts";
import { type RecordedUrl, recordedUrl } from "./recorded-url.ts";

/** An exchange without tokens, and without personal data unless the pseudonyms keep it. */
export interface RecordedExchange {
  readonly number: number;
  readonly system: string;
  /** RFC 3339. */
  readonly sentAt: string;
  readonly milliseconds: number;
  readonly request: RecordedUrl & { readonly method: string; readonly body?: unknown };
  /** Null: no answer. */
  readonly response: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly links: readonly (RecordedUrl & { readonly rel: string })[];
    readonly body?: unknown;
  } | null;
  /** The code of a network error; null: there was an answer. */
  readonly error: string | null;
}

/** The headers that are recorded. */
const headers = [
  "content-type",
  "date",
  "retry-after",
  "x-rate-limit-limit",
  "x-rate-limit-remaining",
  "x-rate-limit-reset",
  "x-okta-request-id",
] as const;

/** Returns the parts of an exchange that a bug report needs, by lists of allowed headers, fields and parameters. */
export function recordedExchange(exchange: HttpExchange, number: number, pseudonym: Pseudonym): RecordedExchange {
  const { system, method, url, requestBody, status, body, error, sentAt, milliseconds } = exchange;
  const origin = URL.canParse(url) ? new URL(url).origin : null;
  return {
    number,
    system,
    sentAt: new Date(sentAt).toISOString(),
    milliseconds,
    request: { method, ...recordedUrl(url, null, pseudonym), ...bodyPart(requestBody, pseudonym) },
    response:
      status === null
        ? null
        : {
            status,
            headers: Object.fromEntries(
              headers.flatMap((name) => {
                const value = exchange.header(name);
                return value === null || !plainHeader.test(value) ? [] : [[name, value]];
              }),
            ),
            links: linksIn(exchange.header("link"), origin, pseudonym),
            ...bodyPart(body, pseudonym),
          },
    error: error !== null && /^\w{1,40}$/.test(error) ? error : error === null ? null : "unknown",
  };
}

const plainHeader = /^[\w ,:;=./+-]{1,120}$/;

const bodyPart = (body: unknown, pseudonym: Pseudonym): { readonly body?: unknown } =>
  body === undefined || body === "" ? {} : { body: recordedBody(body, pseudonym) };

function linksIn(
  header: string | null,
  origin: string | null,
  pseudonym: Pseudonym,
): readonly (RecordedUrl & { readonly rel: string })[] {
  return [...(header ?? "").matchAll(/<([^>]*)>\s*;\s*rel="(\w+)"/g)].map(([, href = "", rel = ""]) => ({
    rel,
    ...recordedUrl(href, origin, pseudonym),
  }));
}
