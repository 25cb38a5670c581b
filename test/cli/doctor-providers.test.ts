import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { schemaProblems } from "../../src/formats/validators.ts";
import type { SystemCredential } from "../../src/report/text/credentials.ts";
import { sandboxVariables } from "../../src/cli/commands/sandbox.ts";
import { startSandbox } from "../../src/sandbox/core/server.ts";
import { createGoogleSandbox } from "../../src/sandbox/google/google-sandbox.ts";
import { createOktaSandbox } from "../../src/sandbox/okta/okta-sandbox.ts";
import { atTestEnd } from "../support/cleanup.ts";
import { rolecall } from "../support/cli.ts";
import { aClockFrom } from "../support/clock.ts";
import { writeFiles } from "../support/real-git.ts";
import { aSmallCompany, aSmallSandbox, morning } from "../support/sandboxed.ts";

const clock = aClockFrom(Date.parse(morning));

interface Answered {
  readonly credentials: readonly SystemCredential[];
}
const statesOf = (out: string, system: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    (JSON.parse(out) as Answered).credentials
      .filter((credential) => credential.system === system)
      .flatMap(({ rights }) => rights.map(({ id, state }) => [id, state])),
  );

describe("rolecall doctor --providers", () => {
  it("shows identity, roles and rights of each system, and sends no write", async () => {
    const { rolecall: run, writes } = await aSmallSandbox();
    const { code, out } = await run(["doctor", "--providers"]);
    expect(code).toBe(0);
    expect(out).toContain("Identity: API token of rolecall@sandbox.example");
    expect(out).toContain("Identity: access token of rolecall@sandbox.example");
    expect(out).toContain("Roles:    super administrator");
    expect(out).toContain("present read group rules");
    expect(out).not.toMatch(/missing|unknown/);
    expect(writes()).toBe(0);
  });

  it("shows the limits that the provider announced, or the assumed ones, and the part that Rolecall uses", async () => {
    const { rolecall: run } = await aSmallSandbox();
    const { out } = await run(["doctor", "--providers"]);
    expect(out).toContain("  Limits, in requests a minute:\n");
    expect(out).toContain("    /api/v1/groups: 500000, of which Rolecall uses 125000\n");
    expect(out).toContain("    directory: 2400 (assumed, not announced), of which Rolecall uses 600\n");
    const { out: json } = await run(["doctor", "--providers", "--json"]);
    expect(schemaProblems("credentials", JSON.parse(json))).toEqual([]);
    const okta = (JSON.parse(json) as Answered).credentials.find(({ system }) => system === "okta");
    expect(okta?.limits).toContainEqual({
      bucket: "/api/v1/groups",
      perMinute: 500_000,
      isAnnounced: true,
      used: 125_000,
    });
  });

  it("reports the rights that are missing, with the scope and the role, and exits with 3", async () => {
    // Real time, because the SDK uses the machine's clock for its assertions.
    const clock = { now: () => Date.now(), sleep: () => Promise.resolve() };
    const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const okta = await startSandbox(
      createOktaSandbox({
        seed: { users: [], groups: [] },
        clock,
        clients: [{ clientId: "0oa1", publicKey: publicKey.export({ format: "jwk" }), scopes: ["okta.users.read"] }],
      }),
      { clock },
    );
    const google = await startSandbox(
      createGoogleSandbox({
        seed: { domains: ["acme.example"], orgUnits: [], users: [], groups: [] },
        clock,
        owner: {
          email: "reader@acme.example",
          scopes: ["https://www.googleapis.com/auth/admin.directory.user.readonly"],
        },
      }),
      { clock },
    );
    atTestEnd(() => okta.close());
    atTestEnd(() => google.close());
    const env = {
      ROLECALL_OKTA_URL: okta.url,
      OKTA_CLIENT_CLIENTID: "0oa1",
      OKTA_CLIENT_PRIVATEKEY: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
      OKTA_CLIENT_SCOPES: "okta.users.read",
      ROLECALL_GOOGLE_URL: google.url,
      GOOGLE_OAUTH_ACCESS_TOKEN: "a-token",
    };
    const options = { cwd: aSmallCompany(), env, clock };
    const { code, out } = await rolecall(["doctor", "--providers", "--json"], options);
    expect(code).toBe(3);
    expect(statesOf(out, "okta")).toEqual({
      "users.read": "present",
      "groups.read": "missing",
      "rules.read": "missing",
      "users.write": "missing",
      "groups.write": "missing",
    });
    expect(statesOf(out, "google")).toEqual({
      "users.read": "present",
      "groups.read": "missing",
      "members.read": "missing",
      "users.write": "missing",
      "groups.write": "missing",
      "members.write": "missing",
    });
    const { out: text } = await rolecall(["doctor", "--providers"], options);
    expect(text).toContain("Identity: service app 0oa1");
    expect(text).toContain("missing read group rules\n");
    expect(text).toContain("Needs Read-only Administrator, and the scope\n      okta.groups.read");
  });

  it("checks the scope for settings of groups where a file declares settings, and only there", async () => {
    const { sandbox, rolecall: run } = await aSmallSandbox();
    const plain = await run(["doctor", "--providers", "--json"]);
    expect(Object.keys(statesOf(plain.out, "google"))).not.toContain("settings.read");
    expect(schemaProblems("credentials", JSON.parse(plain.out))).toEqual([]);

    const scope = (name: string): string => `https://www.googleapis.com/auth/${name}`;
    const directory = ["user", "group", "group.member"].map((name) => scope(`admin.directory.${name}`));
    const settings = scope("apps.groups.settings");
    const root = aSmallCompany();
    writeFiles(root, {
      "access/entitlements/google/crew.yaml":
        "id: crew\ntitle: Crew\ntarget: { group: crew@acme.example }\ntier: low\nowners: [olga]\nsettings: { whoCanJoin: INVITED_CAN_JOIN }\n",
    });
    const stateWith = async (scopes: readonly string[]) => {
      const google = await startSandbox(
        createGoogleSandbox({
          seed: {
            domains: ["acme.example"],
            orgUnits: [],
            users: [],
            groups: [{ id: "g1", email: "crew@acme.example", name: "Crew" }],
          },
          clock,
          owner: { email: "reader@acme.example", scopes },
        }),
        { clock },
      );
      atTestEnd(() => google.close());
      const env = { ...sandboxVariables(sandbox), ROLECALL_GOOGLE_URL: google.url };
      const ran = await rolecall(["doctor", "--providers", "--json"], { cwd: root, env, clock });
      return { code: ran.code, states: statesOf(ran.out, "google"), text: ran.out };
    };
    const without = await stateWith(directory);
    expect(without.states).toMatchObject({ "settings.read": "missing", "settings.write": "missing" });
    expect(without.code).toBe(3);
    expect(schemaProblems("credentials", JSON.parse(without.text))).toEqual([]);
    expect(without.text).toContain(settings);
    const given = await stateWith([...directory, settings]);
    expect(given.states).toMatchObject({ "settings.read": "present" });
  });

  it("reports a rejected credential as missing rights, and no stack trace", async () => {
    const { sandbox } = await aSmallSandbox();
    const env = {
      ROLECALL_OKTA_URL: sandbox.okta.url,
      ROLECALL_GOOGLE_URL: sandbox.google.url,
      OKTA_CLIENT_TOKEN: "wrong",
      GOOGLE_OAUTH_ACCESS_TOKEN: "wrong",
    };
    const { code, out, err } = await rolecall(["doctor", "--providers"], { cwd: aSmallCompany(), env, clock });
    expect(code).toBe(3);
    expect(err).toBe("");
    expect(out).toContain("API token whose owner Okta does not show");
    expect(out).toContain("HTTP 401");
  });
});
