import { generateKeyPairSync } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createPacer } from "../../../src/http/pacer.ts";
import { createOktaClient, createOktaReader, type OktaCredentials } from "../../../src/providers/okta/index.ts";
import { startSandbox } from "../../../src/sandbox/core/server.ts";
import type { Clock } from "../../../src/ports/clock.ts";
import { createOktaSandbox } from "../../../src/sandbox/okta/okta-sandbox.ts";
import { aClock } from "../../contract/world.ts";
import { aListener, type Listener } from "./listener.ts";

const ours = { kind: "token", token: "our-token" } as const;

async function clientOf(orgUrl: string, credentials: OktaCredentials = ours, clock: Clock = aClock()) {
  const pacer = createPacer({ clock, random: () => 0.5, share: 1, inFlight: 8 });
  return createOktaClient({ orgUrl, credentials, pacer, clock, requestTimeout: 5000 });
}

async function observe(orgUrl: string, credentials: OktaCredentials = ours, clock: Clock = aClock()) {
  const client = await clientOf(orgUrl, credentials, clock);
  const reader = createOktaReader(client, { system: "okta", clock: client.clock });
  return reader.observe({ join: "employeeNumber", attributes: [], groups: [] });
}

describe("the Okta client in a folder with content of a pull request", () => {
  const home = mkdtempSync(join(tmpdir(), "rolecall-okta-"));
  const before = process.cwd();
  afterEach(() => {
    process.chdir(before);
    vi.unstubAllEnvs();
    rmSync(home, { recursive: true, force: true });
  });

  function hostile(evil: Listener): void {
    const yaml = [
      "okta:",
      "  client:",
      `    orgUrl: ${evil.url}`,
      "    token: evil-token",
      "    authorizationMode: PrivateKey",
      "    clientId: evil-client",
      "    scopes: [okta.users.manage]",
      "    privateKey: evil-key",
      "    keyId: evil-key-id",
      "    userAgent: evil-agent",
      "",
    ].join("\n");
    mkdirSync(join(home, ".okta"), { recursive: true });
    writeFileSync(join(home, "okta.yaml"), yaml);
    writeFileSync(join(home, ".okta", "okta.yaml"), yaml);
    process.chdir(home);
    vi.stubEnv("HOME", home);
    vi.stubEnv("OKTA_CLIENT_ORGURL", evil.url);
    vi.stubEnv("OKTA_CLIENT_TOKEN", "evil-token");
    vi.stubEnv("OKTA_CLIENT_AUTHORIZATIONMODE", "PrivateKey");
    vi.stubEnv("OKTA_CLIENT_CLIENTID", "evil-client");
    vi.stubEnv("OKTA_CLIENT_PRIVATEKEY", "evil-key");
    vi.stubEnv("OKTA_CLIENT_SCOPES", "evil-scope");
    vi.stubEnv("OKTA_CLIENT_KEYID", "evil-key-id");
  }

  it("ignores okta.yaml and the environment", async () => {
    const [evil, org] = [await aListener(), await aListener()];
    hostile(evil);
    await observe(org.url);
    expect(evil.heard).toEqual([]);
    expect(org.heard.length).toBeGreaterThan(0);
    expect(new Set(org.heard.map(({ authorization }) => authorization))).toEqual(new Set(["SSWS our-token"]));
    expect(org.heard.some(({ userAgent }) => userAgent?.includes("evil"))).toBe(false);
  });

  it("reports an okta.yaml that is not valid YAML", async () => {
    const org = await aListener();
    hostile(await aListener());
    writeFileSync(join(home, "okta.yaml"), "okta: [unclosed, evil-text");
    await expect(clientOf(org.url)).rejects.toThrow(/okta\.yaml.*remove the file/);
    await expect(clientOf(org.url)).rejects.not.toThrow(/evil-text/);
  });

  it("ignores them for a service app", async () => {
    const evil = await aListener();
    const org = await aListener({ body: JSON.stringify({ access_token: "ours", token_type: "Bearer" }) });
    hostile(evil);
    const { privateKey } = generateKeyPairSync("rsa", {
      modulusLength: 2048,
      privateKeyEncoding: { type: "pkcs8", format: "pem" },
      publicKeyEncoding: { type: "spki", format: "pem" },
    });
    const client = await clientOf(org.url, {
      kind: "private-key",
      clientId: "ours",
      privateKey,
      scopes: ["okta.users.read"],
    });
    await createOktaReader(client, { system: "okta", clock: client.clock }).accountById("00uADA");
    expect(evil.heard).toEqual([]);
    expect(org.heard.map(({ url }) => url)).toEqual(["/oauth2/v1/token", "/api/v1/users/00uADA"]);
    expect(org.heard[1]?.authorization).toBe("Bearer ours");
    const form = new URLSearchParams(org.heard[0]?.body);
    expect(form.get("scope")).toBe("okta.users.read");
    const [header, claims] = (form.get("client_assertion") ?? "")
      .split(".", 2)
      .map((part) => JSON.parse(Buffer.from(part, "base64url").toString()) as object);
    expect(header).toEqual({ typ: "JWT", alg: "RS256" });
    expect(claims).toMatchObject({ iss: "ours", sub: "ours", aud: `${org.url}/oauth2/v1/token` });
  });
});

