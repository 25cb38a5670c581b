import { createPrivateKey, generateKeyPairSync, sign } from "node:crypto";
import { describe, expect, it } from "vitest";
import { startSandbox } from "../../../src/sandbox/core/server.ts";
import { createOktaSandbox } from "../../../src/sandbox/okta/okta-sandbox.ts";
import type { OktaSeed } from "../../../src/sandbox/okta/seed.ts";
import { aClock, anOrg, aUser, refusalIn } from "./org.ts";
import type { OktaOrg } from "./org.ts";

const seed = { users: [aUser("ada")], groups: [{ name: "Eng" }] };

describe("authentication", () => {
  it("requires a credential, and the right one where one is set", async () => {
    const org = await anOrg(seed, { token: "secret-1" });
    const call = (token: string) => org.call("GET", "users", undefined, { token });
    expect(refusalIn(await call(""))).toEqual([401, "E0000005"]);
    expect(refusalIn(await call("secret-2"))).toEqual([401, "E0000011"]);
    expect((await call("secret-1")).status).toBe(200);
    const bearer = { token: "", headers: { authorization: "Bearer secret-1" } };
    expect((await org.call("GET", "users", undefined, bearer)).status).toBe(200);
  });

  it("prevents the effect of a refused request", async () => {
    const org = await anOrg(seed, { token: "secret-1" });
    await org.call("DELETE", `users/${org.idOf("ada")}`, undefined, { token: "secret-2" });
    expect(org.state.user("ada@acme.example")!.status).toBe("ACTIVE");
  });
});

describe("a service app", () => {
  const keys = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  });
  const other = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  });
  const publicKey = createPublicJwk(keys.privateKey);
  const clients = [{ clientId: "app-1", publicKey, scopes: ["okta.users.read", "okta.groups.manage"] }];

  function createPublicJwk(pem: string) {
    const { kty, n, e } = createPrivateKey(pem).export({ format: "jwk" });
    return { kty, n, e } as { kty: string; n: string; e: string };
  }

  function assertion(org: OktaOrg, changes: object = {}, key = keys.privateKey): string {
    const seconds = org.clock.now() / 1000;
    const claims = {
      iss: "app-1",
      sub: "app-1",
      aud: `${org.sandbox.url}/oauth2/v1/token`,
      exp: seconds + 300,
      ...changes,
    };
    const text = [{ alg: "RS256" }, claims]
      .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
      .join(".");
    return `${text}.${sign("sha256", Buffer.from(text), key).toString("base64url")}`;
  }

  async function tokenFor(org: OktaOrg, scope: string, signed = assertion(org), changes: Record<string, string> = {}) {
    const reply = await fetch(`${org.sandbox.url}/oauth2/v1/token`, {
      method: "POST",
      body: new URLSearchParams({
        grant_type: "client_credentials",
        scope,
        client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        client_assertion: signed,
        ...changes,
      }),
    });
    return { status: reply.status, body: (await reply.json()) as { access_token: string; error?: string } };
  }

  it("gets a token that is valid for an hour and limited to its scopes", async () => {
    const org = await anOrg(seed, { clients, token: "secret-1" });
    const { status, body } = await tokenFor(org, "okta.users.read okta.groups.manage");
    expect(status).toBe(200);
    const bearer = { token: "", headers: { authorization: `Bearer ${body.access_token}` } };
    expect((await org.call("GET", "users", undefined, bearer)).status).toBe(200);
    expect((await org.call("POST", "groups", { profile: { name: "Ops" } }, bearer)).status).toBe(200);
    const suspend = await org.call("POST", `users/${org.idOf("ada")}/lifecycle/suspend`, undefined, bearer);
    expect(refusalIn(suspend)).toEqual([403, "E0000006"]);
    org.clock.pass(3_600_000);
    expect(refusalIn(await org.call("GET", "users", undefined, bearer))).toEqual([401, "E0000011"]);
    expect(org.sandbox.count({ path: "/oauth2/v1/token", isWrite: false })).toBe(1);
  });

  it("needs scopes of their own for apps and administrator roles", async () => {
    const org = await anOrg(seed, { clients: [{ clientId: "app-1", publicKey, scopes: ["okta.apps.read"] }] });
    const { body } = await tokenFor(org, "okta.apps.read");
    const bearer = { token: "", headers: { authorization: `Bearer ${body.access_token}` } };
    expect((await org.call("GET", "apps", undefined, bearer)).status).toBe(200);
    for (const path of ["iam/assignees/users", `users/${org.idOf("ada")}/roles`, "users"])
      expect(refusalIn(await org.call("GET", path, undefined, bearer))).toEqual([403, "E0000006"]);
  });

  it("needs an issued token", async () => {
    const org = await anOrg(seed, { clients });
    const bearer = { token: "", headers: { authorization: "Bearer undefined" } };
    expect(refusalIn(await org.call("GET", "users", undefined, bearer))).toEqual([401, "E0000011"]);
  });

  it("is refused without a required proof of its key, also with its token", async () => {
    const org = await anOrg(seed, { clients: clients.map((client) => ({ ...client, dpop: true })) });
    expect(await tokenFor(org, "okta.users.read")).toMatchObject({ status: 400, body: { error: "use_dpop_nonce" } });
    const plain = await anOrg(seed, { clients });
    const { body } = await tokenFor(plain, "okta.users.read");
    const unproven = { token: "", headers: { authorization: `DPoP ${body.access_token}` } };
    expect(refusalIn(await plain.call("GET", "users", undefined, unproven))).toEqual([401, "E0000011"]);
  });

  it("gets no token with a wrong key, audience, subject or time, or with scopes it was not granted", async () => {
    const org = await anOrg(seed, { clients });
    const scope = "okta.users.read";
    const seconds = org.clock.now() / 1000;
    for (const signed of [
      assertion(org, {}, other.privateKey),
      assertion(org, { aud: "https://elsewhere.example/oauth2/v1/token" }),
      assertion(org, { sub: "app-2" }),
      assertion(org, { exp: seconds - 1 }),
      assertion(org, { exp: seconds + 4000 }),
      "nonsense",
    ])
      expect(await tokenFor(org, scope, signed)).toMatchObject({ status: 401, body: { error: "invalid_client" } });
    const otherGrant = await tokenFor(org, scope, assertion(org), { grant_type: "password" });
    expect(otherGrant).toMatchObject({ status: 400, body: { error: "unsupported_grant_type" } });
    const otherType = await tokenFor(org, scope, assertion(org), { client_assertion_type: "saml" });
    expect(otherType).toMatchObject({ status: 401, body: { error: "invalid_client" } });
    expect(await tokenFor(org, "okta.users.manage")).toMatchObject({ status: 400, body: { error: "invalid_scope" } });
  });
});

