import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createPacer } from "../../../src/http/pacer.ts";
import { createOktaClient, createOktaWriter } from "../../../src/providers/okta/index.ts";
import type { Exchange } from "../../../src/sandbox/core/exchange.ts";
import { startSandbox } from "../../../src/sandbox/core/server.ts";
import { createOktaSandbox } from "../../../src/sandbox/okta/okta-sandbox.ts";
import { aClockFrom } from "../../support/clock.ts";
import { atTestEnd } from "../../support/cleanup.ts";
import { start } from "../../contract/world.ts";
import { aListener } from "./listener.ts";

const keys = generateKeyPairSync("rsa", { modulusLength: 2048 });
const others = generateKeyPairSync("rsa", { modulusLength: 2048 });
const pemOf = (key: KeyObject): string => key.export({ type: "pkcs8", format: "pem" }).toString();
const both = ["okta.users.read", "okta.groups.read"];
const hour = 3_600_000;

interface Changes {
  readonly privateKey?: string;
  readonly publicKey?: KeyObject;
  readonly keyId?: string;
  readonly scopes?: readonly string[];
  readonly granted?: readonly string[];
  readonly dpop?: boolean;
}

/** Starts an organization with one service app, and a client with its key. Time passes only in waits and by `clock.advance`. */
async function anApp(changes: Changes = {}) {
  const { publicKey = keys.publicKey, privateKey = pemOf(keys.privateKey), scopes = both, keyId } = changes;
  const clock = aClockFrom(start);
  const app = { clientId: "0oa1", publicKey: publicKey.export({ format: "jwk" }), scopes: changes.granted ?? both };
  const okta = createOktaSandbox({
    seed: { users: [], groups: [] },
    clock,
    clients: [{ ...app, ...(changes.dpop === undefined ? {} : { dpop: changes.dpop }) }],
  });
  const sandbox = await startSandbox(okta, { clock });
  atTestEnd(() => sandbox.close());
  const exchanges: Exchange[] = [];
  sandbox.onExchange((exchange) => void exchanges.push(exchange));
  const client = await clientOf(sandbox.url, { privateKey, scopes, ...(keyId === undefined ? {} : { keyId }) }, clock);
  const at = (path: string) => exchanges.filter(({ request }) => request.path === path);
  return { ...client, clock, sandbox, tokenRequests: () => at("/oauth2/v1/token"), reads: () => at("/api/v1/users") };
}

async function clientOf(
  orgUrl: string,
  app: { readonly privateKey: string; readonly scopes: readonly string[]; readonly keyId?: string },
  clock = aClockFrom(start),
) {
  const pacer = createPacer({ clock, random: () => 0.5, share: 1, inFlight: 8 });
  const credentials = { kind: "private-key", clientId: "0oa1", ...app } as const;
  const client = await createOktaClient({ orgUrl, credentials, pacer, clock, requestTimeout: 5000 });
  const read = () => client.read(() => client.raw("GET", "/api/v1/users?limit=1"));
  /** Returns the failure of a read; null: it was answered. */
  const failure = () =>
    read().then(
      () => null,
      (error: unknown) => client.failureOf(error, false),
    );
  const suspend = () =>
    createOktaWriter(client, { system: "okta", clock, join: "employeeNumber" }).perform({
      action: "account.suspend",
      account: "00uADA",
    });
  return { client, read, failure, suspend };
}

const proofIn = ({ request }: Exchange): Readonly<Record<string, unknown>> =>
  JSON.parse(Buffer.from((request.headers["dpop"] ?? "").split(".")[1] ?? "", "base64url").toString()) as Readonly<
    Record<string, unknown>
  >;

describe("a service app of Okta", () => {
  it("requests one token for parallel requests, and shows the scopes that Okta granted", async () => {
    const { read, client, tokenRequests } = await anApp();
    await Promise.all([read(), read(), read(), read(), read()]);
    expect(tokenRequests()).toHaveLength(1);
    expect(await client.scopes()).toEqual(both);
  });

  it("replaces the token before it expires, so that no request of a long run is rejected", async () => {
    const { read, clock, reads, tokenRequests } = await anApp();
    await read();
    clock.advance(hour - 301_000);
    await read();
    expect(tokenRequests()).toHaveLength(1);
    clock.advance(2000);
    await read();
    expect(tokenRequests()).toHaveLength(2);
    expect(reads().map(({ reply }) => reply.status)).toEqual([200, 200, 200]);
  });

  it("requests another token when Okta rejects one before its end, and sends the request once more", async () => {
    const { read, sandbox, reads, tokenRequests, failure } = await anApp();
    await read();
    sandbox.addFault({ path: "/api/v1/users", fault: { kind: "status", status: 401 }, times: 1 });
    await read();
    expect(reads().map(({ reply }) => reply.status)).toEqual([200, 401, 200]);
    expect(tokenRequests()).toHaveLength(2);

    sandbox.addFault({ path: "/api/v1/users", fault: { kind: "status", status: 401 } });
    expect(await failure()).toMatchObject({
      kind: "denied",
      message: expect.stringMatching(/a new access token of the service app was rejected as well/) as string,
    });
    expect(reads()).toHaveLength(5);
  });

  it.each(["P-256", "P-384", "P-521"])(
    "signs with an EC key on the curve %s, also as a JSON Web Key",
    async (curve) => {
      const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: curve });
      const pem = await anApp({ publicKey, privateKey: pemOf(privateKey) });
      expect(await pem.failure()).toBeNull();
      const jwk = { ...privateKey.export({ format: "jwk" }), kid: "key-1" };
      const app = await anApp({ publicKey, privateKey: JSON.stringify(jwk) });
      expect(await app.failure()).toBeNull();
      expect(headerOf(app.tokenRequests()[0])).toMatchObject({ kid: "key-1" });
    },
  );

  it("names the key that OKTA_CLIENT_KEYID names", async () => {
    const app = await anApp({ keyId: "key-2" });
    expect(await app.failure()).toBeNull();
    expect(headerOf(app.tokenRequests()[0])).toMatchObject({ kid: "key-2" });
  });
});

