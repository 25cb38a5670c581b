import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it, vi } from "vitest";
import { createPacer } from "../../../src/http/pacer.ts";
import { createGoogleClient, createGoogleReader, type GoogleCredentials } from "../../../src/providers/google/index.ts";
import { scopesFor } from "../../../src/providers/google/credentials.ts";
import { aClock } from "../../contract/world.ts";
import { aListener } from "../okta/listener.ts";

const folder = mkdtempSync(join(tmpdir(), "rolecall-google-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function aFile(name: string, content: string): GoogleCredentials {
  const path = join(folder, name);
  writeFileSync(path, content);
  return { kind: "file", path };
}

async function clientOf(rootUrl: string, credentials: GoogleCredentials, access: "read" | "write" = "read") {
  const clock = aClock();
  const pacer = createPacer({ clock, random: () => 0.5, share: 1, inFlight: 8 });
  return createGoogleClient({ rootUrl, credentials, access, pacer, clock, requestTimeout: 5000 });
}

const token = { kind: "access-token", token: "our-token" } as const;
const nobody = '{"kind":"admin#directory#users"}';

async function observe(rootUrl: string, credentials: GoogleCredentials = token) {
  const client = await clientOf(rootUrl, credentials);
  const reader = createGoogleReader(client, { system: "google", clock: client.clock });
  return reader.observe({ join: "externalIds.organization", attributes: [], groups: [] });
}

describe("a Google tenant with a different clock", () => {
  it.each([
    [6, "this machine's clock is 6 minutes behind Google's"],
    [-6, "this machine's clock is 6 minutes ahead of Google's"],
    [4, null],
  ])("%i minutes apart: %s (C9)", async (minutes, reason) => {
    const date = new Date(aClock().now() + minutes * 60_000).toUTCString();
    const tenant = await aListener({ headers: { date }, body: nobody });
    const text = JSON.stringify(await observe(tenant.url));
    if (reason === null) expect(text).not.toContain("this machine's clock");
    else expect(text).toContain(reason);
  });
});

describe("the Google client and other servers", () => {
  it("does not send the token to the target of a redirect", async () => {
    const evil = await aListener();
    const tenant = await aListener({ status: 302, headers: { location: `${evil.url}/users` } });
    expect((await observe(tenant.url)).kind).toBe("partial");
    expect(evil.heard).toEqual([]);
  });

  it("does not use a proxy for this machine or a different universe", async () => {
    const [proxy, tenant] = [await aListener(), await aListener({ body: nobody })];
    vi.stubEnv("HTTPS_PROXY", proxy.url);
    vi.stubEnv("HTTP_PROXY", proxy.url);
    vi.stubEnv("GOOGLE_CLOUD_UNIVERSE_DOMAIN", "evil.example");
    await observe(tenant.url);
    const { api } = await clientOf(tenant.url, token);
    vi.unstubAllEnvs();
    expect(Object.values(api.context)).toContainEqual(expect.objectContaining({ universeDomain: "googleapis.com" }));
    expect(proxy.heard).toEqual([]);
    expect(new Set(tenant.heard.map(({ authorization }) => authorization))).toEqual(new Set(["Bearer our-token"]));
  });

  it("rejects a URL without encryption", async () => {
    await expect(clientOf("http://admin.googleapis.example", token)).rejects.toThrow(/not encrypted/);
  });
});

describe("Google credentials", () => {
  const { privateKey } = generateKeyPairSync("rsa", {
    modulusLength: 2048,
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  });
  const robot = { type: "service_account", client_email: "robot@acme.example", private_key: privateKey };

  it("have read-only scopes for planning and write scopes for applying", () => {
    expect(scopesFor("read").every((scope) => scope.endsWith(".readonly"))).toBe(true);
    expect(scopesFor("write").some((scope) => scope.endsWith(".readonly"))).toBe(false);
  });

  it("come from the given file, with the administrator that it acts for", async () => {
    const tokens = { "/token": JSON.stringify({ access_token: "a-token-of-the-account", expires_in: 3600 }) };
    const tenant = await aListener({ body: nobody, tokens });
    await observe(tenant.url, aFile("robot.json", JSON.stringify({ ...robot, subject: "admin@acme.example" })));
    const [request, ...reads] = tenant.heard;
    const assertion = new URLSearchParams(request?.body).get("assertion") ?? "";
    expect(JSON.parse(Buffer.from(assertion.split(".")[1] ?? "", "base64url").toString())).toMatchObject({
      iss: "robot@acme.example",
      sub: "admin@acme.example",
      scope: scopesFor("read").join(" "),
      aud: `${tenant.url}/token`,
    });
    expect(new Set(reads.map(({ authorization }) => authorization))).toEqual(
      new Set(["Bearer a-token-of-the-account"]),
    );
  });

  it("of a federated identity get their token from the URL in the file", async () => {
    const sts = await aListener({
      body: JSON.stringify({
        access_token: "federated",
        issued_token_type: "urn:ietf:params:oauth:token-type:access_token",
        token_type: "Bearer",
        expires_in: 3600,
      }),
    });
    const tenant = await aListener({ body: nobody });
    const path = join(folder, "oidc-token");
    writeFileSync(path, "an-id-token");
    const file = {
      type: "external_account",
      audience: "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/q",
      subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
      token_url: `${sts.url}/v1/token`,
      credential_source: { file: path },
    };
    await observe(tenant.url, aFile("federated.json", JSON.stringify(file)));
    expect(tenant.heard[0]?.authorization).toBe("Bearer federated");
  });

  it.each([
    [
      "a missing file",
      { kind: "file", path: join(folder, "none.json") } as const,
      /none\.json cannot be read \(ENOENT\)/,
    ],
    ["invalid JSON", aFile("key.txt", '{"private_key": "top-secret'), /key\.txt is not a valid JSON credential file/],
    [
      "another type",
      aFile("user.json", '{"type":"authorized_user","refresh_token":"top-secret"}'),
      /of type "authorized_user"/,
    ],
    [
      "no key",
      aFile("half.json", '{"type":"service_account","client_email":"top-secret"}'),
      /half\.json does not have private_key\./,
    ],
  ])("%s: names the file and the problem without its content", async (_what, credentials, words) => {
    const made = clientOf("http://127.0.0.1:1", credentials);
    await expect(made).rejects.toThrow(words);
    await expect(made).rejects.not.toThrow(/top-secret/);
  });
});
