import { networkCode } from "../http/network-code.ts";
import { formatInstant } from "../model/instant.ts";
import { GithubFailure } from "../ports/github-failure.ts";
import { isJson } from "./json.ts";

/** What GitHub's client throws, as far as it is looked at; its request holds the token and is never read. */
interface RequestError {
  readonly status: number;
  readonly response?: { readonly headers: Readonly<Record<string, string | undefined>>; readonly data: unknown };
  readonly cause?: unknown;
}

/** The longest piece of GitHub's own words in a message. */
const longestQuote = 300;

/** What an error of the client means, in words for a person. `doing` completes "GitHub did not let us …". */
export function failureOf(error: unknown, doing: string, secrets: readonly string[]): GithubFailure {
  if (error instanceof GithubFailure) return error;
  if (!isRequestError(error))
    return new GithubFailure("unexpected", `The request to GitHub to ${doing} failed in a way that is not known.`);
  if (error.cause instanceof GithubFailure) return error.cause;
  if (error.response === undefined) return new GithubFailure("unavailable", unreachable(error, doing));
  const { status } = error;
  const { headers, data } = error.response;
  const words = blotted(quoteOf(data), secrets);
  if (isRateRefusal(status, headers, words))
    return new GithubFailure(
      "throttled",
      `GitHub refuses more requests for now, so Rolecall could not ${doing}. ${whenAgain(headers)}`,
    );
  return answered(status, { doing, words });
}

/** What an answered refusal means, by its status. */
function answered(status: number, { doing, words }: { readonly doing: string; readonly words: string }): GithubFailure {
  if (status === 401)
    return new GithubFailure(
      "denied",
      `GitHub does not accept the token (GITHUB_TOKEN), so Rolecall could not ${doing}.`,
    );
  if (status === 403 || status === 451)
    return new GithubFailure(
      "denied",
      `GitHub's token may not ${doing}${said(words)} Give the token this permission, or use one that has it.`,
    );
  if (status === 404 || status === 410)
    return new GithubFailure(
      "not-found",
      `GitHub found nothing when asked to ${doing}, or the token may not see it${said(words)} Check the name or number, and the token's permissions.`,
    );
  if (status >= 500)
    return new GithubFailure(
      "unavailable",
      `GitHub is unwell (${status}), so Rolecall could not ${doing}. Run it again later.`,
    );
  if ([400, 405, 409, 422].includes(status))
    return new GithubFailure("rejected", `GitHub refused to ${doing} (${status})${said(words)}`);
  return new GithubFailure("unexpected", `GitHub answered ${status} when asked to ${doing}${said(words)}`);
}

const isRequestError = (error: unknown): error is RequestError =>
  error instanceof Error && "status" in error && typeof error.status === "number";

const said = (words: string): string => (words === "" ? "." : `: ${words.replace(/\.$/, "")}.`);

/** https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api: both limits come as 403 or 429. */
function isRateRefusal(status: number, headers: Readonly<Record<string, string | undefined>>, words: string): boolean {
  if (status === 429) return true;
  if (status !== 403) return false;
  return headers["x-ratelimit-remaining"] === "0" || headers["retry-after"] !== undefined || /rate limit/i.test(words);
}

function whenAgain(headers: Readonly<Record<string, string | undefined>>): string {
  const seconds = headers["retry-after"];
  if (seconds !== undefined && /^\d{1,6}$/.test(seconds)) return `Run it again in ${seconds} seconds.`;
  const reset = headers["x-ratelimit-reset"];
  if (reset !== undefined && /^\d{1,11}$/.test(reset))
    return `Run it again after ${formatInstant(Number(reset) * 1000)}.`;
  return "Run it again in a minute.";
}

/** The message of the refusal and of its parts, on one line. */
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

const blotted = (text: string, secrets: readonly string[]): string =>
  secrets.filter((secret) => secret !== "").reduce((rest, secret) => rest.replaceAll(secret, "[secret]"), text);

function unreachable({ cause }: RequestError, doing: string): string {
  const code = networkCode(cause);
  return `GitHub cannot be reached${code === null ? "" : ` (${code})`}, so Rolecall could not ${doing}. Run it again later.`;
}
