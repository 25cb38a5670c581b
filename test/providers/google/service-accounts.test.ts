import { generateKeyPairSync } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createPacer } from "../../../src/http/pacer.ts";
import { createGoogleClient, type GoogleCredentials, inspectGoogle } from "../../../src/providers/google/index.ts";
import { scopesFor } from "../../../src/providers/google/credentials.ts";
import type { Exchange } from "../../../src/sandbox/core/exchange.ts";
import { startSandbox } from "../../../src/sandbox/core/server.ts";
import type { GoogleServiceAccount } from "../../../src/sandbox/google/credentials.ts";
import { createGoogleSandbox } from "../../../src/sandbox/google/google-sandbox.ts";
import { start } from "../../contract/world.ts";
import { aClockFrom } from "../../support/clock.ts";
import { atTestEnd } from "../../support/cleanup.ts";
import { aFolder } from "../../support/sandboxed.ts";

const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const other = generateKeyPairSync("rsa", { modulusLength: 2048 });
const robot = "rolecall@project.iam.gserviceaccount.com";
const admin = "admin@acme.example";
const hour = 3_600_000;
const account: GoogleServiceAccount = {
  email: robot,
  privateKey,
  delegation: { scopes: scopesFor("read"), administrators: [admin] },
  external: { subjectToken: "canary-identity-token", roles: ["tokenCreator"] },
};

/** Starts a tenant with one service account, and a client with a credential file. Time passes only by `clock.advance`. */
async function aTenant(
  fileOf: (url: string) => object,
  changes: Partial<GoogleServiceAccount> = {},
  { subject, access = "read" }: { readonly subject?: string; readonly access?: "read" | "write" } = {},
) {
  const clock = aClockFrom(start);
  const google = createGoogleSandbox({
    seed: { domains: ["acme.example"], orgUnits: [], users: [], groups: [] },
    clock,
    serviceAccounts: [{ ...account, ...changes }],
  });
  const sandbox = await startSandbox(google, { clock });
  atTestEnd(() => sandbox.close());
  const exchanges: Exchange[] = [];
  sandbox.onExchange((exchange) => void exchanges.push(exchange));
  const path = join(aFolder(), "credential.json");
  writeFileSync(path, JSON.stringify(fileOf(sandbox.url)));
  const derived: string[] = [];
  const credentials: GoogleCredentials = { kind: "file", path, ...(subject === undefined ? {} : { subject }) };
  const client = await createGoogleClient({
    rootUrl: sandbox.url,
    credentials,
    access,
    pacer: createPacer({ clock, random: () => 0.5, share: 1, inFlight: 8 }),
    clock,
    requestTimeout: 5000,
    onSecret: (token) => void derived.push(token),
  });
  const read = () => client.read(() => client.api.users.list({ customer: "my_customer", maxResults: 1 }));
  /** Returns the failure of a read; null: it was answered. */
  const failure = () =>
    read().then(
      () => null,
      (error: unknown) => client.failureOf(error, false),
    );
  const at = (suffix: string) => exchanges.filter(({ request }) => request.path.endsWith(suffix));
  return { client, path, clock, sandbox, read, failure, at, derived, exchanges };
}

const key =
  (changes: object = {}) =>
  () => ({
    type: "service_account",
    client_email: robot,
    private_key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    subject: admin,
    ...changes,
  });

const claimsIn = (exchange: Exchange | undefined): unknown => {
  const assertion = new URLSearchParams(exchange?.request.rawBody).get("assertion") ?? "";
  return JSON.parse(Buffer.from(assertion.split(".")[1] ?? "", "base64url").toString());
};

