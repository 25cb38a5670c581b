import { afterEach, describe, expect, it } from "vitest";
import type { Exchange, SandboxReply, SandboxRequest, SandboxService } from "../../../src/sandbox/core/exchange.ts";
import { startSandbox } from "../../../src/sandbox/core/server.ts";
import type { RunningSandbox, SandboxSettings } from "../../../src/sandbox/core/server.ts";

const open: RunningSandbox[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((sandbox) => sandbox.close()));
});

const clock = { now: () => Date.parse("2027-01-04T09:00:00Z") };

/** Creates a service that gives every request the same list, and keeps the requests. */
function aService(reply: SandboxReply = { status: 200, body: { items: [1, 2, 3, 4], nextPageToken: "p2" } }) {
  const seen: SandboxRequest[] = [];
  const service: SandboxService = {
    name: "example",
    handle: (request) => {
      seen.push(request);
      return reply;
    },
    refusals: {
      failure: (status) => ({ status, body: { error: { code: status } } }),
      throttled: (resetAt) => ({
        status: 429,
        headers: { "X-Reset": String(resetAt) },
        body: { error: { code: 429 } },
      }),
    },
  };
  return { service, seen };
}

async function running(service: SandboxService, settings: SandboxSettings = {}): Promise<RunningSandbox> {
  const sandbox = await startSandbox(service, { clock, ...settings });
  open.push(sandbox);
  return sandbox;
}

