import { createHash, generateKeyPairSync, sign } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { SandboxRequest } from "../../../src/sandbox/core/exchange.ts";
import { isProven } from "../../../src/sandbox/okta/dpop.ts";

const keys = generateKeyPairSync("ec", { namedCurve: "P-256" });
const others = generateKeyPairSync("ec", { namedCurve: "P-256" });
const token = "access-token-1";
const ath = createHash("sha256").update(token).digest("base64url");
const right = { htm: "GET", htu: "http://127.0.0.1:1/api/v1/users/a%40b", jti: "1", nonce: "n1", ath };

function proof(changes: object = {}, { signer = keys, header = {} } = {}): string {
  const parts = [
    { alg: "ES256", jwk: keys.publicKey.export({ format: "jwk" }), ...header },
    { ...right, ...changes },
  ];
  const text = parts.map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".");
  const signature = sign("sha256", Buffer.from(text), { key: signer.privateKey, dsaEncoding: "ieee-p1363" });
  return `${text}.${signature.toString("base64url")}`;
}

function request(dpop: string | undefined): SandboxRequest {
  return {
    method: "GET",
    path: "/api/v1/users/a@b",
    query: new URLSearchParams("limit=1"),
    headers: dpop === undefined ? {} : { dpop },
    body: undefined,
    rawBody: "",
    origin: "http://127.0.0.1:1",
    inFlight: 1,
  };
}

describe("a proof of holding a key", () => {
  it("is valid for its method, address, token and nonce", () => {
    expect(isProven(request(proof()), { accessToken: token, nonce: "n1" })).toBe(true);
  });

  it.each<[string, string | undefined]>([
    ["is missing", undefined],
    ["is not a token", "nonsense"],
    ["is for another method", proof({ htm: "POST" })],
    ["is for another address", proof({ htu: "http://127.0.0.1:1/api/v1/groups" })],
    ["has an invalid address", proof({ htu: "%" })],
    ["is for another access token", proof({ ath: "x" })],
    ["has another nonce", proof({ nonce: "n2" })],
    ["has no id", proof({ jti: undefined })],
    ["is signed with another key", proof({}, { signer: others })],
    ["has no key", proof({}, { header: { jwk: undefined } })],
    ["has an invalid key", proof({}, { header: { jwk: { kty: "EC" } } })],
    ["has no signature algorithm", proof({}, { header: { alg: "none" } })],
  ])("is invalid when it %s", (_, dpop) => {
    expect(isProven(request(dpop), { accessToken: token, nonce: "n1" })).toBe(false);
  });
});
