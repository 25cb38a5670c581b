import { describe, expect, it } from "vitest";
import { aTenant, group, reasonIn, refusalIn, user } from "./tenant.ts";
import type { Answer } from "./tenant.ts";

const ada = user("ada", {
  orgUnitPath: "/Engineering",
  aliases: ["ada.l@acme.example"],
  externalIds: [{ type: "organization", value: "E1" }],
  organizations: [{ department: "Engineering", primary: true }],
});
const bob = {
  primaryEmail: "bob@acme.example",
  name: { givenName: "Bob", familyName: "Example" },
  password: "correct horse",
};

describe("a user", () => {
  it("is found by id, by address and by alias, in any case", async () => {
    const tenant = await aTenant({ users: [ada], orgUnits: ["/Engineering"] });
    const byAddress = await tenant.get("users/ADA@acme.example");
    expect(byAddress.status).toBe(200);
    expect((await tenant.get(`users/${byAddress.body.id}`)).body).toEqual(byAddress.body);
    expect((await tenant.get("users/Ada.L@Acme.Example")).body).toEqual(byAddress.body);
    expect(byAddress.body).toMatchObject({
      kind: "admin#directory#user",
      id: expect.stringMatching(/^\d{21}$/),
      primaryEmail: "ada@acme.example",
      name: { fullName: "Ada Example" },
      suspended: false,
      aliases: ["ada.l@acme.example"],
      etag: expect.stringMatching(/^".+"$/),
    });
  });

  it("is created with an address, a name and a password that is never shown", async () => {
    const tenant = await aTenant();
    const created = await tenant.call("POST", "users", bob);
    expect(created.status).toBe(200);
    expect(created.body).toMatchObject({ primaryEmail: "bob@acme.example", orgUnitPath: "/", isAdmin: false });
    const read = await tenant.get("users/bob@acme.example?projection=full");
    expect(JSON.stringify([created, read, tenant.state.users()])).not.toMatch(/password|correct horse/);
  });

  it.each([
    ["primaryEmail", { ...bob, primaryEmail: undefined }],
    ["name", { ...bob, name: undefined }],
    ["password", { ...bob, password: undefined }],
  ])("is not created without %s", async (field, body) => {
    const tenant = await aTenant();
    const refused = await tenant.call("POST", "users", body);
    expect(refusalIn(refused)).toEqual([400, "required", `Missing required field: ${field}`]);
    expect(tenant.state.users()).toEqual([]);
  });

  it.each([
    ["a password too short", { ...bob, password: "short" }, [400, "invalid", "Invalid Input: password"]],
    ["an unknown org unit", { ...bob, orgUnitPath: "/Nowhere" }, [400, "invalid", "Invalid Input: INVALID_OU_ID"]],
    [
      "a name without family name",
      { ...bob, name: { givenName: "Bob" } },
      [400, "invalid", "Invalid Input: name.familyName"],
    ],
    ["a number as a flag", { ...bob, suspended: 1 }, [400, "invalid", "Invalid Input: suspended"]],
    [
      "an unknown field",
      { ...bob, shoe: 42 },
      [400, "invalid", 'Invalid Input: Unknown name "shoe": Cannot find field.'],
    ],
    [
      "a foreign domain",
      { ...bob, primaryEmail: "bob@other.example" },
      [403, "forbidden", "Not Authorized to access this resource/api"],
    ],
    ["a user's address", { ...bob, primaryEmail: "Ada@acme.example" }, [409, "duplicate", "Entity already exists."]],
    ["a user's alias", { ...bob, primaryEmail: "ada.l@acme.example" }, [409, "duplicate", "Entity already exists."]],
    ["a group's address", { ...bob, primaryEmail: "eng@acme.example" }, [409, "duplicate", "Entity already exists."]],
  ])("is refused with %s", async (_, body, refusal) => {
    const tenant = await aTenant({ users: [ada], groups: [group("eng")], orgUnits: ["/Engineering"] });
    expect(refusalIn(await tenant.call("POST", "users", body))).toEqual(refusal);
    expect(tenant.state.users()).toHaveLength(1);
  });

  it("changes by PUT only where something is written: objects merge, lists are replaced, null clears", async () => {
    const tenant = await aTenant({
      users: [{ ...ada, recoveryEmail: "ada@home.example" }],
      orgUnits: ["/Engineering"],
    });
    const { etag } = (await tenant.get("users/ada@acme.example")).body;
    const change = {
      name: { familyName: "Byron" },
      externalIds: [{ type: "organization", value: "E2" }],
      recoveryEmail: null,
      id: "another id",
      isAdmin: true,
    };
    const updated = await tenant.call("PUT", "users/ada@acme.example", change);
    expect(updated.body).toMatchObject({
      name: { givenName: "Ada", familyName: "Byron", fullName: "Ada Byron" },
      externalIds: [{ type: "organization", value: "E2" }],
      organizations: [{ department: "Engineering", primary: true }],
      orgUnitPath: "/Engineering",
      isAdmin: false,
    });
    expect(updated.body).not.toHaveProperty("recoveryEmail");
    expect(updated.body.etag).not.toBe(etag);
    expect((await tenant.call("PUT", "users/ada@acme.example", { externalIds: null })).body).not.toHaveProperty(
      "externalIds",
    );
  });

  it("keeps its lists under PATCH, which cannot clear them", async () => {
    const tenant = await aTenant({ users: [ada], orgUnits: ["/Engineering"] });
    const patch = { externalIds: [], organizations: [{ department: "Sales" }], suspended: true };
    const { body } = await tenant.call("PATCH", "users/ada@acme.example", patch);
    expect(body).toMatchObject({
      externalIds: [{ type: "organization", value: "E1" }],
      organizations: [{ department: "Sales" }],
      suspended: true,
      suspensionReason: "ADMIN",
    });
  });

  it("keeps the old address as an alias after a rename", async () => {
    const tenant = await aTenant({ users: [user("ada")] });
    const { id } = (await tenant.get("users/ada@acme.example")).body;
    const renamed = await tenant.call("PUT", `users/${id}`, { primaryEmail: "ada.byron@acme.example" });
    expect(renamed.body).toMatchObject({ id, primaryEmail: "ada.byron@acme.example", aliases: ["ada@acme.example"] });
    expect((await tenant.get("users/ada@acme.example")).body.id).toBe(id);
    const back = await tenant.call("PUT", `users/${id}`, { primaryEmail: "ada@acme.example" });
    expect(back.body.aliases).toEqual(["ada.byron@acme.example"]);
  });

  it("is deleted with its memberships, listed as deleted, and restored by id without them", async () => {
    const eng = group("eng", { members: [{ email: "ada@acme.example", role: "OWNER" }] });
    const tenant = await aTenant({ users: [user("ada")], groups: [eng] });
    const { id } = (await tenant.get("users/ada@acme.example")).body;
    expect((await tenant.call("DELETE", "users/ada@acme.example")).status).toBe(204);
    expect(refusalIn(await tenant.get(`users/${id}`))).toEqual([404, "notFound", "Resource Not Found: userKey"]);
    expect(tenant.state.membersOf("eng@acme.example")).toEqual([]);
    const deleted = await tenant.get("users?customer=my_customer&showDeleted=true");
    expect(deleted.body.users).toMatchObject([{ id, deletionTime: "2027-01-04T09:00:00.000Z" }]);
    expect((await tenant.get("users?customer=my_customer")).body).not.toHaveProperty("users");

    expect((await tenant.call("POST", "users/ada@acme.example/undelete", {})).status).toBe(404);
    expect((await tenant.call("POST", `users/${id}/undelete`, { orgUnitPath: "/" })).status).toBe(204);
    expect((await tenant.get("users/ada@acme.example")).body.id).toBe(id);
    expect(tenant.state.membersOf("eng@acme.example")).toEqual([]);
  });

  it("cannot be restored when the address has a new holder, or after twenty days", async () => {
    const tenant = await aTenant({ users: [user("ada")] });
    const { id } = (await tenant.get("users/ada@acme.example")).body;
    await tenant.call("DELETE", `users/${id}`);
    await tenant.call("POST", "users", { ...bob, primaryEmail: "ada@acme.example" });
    expect(reasonIn(await tenant.call("POST", `users/${id}/undelete`, {}))).toEqual([412, "conditionNotMet"]);
    await tenant.call("DELETE", "users/ada@acme.example");
    tenant.clock.pass(20 * 24 * 3_600_000 + 1);
    expect((await tenant.call("POST", `users/${id}/undelete`, {})).status).toBe(404);
    expect(tenant.state.deletedUsers()).toEqual([]);
  });

  it("can be signed out and made an administrator", async () => {
    const tenant = await aTenant({ users: [user("ada")] });
    expect((await tenant.call("POST", "users/ada@acme.example/signOut")).status).toBe(204);
    expect(tenant.state.signedOutAt("ada@acme.example")).toBe(tenant.clock.now());
    expect((await tenant.call("POST", "users/ada@acme.example/makeAdmin", { status: true })).status).toBe(204);
    expect((await tenant.get("users/ada@acme.example")).body.isAdmin).toBe(true);
    await tenant.call("POST", "users/ada@acme.example/makeAdmin", { status: false });
    expect((await tenant.get("users/ada@acme.example")).body.isAdmin).toBe(false);
  });
});