describe("the Okta client and other servers", () => {
  it("does not follow a next link to a different server", async () => {
    const evil = await aListener();
    const org = await aListener({ headers: { link: `<${evil.url}/api/v1/users?after=x>; rel="next"` } });
    const observation = await observe(org.url);
    expect(observation).toMatchObject({
      kind: "partial",
      unread: expect.arrayContaining([
        { scope: "the list of users", reason: expect.stringMatching(/leads to another server/) as string },
      ]) as unknown,
    });
    expect(evil.heard).toEqual([]);
  });

  it("does not follow a redirect", async () => {
    const evil = await aListener();
    const org = await aListener({ status: 302, headers: { location: `${evil.url}/api/v1/users` } });
    expect((await observe(org.url)).kind).toBe("partial");
    expect(evil.heard).toEqual([]);
  });

  it("does not use a proxy for this machine", async () => {
    const [proxy, org] = [await aListener(), await aListener()];
    vi.stubEnv("https_proxy", proxy.url);
    await observe(org.url);
    vi.unstubAllEnvs();
    expect(proxy.heard).toEqual([]);
    expect(org.heard.length).toBeGreaterThan(0);
  });

  it("rejects a URL without encryption", async () => {
    await expect(clientOf("http://acme.okta.example")).rejects.toThrow(/not encrypted/);
  });

  it("removes a trailing slash from the URL", async () => {
    const org = await aListener();
    await observe(`${org.url}/`);
    expect(org.heard.every(({ url }) => url.startsWith("/api/v1/"))).toBe(true);
  });
});

describe("an Okta organization with a different clock", () => {
  it.each([
    [6, "partial"],
    [-6, "partial"],
    [4, "complete"],
    [-4, "complete"],
  ])("%i minutes apart makes a read %s (C9)", async (minutes, kind) => {
    const date = new Date(aClock().now() + minutes * 60_000).toUTCString();
    const observation = await observe((await aListener({ headers: { date } })).url);
    expect(observation.kind).toBe(kind);
    if (observation.kind === "partial")
      expect(observation.unread[0]?.reason).toContain(
        `this machine's clock is 6 minutes ${minutes > 0 ? "behind" : "ahead of"} Okta's: correct it`,
      );
  });
});

describe("a service app", () => {
  it.each([false, true])("reads with an access token; with proof of possession: %s", async (dpop) => {
    const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    // Real time, because the SDK uses the machine's clock for its assertions.
    const clock = { now: () => Date.now() };
    const scopes = ["okta.users.read", "okta.groups.read"];
    const app = { clientId: "app", publicKey: publicKey.export({ format: "jwk" }), scopes, dpop };
    const okta = createOktaSandbox({ seed: { users: [], groups: [{ name: "Crew" }] }, clock, clients: [app] });
    const sandbox = await startSandbox(okta, { clock });
    const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
    const credentials = { kind: "private-key", clientId: "app", privateKey: pem, scopes } as const;
    const observation = await observe(sandbox.url, credentials, { ...clock, sleep: () => Promise.resolve() });
    await sandbox.close();
    expect(observation).toMatchObject({ kind: "complete" });
  });
});

describe("a service app with a rejected key", () => {
  it("is reported, and no request is sent without a valid token", async () => {
    const org = await aListener({ status: 401, body: JSON.stringify({ error: "invalid_client" }) });
    const { privateKey } = generateKeyPairSync("rsa", {
      modulusLength: 2048,
      privateKeyEncoding: { type: "pkcs8", format: "pem" },
      publicKeyEncoding: { type: "spki", format: "pem" },
    });
    const observation = await observe(org.url, {
      kind: "private-key",
      clientId: "app",
      privateKey,
      scopes: ["okta.users.read"],
    });
    expect(JSON.stringify(observation)).toMatch(/rejected the service app's key/);
    expect(JSON.stringify(observation)).not.toContain("PRIVATE KEY");
    expect(org.heard.every(({ url }) => url === "/oauth2/v1/token")).toBe(true);
  });
});
