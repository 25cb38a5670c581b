import { networkCode } from "../http/network-code.ts";
import { formatInstant } from "../model/instant.ts";
import { GithubFailure } from "../ports/github-failure.ts";
import { isJson } from "./json.ts";

/** The part of an error of GitHub's client that is read. Its request holds the token and is never read. */
interface RequestError {
  readonly status: number;
  readonly response?: { readonly headers: Readonly<Record<string, string | undefined>>; readonly data: unknown };
  readonly cause?: unknown;
}

/** The longest quote of GitHub's message, in characters. */
const longestQuote = 300;

/** Converts an error of GitHub's client to a failure. `doing` is a verb phrase: "read the branch main". */
export function failureOf(error: unknown, doing: string, secrets: readonly string[]): GithubFailure {
  if (error instanceof GithubFailure) return error;
  if (!isRequestError(error))
    return new GithubFailure("unexpected", `The request to GitHub to ${doing} failed with an unknown error.`);
  if (error.cause instanceof GithubFailure) return error.cause;
  if (error.response === undefined) return new GithubFailure("unavailable", unreachable(error, doing));
  const { status } = error;
  const { headers, data } = error.response;
  const quote = redacted(quoteOf(data), secrets);
  if (isRateRefusal(status, headers, quote))
    return new GithubFailure(
      "throttled",
      `The rate limit of GitHub is reached, so Rolecall could not ${doing}. ${retryAdvice(headers)}`,
    );
  return answered(status, { doing, quote });
}

/** Returns the failure for an error status. */
function answered(status: number, { doing, quote }: { readonly doing: string; readonly quote: string }): GithubFailure {
  if (status === 401)
    return new GithubFailure(
      "denied",
      `GitHub does not accept the token (GITHUB_TOKEN), so Rolecall could not ${doing}.`,
    );
  if (status === 403 || status === 451)
    return new GithubFailure(
      "denied",
      `GitHub's token may not ${doing}${appended(quote)} Give the token this permission, or use a token that has it.`,
    );
  if (status === 404 || status === 410)
    return new GithubFailure(
      "not-found",
      `GitHub found nothing when asked to ${doing}, or the token may not see it${appended(quote)} Check the name or number, and the token's permissions.`,
    );
  if (status >= 500)
    return new GithubFailure(
      "unavailable",
      `GitHub failed with status ${status}, so Rolecall could not ${doing}. Run it again later.`,
    );
  if ([400, 405, 409, 422].includes(status))
    return new GithubFailure("rejected", `GitHub refused to ${doing} (${status})${appended(quote)}`);
  return new GithubFailure("unexpected", `GitHub answered ${status} when asked to ${doing}${appended(quote)}`);
}

const isRequestError = (error: unknown): error is RequestError =>
  error instanceof Error && "status" in error && typeof error.status === "number";

const appended = (quote: string): string => (quote === "" ? "." : `: ${quote.replace(/\.$/, "")}.`);

/** Both rate limits answer 403 or 429: https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api */
function isRateRefusal(status: number, headers: Readonly<Record<string, string | undefined>>, quote: string): boolean {
  if (status === 429) return true;
  if (status !== 403) return false;
  return headers["x-ratelimit-remaining"] === "0" || headers["retry-after"] !== undefined || /rate limit/i.test(quote);
}

function retryAdvice(headers: Readonly<Record<string, string | undefined>>): string {
  const seconds = headers["retry-after"];
  if (seconds !== undefined && /^\d{1,6}$/.test(seconds)) return `Run it again in ${seconds} seconds.`;
  const reset = headers["x-ratelimit-reset"];
  if (reset !== undefined && /^\d{1,11}$/.test(reset))
    return `Run it again after ${formatInstant(Number(reset) * 1000)}.`;
  return "Run it again in a minute.";
}

/** Returns the message of an error answer and of its details, on one line. */
function quoteOf(data: unknown): string {
  if (!isJson(data) || typeof data["message"] !== "string") return "";
  const parts: unknown = data["errors"];
  const details = (Array.isArray(parts) ? parts : []).flatMap((part: unknown) => {
    if (typeof part === "string") return [part];
    return isJson(part) && typeof part["message"] === "string" ? [part["message"]] : [];
  });
  const text = [data["message"], ...details].join("; ").replaceAll(/\s+/g, " ");
  return text.length > longestQuote ? `${text.slice(0, longestQuote)}…` : text;
}

const redacted = (text: string, secrets: readonly string[]): string =>
  secrets.filter((secret) => secret !== "").reduce((rest, secret) => rest.replaceAll(secret, "[secret]"), text);

function unreachable({ cause }: RequestError, doing: string): string {
  const code = networkCode(cause);
  return `GitHub cannot be reached${code === null ? "" : ` (${code})`}, so Rolecall could not ${doing}. Run it again later.`;
}