describe("the list of users", () => {
  const world = {
    users: [ada, user("bob", { suspended: true }), user("eve", { primaryEmail: "eve@lab.example" })],
    orgUnits: ["/Engineering"],
    domains: ["acme.example", "lab.example"],
  };
  const addresses = ({ body }: Answer) => (body.users ?? []).map((u: { primaryEmail: string }) => u.primaryEmail);

  it("requires a customer or a domain of the tenant", async () => {
    const tenant = await aTenant(world, { customerId: "C0ours" });
    expect(reasonIn(await tenant.get("users"))).toEqual([400, "badRequest"]);
    expect(reasonIn(await tenant.get("users?customer=C0theirs"))).toEqual([403, "forbidden"]);
    expect(reasonIn(await tenant.get("users?domain=other.example"))).toEqual([403, "forbidden"]);
    expect(addresses(await tenant.get("users?customer=C0ours"))).toHaveLength(3);
    expect(addresses(await tenant.get("users?domain=lab.example"))).toEqual(["eve@lab.example"]);
  });

  it.each([
    ["email:b*", ["bob@acme.example"]],
    ["email=ada.l@acme.example", ["ada@acme.example"]],
    ["givenName='Eve'", ["eve@lab.example"]],
    ["isSuspended=false orgUnitPath=/Engineering", ["ada@acme.example"]],
    ["externalId=E1", ["ada@acme.example"]],
    ["externalId=E", []],
  ])("searches %s", async (query, found) => {
    const tenant = await aTenant(world);
    expect(addresses(await tenant.get(`users?customer=my_customer&query=${encodeURIComponent(query)}`))).toEqual(found);
  });

  it("refuses a search with unknown syntax", async () => {
    const tenant = await aTenant(world);
    expect(reasonIn(await tenant.get("users?customer=my_customer&query=shoe%3D42"))).toEqual([400, "invalid"]);
    expect(reasonIn(await tenant.get("users?customer=my_customer&query=ada"))).toEqual([400, "invalid"]);
  });

  it("has only the requested fields", async () => {
    const tenant = await aTenant(world);
    const { body } = await tenant.get(
      "users?customer=my_customer&maxResults=1&fields=nextPageToken,users(primaryEmail,name/givenName)",
    );
    expect(body).toEqual({
      nextPageToken: expect.any(String),
      users: [{ primaryEmail: "ada@acme.example", name: { givenName: "Ada" } }],
    });
    expect(reasonIn(await tenant.get("users?customer=my_customer&fields=users("))).toEqual([400, "invalidParameter"]);
  });

  it("has at most 500 users per page, and 100 by default", async () => {
    const tenant = await aTenant({ users: Array.from({ length: 501 }, (_, n) => user(`u${n}`)) });
    expect(addresses(await tenant.get("users?customer=my_customer"))).toHaveLength(100);
    const first = await tenant.get("users?customer=my_customer&maxResults=9999");
    expect(addresses(first)).toHaveLength(500);
    const rest = await tenant.get(`users?customer=my_customer&maxResults=500&pageToken=${first.body.nextPageToken}`);
    expect(addresses(rest)).toHaveLength(1);
    expect(rest.body).not.toHaveProperty("nextPageToken");
  });
});
