import { UsageError } from "../diagnostics/user-error.ts";
import { isLoopback } from "../support/loopback.ts";

/** A URL that `checkedUrl` rejected. */
export class UrlRefused extends UsageError {
  override readonly name = "UrlRefused";
}

/**
 * Returns a provider URL, without a trailing slash, that credentials may be sent to: https, or http to this machine only.
 * @throws UrlRefused with the reason and the expected form
 */
export function checkedUrl(text: string): string {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new UrlRefused(
      `"${withoutCredentials(text)}" is not a valid URL: expected for example https://acme.okta.com.`,
    );
  }
  if (url.username !== "" || url.password !== "")
    throw new UrlRefused(
      `The URL of ${url.host} contains a user name or password. Remove them: credentials come from the environment.`,
    );
  if (url.search !== "" || url.hash !== "")
    throw new UrlRefused(
      `The URL ${url.origin} has a "?" or "#" part. Remove it: expected for example ${url.origin}${url.pathname}.`,
    );
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback(url)))
    throw new UrlRefused(
      `${url.protocol}//${url.host} is not encrypted, so the administrator token could be read. Use https. Plain http is allowed only for this machine: 127.0.0.1, ::1, localhost.`,
    );
  return `${url.origin}${url.pathname}`.replace(/\/+$/, "");
}

/** Removes a password from an invalid URL for a message. */
const withoutCredentials = (text: string): string => text.replace(/\/\/[^/]*@/, "//");
