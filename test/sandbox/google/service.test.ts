import { describe, expect, it } from "vitest";
import { createGoogleSandbox } from "../../../src/sandbox/google/google-sandbox.ts";
import { aClock, aTenant, group, reasonIn, refusalIn, user } from "./tenant.ts";

const LIST = "users?customer=my_customer";

describe("authentication", () => {
  it("requires a bearer token, and the right one where one is set", async () => {
    const tenant = await aTenant({ users: [user("ada")] }, { token: "secret-1" });
    for (const token of ["", "secret-2"])
      expect(refusalIn(await tenant.call("GET", LIST, undefined, token))).toEqual([
        401,
        "authError",
        "Invalid Credentials",
      ]);
    expect((await tenant.call("GET", LIST, undefined, "secret-1")).status).toBe(200);
  });
});

describe("the quota", () => {
  it.each([
    [403, "userRateLimitExceeded"],
    [429, "rateLimitExceeded"],
  ] as const)("refuses with %i %s until the end of the minute, per principal", async (quotaStatus, reason) => {
    const tenant = await aTenant({ users: [user("ada")] }, { perMinute: 2, quotaStatus });
    const call = (token: string) => tenant.call("GET", LIST, undefined, token);
    expect((await call("reader")).status).toBe(200);
    tenant.clock.pass(30_000);
    expect((await call("reader")).status).toBe(200);
    expect(reasonIn(await call("reader"))).toEqual([quotaStatus, reason]);
    expect((await call("writer")).status).toBe(200);
    tenant.clock.pass(29_999);
    expect((await call("reader")).status).toBe(quotaStatus);
    tenant.clock.pass(1);
    expect((await call("reader")).status).toBe(200);
  });

  it("does not carry out a refused write", async () => {
    const tenant = await aTenant({ users: [user("ada")], groups: [group("eng")] }, { perMinute: 1 });
    await tenant.get(LIST);
    const add = await tenant.call("POST", "groups/eng@acme.example/members", { email: "ada@acme.example" });
    expect(add.status).toBe(403);
    expect(tenant.state.membersOf("eng@acme.example")).toEqual([]);
  });
});

describe("an invalid request", () => {
  it("is refused: a path, a method, a body that is not JSON or not an object", async () => {
    const tenant = await aTenant({ users: [user("ada")] });
    expect(reasonIn(await tenant.get("printers"))).toEqual([404, "notFound"]);
    expect(reasonIn(await tenant.call("DELETE", "users"))).toEqual([404, "notFound"]);
    expect(refusalIn(await tenant.call("POST", "users", "{nonsense"))).toEqual([400, "parseError", "Parse Error"]);
    expect(reasonIn(await tenant.call("POST", "users", []))).toEqual([400, "invalid"]);
  });
});

describe("faults", () => {
  const users = Array.from({ length: 10 }, (_, n) => user(`u${n}`));

  it("give one error, then the true answer", async () => {
    const tenant = await aTenant({ users });
    tenant.sandbox.addFault({ fault: { kind: "status", status: 500 }, method: "GET", times: 1 });
    expect((await tenant.get(LIST)).status).toBe(500);
    expect((await tenant.get(LIST)).body.users).toHaveLength(10);
  });

  it("cut a page in half without a next page", async () => {
    const tenant = await aTenant({ users });
    tenant.sandbox.addFault({ fault: { kind: "cut-page" }, path: /\/users$/ });
    const { body } = await tenant.get(`${LIST}&maxResults=8`);
    expect(body.users).toHaveLength(4);
    expect(body).not.toHaveProperty("nextPageToken");
    tenant.sandbox.clearFaults();
    expect((await tenant.get(`${LIST}&maxResults=8`)).body.nextPageToken).toEqual(expect.any(String));
  });

  it("break off a body, and throttle", async () => {
    const tenant = await aTenant({ users });
    tenant.sandbox.addFault({ fault: { kind: "drop" }, times: 1 });
    await expect(tenant.get(LIST)).rejects.toThrow();
    tenant.sandbox.addFault({ fault: { kind: "throttle", resetInSeconds: 30 }, times: 1 });
    expect([403, 429]).toContain((await tenant.get(LIST)).status);
    expect((await tenant.get(LIST)).status).toBe(200);
  });
});

describe("a seed", () => {
  const clock = aClock();
  const create = (seed: Partial<Parameters<typeof createGoogleSandbox>[0]["seed"]>) => () =>
    createGoogleSandbox({ clock, seed: { users: [], groups: [], orgUnits: [], ...seed } });

  it("gives the same ids in every run", () => {
    const seed = { users: [user("ada"), user("bob", { id: "42" })], groups: [group("eng")] };
    const states = [create(seed)().state, create(seed)().state];
    expect(states[0]!.users()).toEqual(states[1]!.users());
    expect(states[0]!.groups()).toEqual(states[1]!.groups());
    expect(states[0]!.users().map(({ id }) => id)).toContain("42");
  });

  it("is refused when it contradicts itself, with the name of the entry", () => {
    const lost = group("eng", { members: [{ email: "nobody@acme.example", role: "MEMBER" }] });
    expect(create({ groups: [lost] })).toThrow(/member nobody@acme\.example of group eng@acme\.example/);
    expect(create({ users: [user("ada"), user("ada")] })).toThrow(/user ada@acme\.example.*already exists/);
    expect(create({ users: [user("ada", { orgUnitPath: "/Nowhere" })] })).toThrow(/INVALID_OU_ID/);
    expect(create({ users: [user("ada", { id: "1" }), user("bob", { id: "1" })] })).toThrow(/id 1 is taken/);
  });
});
