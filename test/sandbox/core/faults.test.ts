import { afterEach, describe, expect, it } from "vitest";
import type { SandboxReply, SandboxService } from "../../../src/sandbox/core/exchange.ts";
import type { FaultRule } from "../../../src/sandbox/core/faults.ts";
import { startSandbox } from "../../../src/sandbox/core/server.ts";
import type { RunningSandbox } from "../../../src/sandbox/core/server.ts";

const open: RunningSandbox[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((sandbox) => sandbox.close()));
});

const now = Date.parse("2027-01-04T09:00:00Z");

/** Starts a service with one counter, which every write increments; with or without its own refusals. */
async function aCounter(...faults: readonly FaultRule[]) {
  let count = 0;
  const list: SandboxReply = {
    status: 200,
    links: [
      { rel: "self", href: "http://127.0.0.1:1/list" },
      { rel: "next", href: "http://127.0.0.1:1/list?after=4" },
    ],
    body: [1, 2, 3, 4],
  };
  const service: SandboxService = {
    name: "counter",
    handle: ({ method }) => {
      if (method === "GET") return list;
      count += 1;
      return { status: 200, body: { count } };
    },
    refusals: {
      failure: (status) => ({ status, body: { code: `own-${status}` } }),
      throttled: (resetAt) => ({
        status: 429,
        headers: { "X-Reset": String(resetAt) },
        body: { error: { code: 429 } },
      }),
    },
  };
  const sandbox = await startSandbox(service, { clock: { now: () => now }, faults });
  open.push(sandbox);
  const call = async (method: string, path = "/list") => {
    const reply = await fetch(sandbox.url + path, { method });
    return { status: reply.status, headers: reply.headers, text: await reply.text() };
  };
  return { sandbox, call, count: () => count };
}

describe("a status", () => {
  it("prevents the effect before it; changes only the answer after it", async () => {
    const before = await aCounter({ fault: { kind: "status", status: 500 } });
    expect(await before.call("POST")).toMatchObject({ status: 500, text: '{"code":"own-500"}' });
    expect(before.count()).toBe(0);
    const after = await aCounter({ fault: { kind: "status", status: 503, when: "after" } });
    expect((await after.call("POST")).status).toBe(503);
    expect(after.count()).toBe(1);
  });

  it("can be a gateway's page instead of the provider's body", async () => {
    const { call } = await aCounter({ fault: { kind: "status", status: 502, as: "html" } });
    const reply = await call("GET");
    expect(reply.headers.get("content-type")).toBe("text/html");
    expect(reply.text).toContain("<html>");
  });
});

describe("throttling", () => {
  it("gives the provider's own refusal, with its end", async () => {
    const { call, count } = await aCounter({ fault: { kind: "throttle", resetInSeconds: 30 } });
    const reply = await call("POST");
    expect([reply.status, reply.headers.get("x-reset")]).toEqual([429, String(now + 30_000)]);
    expect(count()).toBe(0);
  });

  it("can have the provider's other status, in the body too", async () => {
    const { call } = await aCounter({ fault: { kind: "throttle", resetInSeconds: 30, status: 403 } });
    expect(await call("GET")).toMatchObject({ status: 403, text: '{"error":{"code":403}}' });
  });
});

describe("a cut page", () => {
  it("has half of the entries and no next link, and looks complete", async () => {
    const { call } = await aCounter({ fault: { kind: "cut-page" } });
    const reply = await call("GET");
    expect([reply.status, reply.text]).toEqual([200, "[1,2]"]);
    expect(reply.headers.get("link")).toBe('<http://127.0.0.1:1/list>; rel="self"');
  });
});

describe("a dropped connection", () => {
  it("breaks in the middle of the answer, after the effect", async () => {
    const { sandbox, count } = await aCounter({ fault: { kind: "drop" } });
    const reply = await fetch(`${sandbox.url}/list`, { method: "POST" });
    expect(reply.status).toBe(200);
    await expect(reply.text()).rejects.toThrow();
    expect(count()).toBe(1);
    expect(sandbox.requests).toMatchObject([{ status: 0 }]);
  });
});

describe("a dropped connection without a body", () => {
  it("gives no answer", async () => {
    const sandbox = await startSandbox({ name: "empty", handle: () => ({ status: 204 }) });
    open.push(sandbox);
    sandbox.addFault({ fault: { kind: "drop" } });
    await expect(fetch(`${sandbox.url}/`)).rejects.toThrow();
  });
});

describe("a hanging request", () => {
  it.each([
    ["before", 0],
    ["after", 1],
  ] as const)("gets no answer when it hangs %s the effect", async (when, effect) => {
    const { sandbox, count } = await aCounter({ fault: { kind: "hang", when } });
    const giveUp = new AbortController();
    const request = fetch(`${sandbox.url}/list`, { method: "POST", signal: giveUp.signal });
    const refused = expect(request).rejects.toThrow();
    while (sandbox.count() < 1) await new Promise((resolve) => setImmediate(resolve));
    giveUp.abort();
    await refused;
    expect(count()).toBe(effect);
  });
});

describe("a rewritten answer", () => {
  it("is computed from the true answer", async () => {
    const { call } = await aCounter({
      fault: { kind: "rewrite", rewrite: (reply, { path }) => ({ ...reply, links: [], body: [reply.body, path] }) },
    });
    expect((await call("GET")).text).toBe('[[1,2,3,4],"/list"]');
  });
});

describe("the requests that a fault applies to", () => {
  const fault = { kind: "status", status: 500 } as const;

  it("are those with its method and path, up to a slash or by a pattern", async () => {
    const { sandbox, call } = await aCounter({ fault, method: "get", path: "/a" });
    const statuses = async () => {
      const found: number[] = [];
      for (const path of ["/a", "/a/b", "/ab", "/"]) found.push((await call("GET", path)).status);
      return found;
    };
    expect(await statuses()).toEqual([500, 500, 200, 200]);
    expect((await call("POST", "/a")).status).toBe(200);
    sandbox.clearFaults();
    sandbox.addFault({ fault, path: /b$/g });
    expect(await statuses()).toEqual([200, 500, 500, 200]);
  });

  it("come after the first few, up to a maximum", async () => {
    const { call } = await aCounter({ fault, skip: 1, times: 2 });
    const statuses: number[] = [];
    for (let n = 0; n < 5; n += 1) statuses.push((await call("GET")).status);
    expect(statuses).toEqual([200, 500, 500, 200, 200]);
  });

  it("use the first rule that is not used up, then the next", async () => {
    const { call } = await aCounter({ fault, times: 1 }, { fault: { ...fault, status: 503 } });
    expect([(await call("GET")).status, (await call("GET")).status]).toEqual([500, 503]);
  });
});
