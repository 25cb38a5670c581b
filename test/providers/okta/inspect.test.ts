import { generateKeyPairSync } from "node:crypto";
import { describe, expect, it } from "vitest";
import { createPacer } from "../../../src/http/pacer.ts";
import type { AssignableKind } from "../../../src/model/direct-assignment.ts";
import { createOktaClient, inspectOkta } from "../../../src/providers/okta/index.ts";
import { credentialsFrom } from "../../../src/providers/okta/environment.ts";
import { aClock } from "../../contract/world.ts";
import { checkOktaExchanges } from "../../contract/okta-openapi.ts";
import { anOrg } from "../../sandbox/okta/org.ts";

async function rightsOf(kinds: readonly AssignableKind[], roles: readonly string[], denied = /^$/) {
  const owner = { id: "00uOwner", login: "owner@acme.example", roles };
  const { sandbox } = await anOrg({}, { owner });
  sandbox.addFault({ fault: { kind: "status", status: 403 }, path: denied });
  const check = checkOktaExchanges(sandbox);
  const clock = aClock();
  const credentials = { kind: "token", token: "t1" } as const;
  const pacer = createPacer({ clock, random: () => 0.5, share: 1, inFlight: 8 });
  const client = await createOktaClient({ orgUrl: sandbox.url, credentials, pacer, clock });
  const { rights } = await inspectOkta(client, credentials, new Set(kinds));
  expect(sandbox.requests.every(({ method }) => method === "GET")).toBe(true);
  // The path /users/me is not part of the description.
  expect(check.violations().filter((text) => !text.includes("/users/me"))).toEqual([]);
  return Object.fromEntries(rights.map(({ id, state }) => [id, state]));
}

const basic = {
  "users.read": "present",
  "groups.read": "present",
  "rules.read": "present",
  "users.write": "present",
  "groups.write": "present",
};

describe("the rights of an Okta credential", () => {
  it("are those for apps and administrator roles only where the files declare them", async () => {
    const apps = { "apps.read": "present", "apps.write": "present" };
    const roles = { "roles.read": "present", "roles.write": "present" };
    const admin = ["SUPER_ADMIN"];
    expect(await rightsOf([], admin)).toEqual(basic);
    expect(await rightsOf(["app"], admin)).toEqual({ ...basic, ...apps });
    expect(await rightsOf(["adminRole"], admin)).toEqual({ ...basic, ...roles });
    expect(await rightsOf(["app", "adminRole"], admin)).toEqual({ ...basic, ...apps, ...roles });
  });

  it("depend on the role that each needs", async () => {
    const kinds = ["app", "adminRole"] as const;
    expect(await rightsOf(kinds, ["ORG_ADMIN", "APP_ADMIN"])).toMatchObject({
      "apps.write": "present",
      "roles.write": "unknown",
    });
    expect(await rightsOf(kinds, ["ORG_ADMIN"])).toMatchObject({ ...basic, "apps.write": "unknown" });
  });

  it("are missing where Okta refuses to read", async () => {
    expect(await rightsOf(["app", "adminRole"], ["SUPER_ADMIN"], /\/(apps|iam)/)).toMatchObject({
      ...basic,
      "apps.read": "missing",
      "roles.read": "missing",
    });
  });
});

const key = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { type: "pkcs8", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
}).privateKey;

it("a service app requests the scopes that the files need, unless they are named", () => {
  const scopesFor = (kinds: readonly AssignableKind[], named?: string) => {
    const env = { OKTA_CLIENT_CLIENTID: "0oa1", OKTA_CLIENT_PRIVATEKEY: key };
    const scoped = named === undefined ? env : { ...env, OKTA_CLIENT_SCOPES: named };
    const credentials = credentialsFrom(scoped, new Set(kinds));
    return credentials.kind === "private-key" ? credentials.scopes.join(" ") : null;
  };
  expect(scopesFor([])).toBe("okta.users.manage okta.groups.manage");
  expect(scopesFor(["app", "adminRole"])).toBe(
    "okta.users.manage okta.groups.manage okta.apps.manage okta.roles.manage",
  );
  expect(scopesFor(["app"], "okta.users.read")).toBe("okta.users.read");
});
