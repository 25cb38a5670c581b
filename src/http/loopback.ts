import { UsageError } from "../diagnostics/user-error.ts";

/** Refused by `checkedUrl`. */
export class UrlRefused extends UsageError {
  override readonly name = "UrlRefused";
}

/** Whether a URL's host is this machine itself: 127.0.0.0/8, ::1 or localhost, and nothing that merely looks so. */
export function isLoopback(url: URL): boolean {
  // URL has already turned 127.1 and 0x7f000001 into four decimal numbers, and IPv6 into its shortest form.
  return url.hostname === "localhost" || url.hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(url.hostname);
}

/**
 * The address of a provider, fit to send a credential to: https, or http to this machine alone.
 * Answers it without a trailing slash; anything else is refused with the reason and what to write instead.
 */
export function checkedUrl(text: string): string {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    throw new UrlRefused(`"${withoutCredentials(text)}" is not a URL. Write it like https://acme.okta.com.`);
  }
  if (url.username !== "" || url.password !== "")
    throw new UrlRefused(
      `The URL of ${url.host} contains a user name or password. Credentials come from the environment; write the URL without them.`,
    );
  if (url.search !== "" || url.hash !== "")
    throw new UrlRefused(
      `The URL ${url.origin} has a "?" or "#" part. Write the address alone, like ${url.origin}${url.pathname}.`,
    );
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback(url)))
    throw new UrlRefused(
      `${url.protocol}//${url.host} is not encrypted: an administrator's token would travel readable. Use https (plain http is for this machine only: 127.0.0.1, ::1, localhost).`,
    );
  return `${url.origin}${url.pathname}`.replace(/\/+$/, "");
}

/** Keeps a password out of the message about a URL that could not be read. */
const withoutCredentials = (text: string): string => text.replace(/\/\/[^/]*@/, "//");
