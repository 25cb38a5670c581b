import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkOktaExchanges, type ExchangeCheck } from "../contract/okta-openapi.ts";
import { type Servers, startServers } from "./judge-clients.ts";

/** `npm run verify` judges 10,000 sequences. */
const sequences = 8;

describe("the product's clients and the reference clients", () => {
  let servers: Servers;
  beforeAll(async () => {
    servers = await startServers();
  });
  afterAll(() => servers.close());

  it("do the same to Google, and show the same", async () => {
    for (let seed = 1; seed <= sequences; seed += 1) expect(await servers.judge("google", seed)).toBeUndefined();
  });

  it("do the same to Okta, show the same, and follow the published description", async () => {
    const checks: readonly ExchangeCheck[] = [servers.product, servers.reference].map(checkOktaExchanges);
    for (let seed = 1; seed <= sequences; seed += 1) expect(await servers.judge("okta", seed)).toBeUndefined();
    for (const check of checks) {
      check.stop();
      expect(check.violations().filter((violation) => !isIntended.test(violation))).toEqual([]);
      expect(check.judged()).toBeGreaterThan(100);
    }
  });

  it("are not equal when one of them reads another state", async () => {
    servers.product.addFault({
      method: "GET",
      path: /^\/api\/v1\/users$/,
      fault: {
        kind: "rewrite",
        rewrite: (reply) => ({
          ...reply,
          body: (reply.body as readonly object[]).map((user) => ({ ...user, status: "STAGED" })),
        }),
      },
    });
    expect(await servers.judge("okta", 1)).toMatch(/^okta, seed 1: only the product shows accounts .*"state":"staged"/);
    servers.product.clearFaults();
  });

  it("are not equal when a write of one of them fails", async () => {
    servers.product.addFault({ method: "POST", path: /\/members$/, fault: { kind: "status", status: 500 } });
    let difference: string | undefined;
    for (let seed = 1; seed <= 20 && difference === undefined; seed += 1)
      difference = await servers.judge("google", seed);
    servers.product.clearFaults();
    expect(difference).toMatch(/the outcome of write \d+; the state after write \d+/);
  });
});

/** Matches a value in a profile that the provider is meant to refuse, or null, which clears an attribute. */
const isIntended = /the request's body: \/profile\//;