describe("a service account of Google with a key", () => {
  it("acts for the administrator with the scopes for reading, and requests one token for parallel requests", async () => {
    const { read, at, sandbox, client } = await aTenant(key());
    await Promise.all([read(), read(), read()]);
    expect(at("/token")).toHaveLength(1);
    const seconds = start / 1000;
    expect(claimsIn(at("/token")[0])).toEqual({
      iss: robot,
      sub: admin,
      scope: scopesFor("read").join(" "),
      aud: `${sandbox.url}/token`,
      iat: seconds,
      exp: seconds + 3600,
    });
    expect(await client.tokenInfo()).toMatchObject({ email: admin, scopes: scopesFor("read") });
  });

  it("replaces the token before it expires, so that no request of a long run is rejected", async () => {
    const { read, at, clock } = await aTenant(key());
    await read();
    clock.advance(hour - 301_000);
    await read();
    expect(at("/token")).toHaveLength(1);
    clock.advance(2000);
    await read();
    expect(at("/token")).toHaveLength(2);
    expect(at("/users").map(({ reply }) => reply.status)).toEqual([200, 200, 200]);
  });

  it("without a subject acts for itself, with an administrator role of its own", async () => {
    const { failure, at } = await aTenant(key({ subject: "" }), { isAdministrator: true });
    expect(await failure()).toBeNull();
    expect(claimsIn(at("/token")[0])).not.toHaveProperty("sub");
  });

  it("acts for the administrator that ROLECALL_GOOGLE_SUBJECT names", async () => {
    const { failure, at } = await aTenant(key({ subject: undefined }), {}, { subject: admin });
    expect(await failure()).toBeNull();
    expect(claimsIn(at("/token")[0])).toMatchObject({ sub: admin });
  });

  it("is not used when the file names another administrator than the variable", async () => {
    await expect(aTenant(key(), {}, { subject: "other@acme.example" })).rejects.toThrow(
      /has the `subject` admin@acme\.example, but ROLECALL_GOOGLE_SUBJECT is other@acme\.example/,
    );
  });
});

describe("a refused service account of Google", () => {
  const bad = other.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  it.each<[string, object, Partial<GoogleServiceAccount>, RegExp]>([
    ["with another key", { private_key: bad }, {}, /invalid_grant: Invalid JWT Signature.*key of rolecall@project/],
    [
      "for an administrator who does not exist",
      { subject: "gone@acme.example" },
      {},
      /invalid_grant: Invalid email or User ID.*Check that gone@acme\.example \(`subject` in .*\) is an active administrator/,
    ],
    [
      "whose delegation does not have the scopes",
      {},
      { delegation: { scopes: [], administrators: [admin] } },
      /unauthorized_client: Client is unauthorized.*Domain-wide delegation.*admin\.directory\.user\.readonly/,
    ],
    [
      "that acts for itself without an administrator role",
      { subject: "" },
      {},
      /HTTP 403.*Add `subject`.*or give rolecall@project/,
    ],
  ])("%s is reported with Google's error and the fix", async (_what, file, changes, expected) => {
    const { failure } = await aTenant(key(file), changes);
    const refused = await failure();
    expect(refused?.kind).toBe("denied");
    expect(refused?.message).toMatch(expected);
    expect(refused?.message).not.toContain("PRIVATE KEY");
  });

  it("is not reported as refused where the token endpoint only fails", async () => {
    const { failure, sandbox, client } = await aTenant(key());
    sandbox.addFault({ path: "/token", fault: { kind: "status", status: 503 } });
    expect(await failure()).toEqual({ kind: "unavailable", message: "Google's token endpoint returned HTTP 503" });
    const write = await client
      .write(() => client.api.groups.insert({ requestBody: { email: "crew@acme.example" } }))
      .catch((error: unknown) => client.failureOf(error, true));
    expect(write).toMatchObject({ kind: "unavailable" });
    sandbox.clearFaults();
    expect(await failure()).toBeNull();
  });
});

