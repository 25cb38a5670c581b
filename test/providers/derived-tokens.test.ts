import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createPacer } from "../../src/http/pacer.ts";
import { createGoogleClient, createGoogleReader } from "../../src/providers/google/index.ts";
import { createOktaClient, createOktaReader } from "../../src/providers/okta/index.ts";
import { rolecall } from "../support/cli.ts";
import { atTestEnd } from "../support/cleanup.ts";
import { aSmallCompany } from "../support/sandboxed.ts";
import { aClock } from "../contract/world.ts";

const { privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
});

interface Echo {
  readonly url: string;
  /** The signed texts and the tokens that the server received, in this order. */
  readonly received: readonly string[];
}

/** Starts a provider that gives these tokens by path, and refuses every other request with an error that quotes the request. */
async function anEcho(tokens: Readonly<Record<string, object>>): Promise<Echo> {
  const received: string[] = [];
  const textOf = async (request: IncomingMessage): Promise<string> => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    return Buffer.concat(parts).toString("utf8");
  };
  const server = createServer((request, response) => {
    void textOf(request).then((text) => {
      const form = new URLSearchParams(text);
      for (const name of ["client_assertion", "assertion", "subject_token"])
        if (form.has(name)) received.push(form.get(name) ?? "");
      const token = Object.entries(tokens).find(([path]) => request.url?.startsWith(path))?.[1];
      const quote = `refused: ${request.headers.authorization ?? ""}, not canary-okta-token`;
      const error = { code: 400, message: quote, errors: [{ reason: "invalid", message: quote }] };
      if (token === undefined) received.push(request.headers.authorization?.split(" ")[1] ?? "");
      response.sendDate = false;
      response.writeHead(token === undefined ? 400 : 200, { "content-type": "application/json" });
      response.end(JSON.stringify(token ?? { errorCode: "E0000001", errorSummary: quote, error }));
    });
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  atTestEnd(
    () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, received };
}

const clock = aClock();
const pacer = () => createPacer({ clock, random: () => 0.5, share: 1, inFlight: 8 });

/** Returns the failure of a read, and the tokens in the order in which the client reported them. */
async function oktaFailure(orgUrl: string) {
  const derived: string[] = [];
  const credentials = { kind: "private-key", clientId: "app", privateKey, scopes: ["okta.users.read"] } as const;
  const onSecret = (token: string): void => void derived.push(token);
  const client = await createOktaClient({ orgUrl, credentials, pacer: pacer(), clock, requestTimeout: 5000, onSecret });
  const failure = await createOktaReader(client, { system: "okta", clock }).accountById("00uADA");
  return { text: JSON.stringify(failure), derived };
}

async function googleFailure(rootUrl: string, file: object) {
  const folder = mkdtempSync(join(tmpdir(), "rolecall-derived-"));
  atTestEnd(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, "credential.json");
  writeFileSync(path, JSON.stringify(file));
  const derived: string[] = [];
  const credentials = { kind: "file", path } as const;
  const onSecret = (token: string): void => void derived.push(token);
  const client = await createGoogleClient({
    rootUrl,
    credentials,
    pacer: pacer(),
    clock,
    requestTimeout: 5000,
    onSecret,
  });
  const failure = await createGoogleReader(client, { system: "google", clock }).accountById("1234567890");
  return { text: JSON.stringify(failure), derived };
}

describe("a token that is derived from a credential", () => {
  it("is masked in a failure of Okta, and reported before it is used", async () => {
    const echo = await anEcho({ "/oauth2/v1/token": { access_token: "canary-okta-token", token_type: "Bearer" } });
    const { text, derived } = await oktaFailure(echo.url);
    expect(text).toContain("refused: Bearer [secret]");
    expect(text.replace("not canary-okta-token", "")).not.toContain("canary");
    expect(echo.received.at(-1)).toBe("canary-okta-token");
    // The signed assertion, then the token.
    expect(derived).toEqual(echo.received);
    expect(derived).toHaveLength(2);
  });

  it("is masked in a failure of Google, for each step of a federated identity", async () => {
    const echo = await anEcho({
      "/oidc": { value: "canary-identity-token" },
      "/v1/token": { access_token: "canary-federated-token", token_type: "Bearer", expires_in: 3600 },
      "/impersonate": { accessToken: "canary-account-token", expireTime: "2099-01-01T00:00:00Z" },
    });
    const { text, derived } = await googleFailure(echo.url, {
      type: "external_account",
      audience: "//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/p/providers/q",
      subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
      token_url: `${echo.url}/v1/token`,
      service_account_impersonation_url: `${echo.url}/impersonate`,
      credential_source: {
        url: `${echo.url}/oidc`,
        format: { type: "json", subject_token_field_name: "value" },
      },
    });
    expect(text).toContain("refused: Bearer [secret]");
    expect(text.replace("not canary-okta-token", "")).not.toContain("canary");
    expect(echo.received).toEqual(["canary-identity-token", "canary-account-token"]);
    expect(derived).toEqual(["canary-identity-token", "canary-federated-token", "canary-account-token"]);
  });
});

describe("the outputs of a command", { timeout: 60_000 }, () => {
  it("mask a derived token whichever message quotes it, also that of another provider", async () => {
    const root = aSmallCompany();
    const okta = await anEcho({ "/oauth2/v1/token": { access_token: "canary-okta-token", token_type: "Bearer" } });
    const google = await anEcho({});
    const derived: string[] = [];
    const ran = await rolecall(["observe", "--root", root], {
      env: {
        OKTA_CLIENT_CLIENTID: "app",
        OKTA_CLIENT_PRIVATEKEY: privateKey,
        ROLECALL_OKTA_URL: okta.url,
        // Google's client does not know Okta's token: only the last step before the output does.
        GOOGLE_OAUTH_ACCESS_TOKEN: "token-of-google",
        ROLECALL_GOOGLE_URL: google.url,
      },
      onSecret: (token) => void derived.push(token),
    });
    expect(ran.code).not.toBe(0);
    expect(derived).toContain("canary-okta-token");
    expect(ran.out + ran.err).toContain("refused: Bearer [secret]");
    expect(ran.out + ran.err).not.toContain("canary");
  });
});
