import { describe, expect, it } from "vitest";
import type { SandboxRequest } from "../../../src/sandbox/core/exchange.ts";
import { createOktaSandbox } from "../../../src/sandbox/okta/okta-sandbox.ts";
import { bucketOf, publishedLimits } from "../../../src/sandbox/okta/rate-limits.ts";
import { aClock, anOrg, aUser, refusalIn } from "./org.ts";
import type { Answer } from "./org.ts";

const seed = { users: [aUser("ada")], groups: [{ name: "Eng" }] };

function rateIn({ headers }: Answer): readonly number[] {
  return ["limit", "remaining", "reset"].map((name) => Number(headers.get(`x-rate-limit-${name}`)));
}

describe("rate limits", () => {
  const start = Date.parse("2027-01-04T09:00:00Z") / 1000;

  it("appear in three headers, and give 429 until the end of the minute", async () => {
    const org = await anOrg(seed, { limits: { users: 4 } });
    expect(rateIn(await org.get("users"))).toEqual([2, 1, start + 60]);
    org.clock.pass(30_000);
    expect(rateIn(await org.get("users"))).toEqual([2, 0, start + 60]);
    const refused = await org.get("users");
    expect(refusalIn(refused)).toEqual([429, "E0000047"]);
    expect(rateIn(refused)).toEqual([2, 0, start + 60]);
    org.clock.pass(29_999);
    expect((await org.get("users")).status).toBe(429);
    org.clock.pass(1);
    expect(rateIn(await org.get("users"))).toEqual([2, 1, start + 120]);
  });

  it("give each token its share, and all tokens together the total", async () => {
    const org = await anOrg(seed, { limits: { users: 4 }, principalPercentage: 75 });
    const call = async (token: string) => (await org.call("GET", "users", undefined, { token })).status;
    expect([await call("a"), await call("a"), await call("a"), await call("a")]).toEqual([200, 200, 200, 429]);
    expect([await call("b"), await call("b")]).toEqual([200, 429]);
  });

  it("do not carry out a refused write", async () => {
    const org = await anOrg(seed, { limits: { groups: 2 } });
    const path = `groups/${org.idOf("Eng")}/users/${org.idOf("ada")}`;
    await org.get("groups");
    expect((await org.call("PUT", path)).status).toBe(429);
    expect(org.state.membersOf("Eng")).toEqual([]);
  });

  it.each([
    ["GET", "/api/v1/users", "users"],
    ["GET", "/api/v1/users/00u1", "user-read"],
    ["POST", "/api/v1/users/00u1", "user-write"],
    ["DELETE", "/api/v1/users/00u1", "user-write"],
    ["POST", "/api/v1/users/00u1/lifecycle/suspend", "users"],
    ["GET", "/api/v1/groups", "groups"],
    ["GET", "/api/v1/groups/00g1", "group"],
    ["GET", "/api/v1/groups/00g1/users", "groups"],
    ["PUT", "/api/v1/groups/00g1/users/00u1", "groups"],
    ["GET", "/api/v1/groups/rules", "groups"],
    ["POST", "/api/v1/groups/rules/0pr1/lifecycle/activate", "groups"],
    ["GET", "/api/v1/apps", "apps"],
    ["GET", "/api/v1/apps/0oa1", "app"],
    ["GET", "/api/v1/apps/0oa1/users", "apps"],
    ["DELETE", "/api/v1/apps/0oa1/users/00u1", "apps"],
    ["GET", "/api/v1/users/00u1/roles", "users"],
    ["GET", "/api/v1/iam/assignees/users", "other"],
    ["POST", "/oauth2/v1/token", "token"],
  ])("count the request %s %s under %s", (method, path, bucket) => {
    expect(bucketOf(method, path)).toBe(bucket);
  });

  it("are by default the published ones of a workforce org, and half of them for one token", async () => {
    const org = await anOrg(seed, { limits: publishedLimits.workforce });
    expect(rateIn(await org.get("groups"))[0]).toBe(250);
    expect(rateIn(await org.get(`groups/${org.idOf("Eng")}`))[0]).toBe(500);
    expect(rateIn(await org.get("users"))[0]).toBe(300);
  });
});

describe("too many concurrent requests", () => {
  it("are refused with a limit of 0, whatever remains of the minute", async () => {
    const okta = createOktaSandbox({ seed, clock: aClock(), concurrency: 2 });
    const request = (inFlight: number): SandboxRequest => ({
      method: "GET",
      path: "/api/v1/users",
      query: new URLSearchParams(),
      headers: { authorization: "SSWS t1" },
      body: undefined,
      rawBody: "",
      origin: "http://127.0.0.1:1",
      inFlight,
    });
    expect((await okta.handle(request(2))).status).toBe(200);
    expect(await okta.handle(request(3))).toMatchObject({
      status: 429,
      headers: { "X-Rate-Limit-Limit": "0", "X-Rate-Limit-Remaining": "0" },
      body: { errorCode: "E0000047" },
    });
  });
});

describe("every answer", () => {
  it("has the sandbox's time and its own id, refusals too", async () => {
    const org = await anOrg(seed);
    org.clock.pass(90_000);
    const answers = [await org.get("users"), await org.get("users/nobody"), await org.get("printers")];
    for (const { headers } of answers) expect(headers.get("date")).toBe("Mon, 04 Jan 2027 09:01:30 GMT");
    expect(new Set(answers.map(({ headers }) => headers.get("x-okta-request-id"))).size).toBe(3);
  });
});
