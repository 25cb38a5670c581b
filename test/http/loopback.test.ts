import { describe, expect, it } from "vitest";
import { checkedUrl, UrlRefused } from "../../src/http/loopback.ts";
import { isLoopback } from "../../src/support/loopback.ts";

describe("the URLs that credentials may be sent to", () => {
  it.each([
    ["https://acme.okta.example", "https://acme.okta.example"],
    ["https://acme.okta.example/", "https://acme.okta.example"],
    ["https://acme.okta.example//", "https://acme.okta.example"],
    ["http://127.0.0.1:8080/", "http://127.0.0.1:8080"],
    ["http://127.1:8080", "http://127.0.0.1:8080"],
    ["http://[::1]:8080", "http://[::1]:8080"],
    ["http://localhost:8080", "http://localhost:8080"],
  ])("%s", (text, address) => {
    expect(checkedUrl(text)).toBe(address);
  });

  it.each([
    ["http://acme.okta.example", /not encrypted/],
    ["http://127.0.0.1.evil.example", /not encrypted/],
    ["http://localhost.evil.example", /not encrypted/],
    ["http://10.0.0.1", /not encrypted/],
    ["ftp://127.0.0.1", /not encrypted/],
    ["https://ada:secret@acme.okta.example", /user name or password/],
    ["https://acme.okta.example/?token=secret", /"\?" or "#"/],
    ["acme.okta.example", /not a valid URL/],
    ["//ada:secret@", /not a valid URL/],
  ])("do not include %s", (text, message) => {
    expect(() => checkedUrl(text)).toThrow(message);
    expect(() => checkedUrl(text)).toThrow(UrlRefused);
    expect(() => checkedUrl(text)).not.toThrow(/secret/);
  });

  it("include this machine by its addresses only", () => {
    const names = ["http://127.8.9.1", "http://2130706433", "http://0.0.0.0", "http://[::2]", "http://mylocalhost"];
    expect(names.map((name) => isLoopback(new URL(name)))).toEqual([true, true, false, false, false]);
  });
});
