/** Checks whether the host of a URL is this machine: 127.0.0.0/8, ::1 or localhost, and no similar name. */
export function isLoopback(url: URL): boolean {
  // URL already normalizes 127.1 and 0x7f000001 to four decimal numbers, and IPv6 to its shortest form.
  return url.hostname === "localhost" || url.hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(url.hostname);
}
