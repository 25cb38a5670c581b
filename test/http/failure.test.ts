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

describe("a request without a response", () => {
  it.each([
    ["a refused connection", coded("ECONNREFUSED"), "unavailable", "unavailable"],
    ["an unknown name", coded("ENOTFOUND"), "unavailable", "unavailable"],
    ["an untrusted certificate", coded("CERT_HAS_EXPIRED"), "unavailable", "unavailable"],
    ["a broken connection", coded("ECONNRESET"), "unavailable", "outcome-unknown"],
    [
      "a broken connection as the cause",
      new Error("fetch", { cause: coded("ECONNRESET") }),
      "unavailable",
      "outcome-unknown",
    ],
    ["a timeout", Object.assign(new Error("timeout"), { type: "body-timeout" }), "unavailable", "outcome-unknown"],
    ["a response that is not JSON", new SyntaxError("Unexpected token < in JSON"), "unexpected", "outcome-unknown"],
    ["an unexpected response", new Unreadable("no id"), "unexpected", "outcome-unknown"],
    ["an unknown error", new Error("?"), "unexpected", "outcome-unknown"],
    ["a pacer refusal", new Throttled("none left", 5), "throttled", "throttled"],
    ["a refused foreign address", new ForeignAddress("evil"), "unexpected", "unexpected"],
    ["an endless list", new EndlessList("loop"), "unexpected", "unexpected"],
    ["a rejected key", new CredentialRefused("no"), "denied", "denied"],
  ])("%s", (_what, error, read, write) => {
    expect([kindOf(error, false), kindOf(error, true)]).toEqual([read, write]);
  });

  it("never shows the text of the error, which can contain a header", () => {
    for (const error of [coded("ECONNRESET"), coded("ECONNREFUSED"), new Error("SSWS secret")])
      expect(transportFailure(error, { provider: "Okta", isWrite: true }).message).not.toContain("secret");
  });

  it("is retried after a network error, not after a refusal", () => {
    expect([coded("ECONNRESET"), coded("ECONNREFUSED")].every(isNetworkError)).toBe(true);
    const ours = [new Throttled("", 0), new ForeignAddress(""), new Unreadable(""), new SyntaxError("")];
    expect(ours.some(isNetworkError)).toBe(false);
  });
});

describe("secrets", () => {
  it("are masked in all messages", () => {
    const failure = { kind: "denied", message: "token abc.123 and abc.123 again" } as const;
    expect(withoutSecrets(failure, ["", "abc.123"])).toEqual({
      kind: "denied",
      message: "token [secret] and [secret] again",
    });
  });

  it("are masked before a long message is shortened", () => {
    const secret = "s3cr3t".repeat(20);
    const failure = { kind: "denied", message: `${"x".repeat(795)}${secret} ${"y".repeat(500)}` } as const;
    expect(withoutSecrets(failure, [secret]).message).toBe(`${"x".repeat(795)}[secr…`);
  });
});
