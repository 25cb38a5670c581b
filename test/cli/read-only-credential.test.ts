import { generateKeyPairSync } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { CliEnvironment } from "../../src/cli/environment.ts";
import { type RunningSandbox, startSandbox } from "../../src/sandbox/core/server.ts";
import { createGoogleSandbox } from "../../src/sandbox/google/google-sandbox.ts";
import { createOktaSandbox } from "../../src/sandbox/okta/okta-sandbox.ts";
import { atTestEnd } from "../support/cleanup.ts";
import { rolecall } from "../support/cli.ts";
import { aClockFrom } from "../support/clock.ts";
import { aFolder, aSmallCompany, morning } from "../support/sandboxed.ts";

const keys = generateKeyPairSync("rsa", { modulusLength: 2048 });
const scope = (name: string): string => `https://www.googleapis.com/auth/admin.directory.${name}`;
const readsGoogle = ["user", "group", "group.member"].map((kind) => scope(`${kind}.readonly`));
const writesGoogle = ["user", "group", "group.member"].map(scope);
const readsOkta = ["okta.users.read", "okta.groups.read"];
const writesOkta = ["okta.users.manage", "okta.groups.manage"];

interface Credentials {
  /** The scopes of the service app; absent: an API token of an owner with these roles. */
  readonly okta?: readonly string[];
  readonly roles?: readonly string[];
  readonly google?: readonly string[];
}

/** Applies the small company to two empty tenants. */
async function applied({ okta, roles = ["SUPER_ADMIN"], google = writesGoogle }: Credentials) {
  const clock = aClockFrom(Date.parse(morning));
  const started = async (sandbox: Parameters<typeof startSandbox>[0]): Promise<RunningSandbox> => {
    const running = await startSandbox(sandbox, { clock });
    atTestEnd(() => running.close());
    return running;
  };
  const app = { clientId: "0oa1", publicKey: keys.publicKey.export({ format: "jwk" }), scopes: okta ?? [] };
  const oktaServer = await started(
    createOktaSandbox({
      seed: { users: [], groups: [] },
      clock,
      owner: { id: "00uOwner000000000000", login: "owner@acme.example", roles },
      clients: okta === undefined ? [] : [app],
    }),
  );
  const googleServer = await started(
    createGoogleSandbox({
      seed: { domains: ["acme.example"], orgUnits: [], users: [], groups: [] },
      clock,
      owner: { email: "admin@acme.example", scopes: google },
    }),
  );
  const env: CliEnvironment["env"] = {
    ROLECALL_OKTA_URL: oktaServer.url,
    ROLECALL_GOOGLE_URL: googleServer.url,
    GOOGLE_OAUTH_ACCESS_TOKEN: "a-token-of-google",
    ...(okta === undefined
      ? { OKTA_CLIENT_TOKEN: "a-token-of-okta" }
      : {
          OKTA_CLIENT_CLIENTID: "0oa1",
          OKTA_CLIENT_PRIVATEKEY: keys.privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
          OKTA_CLIENT_SCOPES: okta.join(" "),
        }),
  };
  const journal = join(aFolder(), "journal.jsonl");
  const cwd = aSmallCompany();
  const ran = await rolecall(["apply", "--yes", "--journal", journal], { cwd, env, clock });
  const writes = oktaServer.count({ isWrite: true }) + googleServer.count({ isWrite: true });
  return { ...ran, writes, isJournalled: existsSync(journal), env, cwd, clock };
}

describe("apply with a credential that can only read", { timeout: 60_000 }, () => {
  it.each<[string, Credentials, string]>([
    [
      "a service app of Okta",
      { okta: readsOkta },
      "okta: cannot create groups and change their members: the credential does not have the scope okta.groups.manage",
    ],
    [
      "an API token of Okta whose owner is a read-only administrator",
      { roles: ["READ_ONLY_ADMIN"] },
      "okta: cannot create groups and change their members: it needs Organization Administrator",
    ],
    [
      "an access token of Google",
      { google: readsGoogle },
      `google: cannot create, change and suspend users: the credential does not have the scope ${scope("user")}`,
    ],
  ])("refuses %s before the first write, with the missing scope", async (_what, credentials, expected) => {
    const { code, err, writes, isJournalled } = await applied(credentials);
    expect(code).toBe(4);
    expect(err).toContain("The credential cannot write what the plan needs:");
    expect(err.replaceAll(/\s+/g, " ")).toContain(expected);
    expect(writes).toBe(0);
    expect(isJournalled).toBe(false);
  });

  it.each<[string, Credentials]>([
    ["a service app of Okta", { okta: writesOkta }],
    ["an API token of Okta whose owner has a custom role", { roles: ["CUSTOM"] }],
    ["an access token of Google that can change groups, and so their members", { google: writesGoogle.slice(0, 2) }],
  ])("writes with %s", async (_what, credentials) => {
    const { err, writes, isJournalled } = await applied(credentials);
    expect(err).not.toContain("cannot write");
    expect(writes).toBeGreaterThan(10);
    expect(isJournalled).toBe(true);
  });

  it("plans with it", async () => {
    const { env, cwd, clock } = await applied({ okta: readsOkta, google: readsGoogle });
    const { code, out } = await rolecall(["plan"], { cwd, env, clock });
    expect(code).toBe(0);
    expect(out).toMatch(/okta.*\d+ to create/s);
  });
});
