import { describe, expect, it } from "vitest";
import { mailboxKey, type Provider } from "../../src/model/provider.ts";

const isSame = (provider: Provider, left: string, right: string): boolean =>
  mailboxKey(provider, left) === mailboxKey(provider, right);

describe("mailboxKey", () => {
  it.each([
    ["letter case", "Rosa@partner.example", "rosa@PARTNER.example"],
    ["dots in a consumer mailbox", "rosa.novak@gmail.com", "r.osanovak@gmail.com"],
    ["the older consumer domain", "rosa.novak@gmail.com", "RosaNovak@GoogleMail.com"],
  ])("ignores %s at Google", (_, left, right) => {
    expect(isSame("google", left, right)).toBe(true);
  });

  it.each([
    ["dots in another domain", "google", "rosa.novak@partner.example", "rosanovak@partner.example"],
    ["a suffix", "google", "rosa+x@gmail.com", "rosa@gmail.com"],
    ["a domain that only ends alike", "google", "rosa.novak@notgmail.com", "rosanovak@notgmail.com"],
    ["dots at Okta", "okta", "rosa.novak@gmail.com", "rosanovak@gmail.com"],
  ] as const)("distinguishes %s", (_, provider, left, right) => {
    expect(isSame(provider, left, right)).toBe(false);
  });
});