function headerOf(exchange: Exchange | undefined): unknown {
  const assertion = new URLSearchParams(exchange?.request.rawBody).get("client_assertion") ?? "";
  return JSON.parse(Buffer.from(assertion.split(".")[0] ?? "", "base64url").toString());
}

describe("a refused service app", () => {
  it("reports the error of the token endpoint for another key, and sends no request of the API", async () => {
    const { failure, reads } = await anApp({ privateKey: pemOf(others.privateKey) });
    expect(await failure()).toMatchObject({
      kind: "denied",
      message: expect.stringMatching(/HTTP 401 invalid_client .*General > Public Keys/) as string,
    });
    expect(reads()).toEqual([]);
  });

  it("reports a scope that is not granted, with the error of the token endpoint", async () => {
    const { failure, reads } = await anApp({ scopes: ["okta.users.manage"] });
    expect(await failure()).toMatchObject({
      kind: "denied",
      message: expect.stringMatching(/HTTP 400 invalid_scope .*OKTA_CLIENT_SCOPES/) as string,
    });
    expect(reads()).toEqual([]);
  });

  it("is not reported as refused where the token endpoint only fails, and the write is known as not sent", async () => {
    const { failure, suspend, sandbox, tokenRequests } = await anApp();
    sandbox.addFault({ path: "/oauth2/v1/token", fault: { kind: "status", status: 503 } });
    const expected = { kind: "unavailable", message: "Okta's token endpoint returned HTTP 503" };
    expect(await failure()).toEqual(expected);
    expect(tokenRequests()).toHaveLength(4);
    expect(await suspend()).toEqual({ kind: "failed", failure: expected });
    sandbox.clearFaults();
    expect(await failure()).toBeNull();
  });

  it("sends no request with an answer that has no token", async () => {
    const org = await aListener({ body: "{}" });
    const { failure } = await clientOf(org.url, { privateKey: pemOf(keys.privateKey), scopes: both });
    expect(await failure()).toMatchObject({
      kind: "denied",
      message: expect.stringContaining("without an access") as string,
    });
    expect(new Set(org.heard.map(({ url }) => url))).toEqual(new Set(["/oauth2/v1/token"]));
  });
});

describe("a service app with proof of possession", () => {
  it("proves each request with the nonce, and the key of the proofs is not the key of the app", async () => {
    const { read, tokenRequests, reads } = await anApp({ dpop: true });
    await read();
    await read();
    expect(tokenRequests().map(({ reply }) => reply.status)).toEqual([400, 200]);
    expect(tokenRequests().map((exchange) => proofIn(exchange)["nonce"])).toEqual([
      undefined,
      tokenRequests()[0]?.reply.headers?.["DPoP-Nonce"],
    ]);
    expect(reads().map(({ reply }) => reply.status)).toEqual([200, 200]);
    expect(proofIn(reads()[0] as Exchange)).toMatchObject({ htm: "GET", ath: expect.any(String) as string });
    const proofs = [...tokenRequests(), ...reads()].map(({ request }) => request.headers["dpop"] ?? "");
    const jwk = keys.publicKey.export({ format: "jwk" });
    expect(proofs.every((proof) => !Buffer.from(proof.split(".")[0] ?? "", "base64url").includes(String(jwk.n)))).toBe(
      true,
    );
  });

  it("follows a nonce that the server replaces after a day", async () => {
    const { read, clock, tokenRequests } = await anApp({ dpop: true });
    await read();
    clock.advance(24 * hour);
    await read();
    expect(tokenRequests().map(({ reply }) => reply.status)).toEqual([400, 200, 400, 200]);
  });

  it("sends a new proof when a request is sent again after a rate refusal", async () => {
    const { read, sandbox, reads } = await anApp({ dpop: true });
    sandbox.addFault({ path: "/api/v1/users", fault: { kind: "throttle", resetInSeconds: 5 }, times: 1 });
    await read();
    expect(reads().map(({ reply }) => reply.status)).toEqual([429, 200]);
    expect(new Set(reads().map((exchange) => proofIn(exchange)["jti"])).size).toBe(2);
  });

  it("is refused where its scopes are not granted", async () => {
    const { failure } = await anApp({ dpop: true, granted: ["okta.users.read"] });
    expect(await failure()).toMatchObject({
      kind: "denied",
      message: expect.stringContaining("invalid_scope") as string,
    });
  });
});
