import { describe, expect, it } from "vitest";
import { Throttled } from "../../src/http/pacer.ts";
import { EndlessList } from "../../src/http/read-pages.ts";
import { withoutSecrets } from "../../src/http/secrets.ts";
import {
  CredentialRefused,
  ForeignAddress,
  isNetworkError,
  transportFailure,
  Unreadable,
} from "../../src/http/transport-failure.ts";

const kindOf = (error: unknown, isWrite: boolean): string =>
  transportFailure(error, { provider: "Okta", isWrite }).kind;
const coded = (code: string): Error => Object.assign(new Error(`request with SSWS secret failed: ${code}`), { code });

describe("a request without an answer", () => {
  it.each([
    ["nobody listens", coded("ECONNREFUSED"), "unavailable", "unavailable"],
    ["no such name", coded("ENOTFOUND"), "unavailable", "unavailable"],
    ["a certificate nobody trusts", coded("CERT_HAS_EXPIRED"), "unavailable", "unavailable"],
    ["the connection breaks", coded("ECONNRESET"), "unavailable", "outcome-unknown"],
    [
      "the break stands in the cause",
      new Error("fetch", { cause: coded("ECONNRESET") }),
      "unavailable",
      "outcome-unknown",
    ],
    [
      "it takes too long",
      Object.assign(new Error("timeout"), { type: "body-timeout" }),
      "unavailable",
      "outcome-unknown",
    ],
    ["the answer is not JSON", new SyntaxError("Unexpected token < in JSON"), "unexpected", "outcome-unknown"],
    ["the answer is not what it should be", new Unreadable("no id"), "unexpected", "outcome-unknown"],
    ["something else", new Error("?"), "unexpected", "outcome-unknown"],
    ["it was held back: no budget", new Throttled("none left", 5), "throttled", "throttled"],
    ["it was held back: another server", new ForeignAddress("evil"), "unexpected", "unexpected"],
    ["the list has no end", new EndlessList("loop"), "unexpected", "unexpected"],
    ["the key is refused", new CredentialRefused("no"), "denied", "denied"],
  ])("%s", (_what, error, read, write) => {
    expect([kindOf(error, false), kindOf(error, true)]).toEqual([read, write]);
  });

  it("never says the error's own words, which can hold a header", () => {
    for (const error of [coded("ECONNRESET"), coded("ECONNREFUSED"), new Error("SSWS secret")])
      expect(transportFailure(error, { provider: "Okta", isWrite: true }).message).not.toContain("secret");
  });

  it("is worth another try where the network failed, not where we refused", () => {
    expect([coded("ECONNRESET"), coded("ECONNREFUSED")].every(isNetworkError)).toBe(true);
    const ours = [new Throttled("", 0), new ForeignAddress(""), new Unreadable(""), new SyntaxError("")];
    expect(ours.some(isNetworkError)).toBe(false);
  });
});

describe("secrets", () => {
  it("are blotted out of messages, wherever they come from", () => {
    const failure = { kind: "denied", message: "token abc.123 and abc.123 again" } as const;
    expect(withoutSecrets(failure, ["", "abc.123"])).toEqual({
      kind: "denied",
      message: "token [secret] and [secret] again",
    });
  });
});
