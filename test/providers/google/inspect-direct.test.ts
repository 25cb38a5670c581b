import { expect, it } from "vitest";
import { createPacer } from "../../../src/http/pacer.ts";
import { createGoogleClient, inspectGoogle } from "../../../src/providers/google/index.ts";
import { atTestEnd } from "../../support/cleanup.ts";
import { startSandbox } from "../../../src/sandbox/core/server.ts";
import { createGoogleSandbox } from "../../../src/sandbox/google/google-sandbox.ts";
import { aClock } from "../../contract/world.ts";
import { adminRole, license, plus, seed } from "./direct-tenant.ts";

const directory = "https://www.googleapis.com/auth/admin.directory.";
const licensing = "https://www.googleapis.com/auth/apps.licensing";
const users = [`${directory}user`, `${directory}group`];

async function statesOf(scopes: readonly string[], declared: readonly (typeof license | typeof adminRole)[]) {
  const clock = aClock();
  const tenant = { users: [], groups: [], orgUnits: [], domains: ["acme.example"], licenses: [], roles: [] };
  const ada = { primaryEmail: "ada@acme.example", name: { givenName: "Ada", familyName: "Example" } };
  const owner = { email: "rolecall@acme.example", scopes };
  const sandbox = await startSandbox(createGoogleSandbox({ seed: { ...tenant, users: [ada] }, clock, owner }), {
    clock,
  });
  atTestEnd(() => sandbox.close());
  const client = await createGoogleClient({
    rootUrl: sandbox.url,
    credentials: { kind: "access-token", token: "a-token-for-tests" },
    pacer: createPacer({ clock, random: () => 0.5, share: 1, inFlight: 8 }),
    clock,
  });
  const assignables = declared.map((of) => of(of === license ? plus : (seed.roles[0]?.roleName ?? "")));
  const { rights } = await inspectGoogle(client, client, { groupSettings: false, assignables });
  expect(sandbox.requests.every(({ isWrite }) => !isWrite)).toBe(true);
  return Object.fromEntries(
    rights.filter(({ id }) => /^(licenses|roles)\./.test(id)).map(({ id, state }) => [id, state]),
  );
}

it("checks the rights for licences and administrator roles only where a file declares one", async () => {
  const all = [...users, licensing, `${directory}rolemanagement`];
  expect(await statesOf(all, [])).toEqual({});
  expect(await statesOf(all, [license])).toEqual({ "licenses.read": "present", "licenses.write": "present" });
  expect(await statesOf(all, [adminRole])).toEqual({ "roles.read": "present", "roles.write": "present" });
});

it("reports a missing scope, and a scope that can only read", async () => {
  expect(await statesOf(users, [license, adminRole])).toEqual({
    "licenses.read": "missing",
    "licenses.write": "missing",
    "roles.read": "missing",
    "roles.write": "missing",
  });
  expect(await statesOf([...users, `${directory}rolemanagement.readonly`], [adminRole])).toEqual({
    "roles.read": "present",
    "roles.write": "missing",
  });
});