describe("an invalid request", () => {
  it("is refused for an unknown path or method", async () => {
    const org = await anOrg(seed);
    expect(refusalIn(await org.get("printers"))).toEqual([404, "E0000022"]);
    expect(refusalIn(await org.call("DELETE", "users"))).toEqual([405, "E0000022"]);
  });

  it("is refused with a body that is not JSON, even where no body is needed, and has no effect", async () => {
    const org = await anOrg(seed);
    const answer = await org.call("POST", `users/${org.idOf("ada")}/lifecycle/suspend`, "{nonsense");
    expect(refusalIn(answer)).toEqual([400, "E0000003"]);
    expect(org.state.user("ada@acme.example")!.status).toBe("ACTIVE");
  });

  it("does not include two slashes at the beginning: they count as one", async () => {
    const org = await anOrg(seed);
    const reply = await fetch(`${org.sandbox.url}//api/v1/users`, { headers: { authorization: "SSWS t1" } });
    expect(reply.status).toBe(200);
  });
});

describe("one org on two servers", () => {
  it("links to the server that received the request", async () => {
    const okta = createOktaSandbox({ clock: aClock(), seed });
    const servers = [await startSandbox(okta), await startSandbox(okta)];
    for (const server of servers) {
      const reply = await fetch(`${server.url}/api/v1/users`, { headers: { authorization: "SSWS t1" } });
      expect(await reply.text()).toContain(`"self":{"href":"${server.url}/`);
      await server.close();
    }
  });
});

describe("a seed", () => {
  const create = (changes: Partial<OktaSeed>) => () =>
    createOktaSandbox({ clock: aClock(), seed: { users: [], groups: [], ...changes } });

  it("gives the same ids in every run", () => {
    const states = [create(seed)().state, create(seed)().state];
    expect(states[0]!.users()).toEqual(states[1]!.users());
    expect(states[0]!.groups()).toEqual(states[1]!.groups());
  });

  it("is refused when it contradicts itself, with the name of the entry", () => {
    expect(create({ users: [aUser("ada"), aUser("ada")] })).toThrow(/user ada@acme\.example.*already exists/);
    expect(create({ groups: [{ name: "Eng", members: ["nobody@acme.example"] }] })).toThrow(/group Eng.*nobody/);
    expect(create({ rules: [{ name: "r", expression: 'user.a=="b"', groups: ["Gone"] }] })).toThrow(/rule r.*Gone/);
  });
});
