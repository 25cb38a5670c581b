import { generateKeyPairSync } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { rolecall } from "../support/cli.ts";
import { aFolder, aSmallCompany, aSmallSandbox } from "../support/sandboxed.ts";

const { privateKey, publicKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
});
const account = {
  type: "service_account",
  client_email: "rolecall@project.iam.gserviceaccount.example",
  private_key: privateKey,
  subject: "admin@acme.example",
};
const okta = { OKTA_CLIENT_TOKEN: "a-token", ROLECALL_OKTA_URL: "http://127.0.0.1:1" };
const google = { GOOGLE_OAUTH_ACCESS_TOKEN: "a-token", ROLECALL_GOOGLE_URL: "http://127.0.0.1:1" };

/** Plans with a Google credential file of this content. */
async function withGoogleFile(content: unknown) {
  const path = join(aFolder(), "credential.json");
  if (content !== null) writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return plan({ ...okta, ROLECALL_GOOGLE_URL: "http://127.0.0.1:1", GOOGLE_APPLICATION_CREDENTIALS: path });
}
const plan = (env: Readonly<Record<string, string>>) => rolecall(["plan"], { cwd: aSmallCompany(), env });

/** What no message about a credential may contain. */
function expectClean({ err }: { readonly err: string }): void {
  expect(err).not.toMatch(/unexpected|bug in Rolecall|\n {4}at |MII|top-secret/);
  expect(err).toContain("Fix: ");
}

describe("a credential of Google that cannot be used", () => {
  it.each([
    ["a file that does not exist", null, "cannot be read (ENOENT)"],
    ["a file that is not JSON", "top-secret", "is not a valid JSON credential file"],
    ["a list", [], "does not have a `type`"],
    ["the credential of a person", { type: "authorized_user", refresh_token: "top-secret" }, 'type "authorized_user"'],
    ["an OAuth client", { installed: { client_secret: "top-secret" } }, "does not have a `type`"],
    ["a service account without a key", { ...account, private_key: "" }, "does not have private_key"],
    ["a damaged key", { ...account, private_key: "top-secret" }, "has a private_key that is not a PEM text"],
    [
      "a key without line breaks",
      { ...account, private_key: privateKey.replaceAll("\n", "") },
      "is a PEM text without line breaks",
    ],
    ["a public key", { ...account, private_key: publicKey }, "has a private_key that is a public key"],
    ["a subject that is a name", { ...account, subject: "admin" }, "a `subject` that is not an email address"],
    ["an incomplete external account", { type: "external_account", audience: "x" }, "that is not complete"],
    [
      "an external account whose token file is gone",
      { type: "external_account", credential_source: { file: "/nonexistent/token" } },
      "names the token file /nonexistent/token, which cannot be read (ENOENT)",
    ],
  ])("reports %s", async (_what, content, problem) => {
    const ran = await withGoogleFile(content);
    expect(ran.code).toBe(64);
    expect(ran.err).toContain("GOOGLE_APPLICATION_CREDENTIALS: ");
    expect(ran.err).toContain("credential.json");
    expect(ran.err).toContain(problem);
    expectClean(ran);
  });

  it("reports a service account that acts for itself in a tenant without its id", async () => {
    const ran = await withGoogleFile({ ...account, subject: "" });
    expect(ran.code).toBe(64);
    expect(ran.err).toContain(
      'rolecall@project.iam.gserviceaccount.example acts for itself, and the tenant is "my_customer": expected the customer id.',
    );
    expectClean(ran);
  });

  it("reports a token with a line break", async () => {
    const ran = await plan({ ...okta, ...google, GOOGLE_OAUTH_ACCESS_TOKEN: "top-secret\nx" });
    expect(ran.err).toContain("GOOGLE_OAUTH_ACCESS_TOKEN contains a space, a line break");
    expectClean(ran);
  });
});

describe("a credential of Okta that cannot be used", () => {
  it.each([
    ["a token with a space", { OKTA_CLIENT_TOKEN: "top-secret x" }, "OKTA_CLIENT_TOKEN contains a space"],
    [
      "a key that is not a key",
      { OKTA_CLIENT_CLIENTID: "0oa1", OKTA_CLIENT_PRIVATEKEY: "top-secret" },
      "OKTA_CLIENT_PRIVATEKEY is not a PEM text",
    ],
    [
      "a JSON Web Key that is not valid",
      { OKTA_CLIENT_CLIENTID: "0oa1", OKTA_CLIENT_PRIVATEKEY: '{"kty":"RSA"' },
      "OKTA_CLIENT_PRIVATEKEY is not a valid JSON Web Key",
    ],
    [
      "a public key",
      { OKTA_CLIENT_CLIENTID: "0oa1", OKTA_CLIENT_PRIVATEKEY: publicKey },
      "OKTA_CLIENT_PRIVATEKEY is a public key",
    ],
    [
      "a client id without a key",
      { OKTA_CLIENT_CLIENTID: "0oa1" },
      "OKTA_CLIENT_CLIENTID is set, and OKTA_CLIENT_PRIVATEKEY is not",
    ],
    [
      "a key without a client id",
      { OKTA_CLIENT_PRIVATEKEY: privateKey },
      "OKTA_CLIENT_PRIVATEKEY is set, and OKTA_CLIENT_CLIENTID is not",
    ],
    ["nothing", {}, "OKTA_CLIENT_TOKEN is not set"],
  ])("reports %s", async (_what, env, problem) => {
    const ran = await plan({ ...google, ROLECALL_OKTA_URL: "http://127.0.0.1:1", ...env });
    expect(ran.code).toBe(64);
    expect(ran.err).toContain(problem);
    expectClean(ran);
  });
});

describe("a credential that the provider rejects", () => {
  it("reports each system once, with the fix", async () => {
    const { rolecall: run } = await aSmallSandbox();
    const wrong = { OKTA_CLIENT_TOKEN: "wrong", GOOGLE_OAUTH_ACCESS_TOKEN: "wrong" };
    const { sandbox } = await aSmallSandbox();
    const env = { ROLECALL_OKTA_URL: sandbox.okta.url, ROLECALL_GOOGLE_URL: sandbox.google.url, ...wrong };
    const { err, code } = await run(["plan"], { env });
    expect(code).toBe(1);
    expect(err.match(/Okta returned HTTP 401/g)).toHaveLength(1);
    expect(err.match(/Google returned HTTP 401/g)).toHaveLength(1);
    expect(err).toContain("set OKTA_CLIENT_TOKEN");
    expect(err).toContain("Get a new token for GOOGLE_OAUTH_ACCESS_TOKEN");
  });
});

it("reports the unusable credentials of all systems in one run", async () => {
  const { err } = await plan({
    OKTA_CLIENT_TOKEN: "a b",
    ROLECALL_OKTA_URL: "http://127.0.0.1:1",
    ROLECALL_GOOGLE_URL: "http://127.0.0.1:1",
  });
  expect(err).toContain("OKTA_CLIENT_TOKEN contains a space");
  expect(err).toContain("no credential for Google");
});