describe("the server", () => {
  it("parses and decodes requests for a service", async () => {
    const { service, seen } = aService();
    const sandbox = await running(service);
    await fetch(`${sandbox.url}/users/a%40acme.example?limit=2&limit=3`, {
      method: "POST",
      headers: { "X-Mark": "m" },
      body: '{"a":[1]}',
    });
    expect(seen[0]).toMatchObject({
      method: "POST",
      path: "/users/a@acme.example",
      headers: { "x-mark": "m" },
      body: { a: [1] },
      rawBody: '{"a":[1]}',
      origin: sandbox.url,
      inFlight: 1,
    });
    expect(seen[0]!.query.getAll("limit")).toEqual(["2", "3"]);
    expect(sandbox.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  it("distinguishes a body that is not JSON from a missing body", async () => {
    const { service, seen } = aService();
    const sandbox = await running(service);
    await fetch(`${sandbox.url}/`, { method: "POST", body: "{half" });
    await fetch(`${sandbox.url}/`, { method: "POST" });
    expect(seen.map(({ body, rawBody }) => [body, rawBody])).toEqual([
      [undefined, "{half"],
      [undefined, ""],
    ]);
  });

  it("sends each link in its own line, and the sandbox's time", async () => {
    const links = [
      { rel: "self", href: "http://127.0.0.1:1/a?x=1,2" },
      { rel: "next", href: "http://127.0.0.1:1/a?after=z" },
    ];
    const sandbox = await running(aService({ status: 200, links, body: [] }).service);
    const lines = await rawHeaders(`${sandbox.url}/a`);
    expect(lines.filter(([name]) => name === "Link").map(([, value]) => value)).toEqual([
      '<http://127.0.0.1:1/a?x=1,2>; rel="self"',
      '<http://127.0.0.1:1/a?after=z>; rel="next"',
    ]);
    expect(lines).toContainEqual(["Date", "Mon, 04 Jan 2027 09:00:00 GMT"]);
  });

  it("refuses a body above the limit before the service receives it", async () => {
    const { service, seen } = aService();
    const sandbox = await running(service, { bodyLimit: 10 });
    const send = async (size: number) =>
      (await fetch(`${sandbox.url}/`, { method: "POST", body: "x".repeat(size) })).status;
    expect([await send(10), await send(11)]).toEqual([200, 413]);
    expect(seen).toHaveLength(1);
  });

  it("counts the requests in progress", async () => {
    const counts: number[] = [];
    const waiting: (() => void)[] = [];
    const service: SandboxService = {
      name: "slow",
      handle: async ({ inFlight }) => {
        counts.push(inFlight);
        // All three requests wait until the last one has arrived.
        await new Promise<void>((resolve) => {
          waiting.push(resolve);
          if (waiting.length === 3) for (const release of waiting) release();
        });
        return { status: 204 };
      },
    };
    const sandbox = await running(service);
    await Promise.all([1, 2, 3].map(() => fetch(`${sandbox.url}/`)));
    expect(counts.at(-1)).toBe(3);
  });

  it("answers 500 when the service itself fails, and continues", async () => {
    let calls = 0;
    const sandbox = await running({
      name: "broken",
      handle: () => {
        calls += 1;
        if (calls === 1) throw new Error("a mistake in the sandbox");
        return { status: 204 };
      },
    });
    const first = await fetch(`${sandbox.url}/`);
    expect([first.status, await first.text()]).toEqual([500, expect.stringContaining("a mistake in the sandbox")]);
    expect((await fetch(`${sandbox.url}/`)).status).toBe(204);
  });

  it("closes with connections that are kept alive or hang", async () => {
    const sandbox = await startSandbox(aService().service, { clock });
    await (await fetch(`${sandbox.url}/`)).text();
    sandbox.addFault({ fault: { kind: "hang" } });
    const hanging = expect(fetch(`${sandbox.url}/`)).rejects.toThrow();
    while (sandbox.count() < 2) await new Promise((resolve) => setImmediate(resolve));
    await sandbox.close();
    await hanging;
    await expect(fetch(`${sandbox.url}/`)).rejects.toThrow();
  });
});

describe("the log", () => {
  it("keeps every request with its answer, and distinguishes writes from reads", async () => {
    const { service } = aService();
    const sandbox = await running({
      ...service,
      isWrite: ({ path, method }) => method === "POST" && path !== "/token",
    });
    for (const [method, path] of [
      ["GET", "/a?x=1"],
      ["POST", "/a"],
      ["POST", "/token"],
    ] as const)
      await fetch(sandbox.url + path, { method });
    expect(sandbox.requests[0]).toEqual({
      method: "GET",
      path: "/a",
      query: "x=1",
      status: 200,
      at: clock.now(),
      isWrite: false,
      bucket: null,
    });
    expect(sandbox.count()).toBe(3);
    expect(sandbox.count({ isWrite: true })).toBe(1);
    expect(sandbox.count({ method: "post", path: /^\/a$/ })).toBe(1);
    expect(sandbox.count({ path: "/a", status: 200 })).toBe(2);
    expect(sandbox.count({ status: 404 })).toBe(0);
  });

  it("reports exchanges to each listener until the listener is removed", async () => {
    const sandbox = await running(aService().service);
    const heard: Exchange[] = [];
    const stop = sandbox.onExchange((exchange) => heard.push(exchange));
    await (await fetch(`${sandbox.url}/a`)).text();
    sandbox.addFault({ fault: { kind: "status", status: 500 }, times: 1 });
    await (await fetch(`${sandbox.url}/b`)).text();
    sandbox.addFault({ fault: { kind: "drop" }, times: 1 });
    await expect(fetch(`${sandbox.url}/c`).then((reply) => reply.text())).rejects.toThrow();
    stop();
    await (await fetch(`${sandbox.url}/d`)).text();
    expect(heard.map(({ request, reply, isFault }) => [request.path, reply.status, isFault])).toEqual([
      ["/a", 200, false],
      ["/b", 500, true],
      ["/c", 200, true],
    ]);
  });
});

/** Returns the header lines as received, with repeated names in separate lines. */
async function rawHeaders(url: string): Promise<readonly (readonly [string, string])[]> {
  const { get } = await import("node:http");
  return new Promise((resolve, reject) => {
    get(url, (response) => {
      response.resume();
      const raw = response.rawHeaders;
      resolve(raw.flatMap((name, at) => (at % 2 === 0 ? [[name, raw[at + 1] ?? ""] as const] : [])));
    }).on("error", reject);
  });
}