/** Returns the configuration of workload identity federation that names this server for every step. */
const federation =
  (changes: object = {}) =>
  (url: string) => {
    const token = join(aFolder(), "identity-token");
    writeFileSync(token, "canary-identity-token");
    return {
      type: "external_account",
      audience: "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/q",
      subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
      token_url: `${url}/sts/v1/token`,
      service_account_impersonation_url: `${url}/v1/projects/-/serviceAccounts/${robot}:generateAccessToken`,
      credential_source: { file: token },
      ...changes,
    };
  };

describe("an external account of Google", () => {
  it("acts for an administrator without a key: Google signs for the service account", async () => {
    const { failure, at, client, derived, path } = await aTenant(federation({ subject: admin }));
    expect(await failure()).toBeNull();
    expect(at(":signJwt")).toHaveLength(1);
    expect(at(":generateAccessToken")).toHaveLength(0);
    expect(claimsIn(at("/token").at(-1))).toMatchObject({ iss: robot, sub: admin, scope: scopesFor("read").join(" ") });
    expect((await inspectGoogle(client, client, { groupSettings: false, assignables: [] })).identity).toBe(
      `external account of ${path}, as service account ${robot}, acting for ${admin}`,
    );
    // The identity token, the federated token, the signed assertion and the access token are masked.
    const assertion = new URLSearchParams(at("/token").at(-1)?.request.rawBody).get("assertion");
    expect(derived).toEqual(["canary-identity-token", "federated-token-1", assertion, "issued-token-1"]);
  });

  it("replaces the token of the administrator before it expires", async () => {
    const { read, at, clock } = await aTenant(federation({ subject: admin }));
    await read();
    clock.advance(hour - 299_000);
    await read();
    expect(at(":signJwt")).toHaveLength(2);
    expect(at("/users").map(({ reply }) => reply.status)).toEqual([200, 200]);
  });

  it("acts as the service account itself without a subject, with an administrator role", async () => {
    const changes = { isAdministrator: true, external: { ...external, roles: ["user"] } } as const;
    const { failure, at } = await aTenant(federation(), changes);
    expect(await failure()).toBeNull();
    expect(at(":generateAccessToken")).toHaveLength(1);
    expect(at(":signJwt")).toHaveLength(0);
  });

  const external = { subjectToken: "canary-identity-token", roles: [] };
  it.each<[string, object, Partial<GoogleServiceAccount>, RegExp]>([
    [
      "that may not sign for the service account",
      { subject: admin },
      { external },
      /iam\.serviceAccounts\.signJwt.*Principals with access.*roles\/iam\.serviceAccountTokenCreator/,
    ],
    [
      "that may not act as the service account",
      {},
      { external },
      /iam\.serviceAccounts\.getAccessToken.*roles\/iam\.workloadIdentityUser/,
    ],
    [
      "for an administrator who does not exist",
      { subject: "gone@acme.example" },
      {},
      /Check that gone@acme\.example \(`subject` in .*\) is an active administrator, and that the clock/,
    ],
  ])("%s is reported with Google's error and the fix", async (_what, file, changes, expected) => {
    const { failure } = await aTenant(federation(file), changes);
    const refused = await failure();
    expect(refused?.kind).toBe("denied");
    expect(refused?.message).toMatch(expected);
    expect(refused?.message).not.toContain("canary");
  });

  it.each([
    ["token_url", "https://sts.evil.example/v1/token"],
    ["token_url", "https://googleapis.com.evil.example/v1/token"],
    ["token_url", "http://sts.googleapis.com/v1/token"],
    ["service_account_impersonation_url", "https://evil.example/v1/projects/-/serviceAccounts/x:generateAccessToken"],
  ])("does not send its token to a %s of another server: %s", async (name, url) => {
    await expect(aTenant(federation({ [name]: url }))).rejects.toThrow(`\`${name}\` that is not an address of Google`);
  });

  it("needs a service account to act for an administrator", async () => {
    const file = federation({ subject: admin, service_account_impersonation_url: undefined });
    await expect(aTenant(file)).rejects.toThrow(/does not have the `service_account_impersonation_url`/);
  });
});
