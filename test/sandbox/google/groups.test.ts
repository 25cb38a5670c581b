import { describe, expect, it } from "vitest";
import { aTenant, group, reasonIn, refusalIn, user } from "./tenant.ts";
import type { Answer } from "./tenant.ts";

const ENG = "eng@acme.example";

describe("a group", () => {
  it("is created, found by every key, renamed with its members, and deleted", async () => {
    const tenant = await aTenant({ users: [user("ada")] });
    const created = await tenant.call("POST", "groups", { email: ENG, name: "Engineering" });
    expect(created).toMatchObject({ status: 200, body: { email: ENG, directMembersCount: "0", description: "" } });
    await tenant.call("POST", `groups/${ENG}/members`, { email: "ada@acme.example" });
    const { id } = created.body;
    const renamed = await tenant.call("PUT", `groups/${id}`, { email: "engineers@acme.example" });
    expect(renamed.body).toMatchObject({ id, name: "Engineering", aliases: [ENG], directMembersCount: "1" });
    expect((await tenant.get("groups/ENG@acme.example")).body).toEqual(renamed.body);
    expect((await tenant.call("DELETE", `groups/${id}`)).status).toBe(204);
    expect(refusalIn(await tenant.get(`groups/${ENG}`))).toEqual([404, "notFound", "Resource Not Found: groupKey"]);
    expect(tenant.state.groups()).toEqual([]);
  });

  it.each(["PUT", "PATCH"])("changes by %s only where something is written", async (method) => {
    const tenant = await aTenant({ groups: [group("eng", { description: "Builders" })] });
    expect((await tenant.call(method, `groups/${ENG}`, { name: "Engineers" })).body).toMatchObject({
      name: "Engineers",
      description: "Builders",
      email: ENG,
    });
    expect((await tenant.call(method, `groups/${ENG}`, { description: null })).body.description).toBe("");
  });

  it("is refused with a used or foreign address, without one, or with a description that is too long", async () => {
    const tenant = await aTenant({ users: [user("ada")], groups: [group("eng")] });
    const refused = async (body: unknown) => reasonIn(await tenant.call("POST", "groups", body));
    expect(await refused({ email: ENG })).toEqual([409, "duplicate"]);
    expect(await refused({ email: "ada@acme.example" })).toEqual([409, "duplicate"]);
    expect(await refused({ email: "eng@other.example" })).toEqual([403, "forbidden"]);
    expect(await refused({ name: "Nameless" })).toEqual([400, "required"]);
    expect(await refused({ email: "x@acme.example", description: "x".repeat(4097) })).toEqual([400, "invalid"]);
    expect(tenant.state.groups()).toHaveLength(1);
  });

  it("has no usable memberships until its lag has passed", async () => {
    const tenant = await aTenant({ users: [user("ada")] }, { groupLagMs: 30_000 });
    await tenant.call("POST", "groups", { email: ENG });
    const add = () => tenant.call("POST", `groups/${ENG}/members`, { email: "ada@acme.example" });
    expect((await tenant.get(`groups/${ENG}`)).status).toBe(200);
    tenant.clock.pass(29_999);
    expect(refusalIn(await add())).toEqual([404, "notFound", "Resource Not Found: groupKey"]);
    tenant.clock.pass(1);
    expect((await add()).status).toBe(200);
  });

  it("can show an old member count for a while", async () => {
    const tenant = await aTenant({ users: [user("ada")], groups: [group("eng")] }, { countLagMs: 10_000 });
    await tenant.call("POST", `groups/${ENG}/members`, { email: "ada@acme.example" });
    expect((await tenant.get(`groups/${ENG}`)).body.directMembersCount).toBe("0");
    expect(tenant.state.groups()).toMatchObject([{ directMembersCount: "1" }]);
    tenant.clock.pass(10_000);
    expect((await tenant.get(`groups/${ENG}`)).body.directMembersCount).toBe("1");
  });
});

describe("the list of groups", () => {
  const world = {
    users: [user("ada")],
    groups: [
      group("eng", { members: [{ email: "ada@acme.example", role: "MEMBER" }] }),
      group("ops", { members: [{ email: "guest@partner.example", role: "MEMBER" }] }),
      group("void"),
    ],
  } as const;
  const addresses = ({ body }: Answer) => (body.groups ?? []).map((g: { email: string }) => g.email);

  it("has the groups of the tenant or of one member, never both", async () => {
    const tenant = await aTenant(world);
    expect(addresses(await tenant.get("groups?customer=my_customer"))).toEqual([
      ENG,
      "ops@acme.example",
      "void@acme.example",
    ]);
    expect(addresses(await tenant.get("groups?userKey=ada@acme.example"))).toEqual([ENG]);
    expect(addresses(await tenant.get("groups?userKey=guest@partner.example"))).toEqual(["ops@acme.example"]);
    expect(addresses(await tenant.get("groups?customer=my_customer&query=email:vo*"))).toEqual(["void@acme.example"]);
    expect(reasonIn(await tenant.get("groups?userKey=nobody@acme.example"))).toEqual([404, "notFound"]);
    expect(reasonIn(await tenant.get("groups?customer=my_customer&userKey=ada@acme.example"))).toEqual([
      400,
      "badRequest",
    ]);
    expect(reasonIn(await tenant.get("groups"))).toEqual([400, "badRequest"]);
  });

  it("has at most 200 groups per page", async () => {
    const tenant = await aTenant({ groups: Array.from({ length: 201 }, (_, n) => group(`g${n}`)) });
    const first = await tenant.get("groups?customer=my_customer&maxResults=1000");
    expect(addresses(first)).toHaveLength(200);
    const next = await tenant.get(`groups?customer=my_customer&maxResults=1000&pageToken=${first.body.nextPageToken}`);
    expect(addresses(next)).toHaveLength(1);
  });
});

describe("aliases", () => {
  it.each([
    ["users", "ada@acme.example"],
    ["groups", ENG],
  ])("are listed, added and removed for %s", async (kind, key) => {
    const tenant = await aTenant({ users: [user("ada")], groups: [group("eng")] });
    expect((await tenant.get(`${kind}/${key}/aliases`)).body).not.toHaveProperty("aliases");
    expect((await tenant.call("POST", `${kind}/${key}/aliases`, { alias: "Second@acme.example" })).status).toBe(200);
    expect((await tenant.get(`${kind}/${key}/aliases`)).body.aliases).toMatchObject([
      { alias: "second@acme.example", primaryEmail: key },
    ]);
    const again = await tenant.call("POST", `groups/${ENG}/aliases`, { alias: "second@acme.example" });
    expect(refusalIn(again)).toEqual([409, "duplicate", "Entity already exists."]);
    expect((await tenant.call("DELETE", `${kind}/${key}/aliases/second@acme.example`)).status).toBe(204);
    expect((await tenant.call("DELETE", `${kind}/${key}/aliases/second@acme.example`)).status).toBe(404);
    expect((await tenant.get(`${kind}/second@acme.example`)).status).toBe(404);
  });
});

describe("the organizational units", () => {
  it("are listed as a tree without its root", async () => {
    const tenant = await aTenant({ orgUnits: ["/Engineering/Robots", "/Sales"] });
    const paths = async (query: string) =>
      (await tenant.get(`customer/my_customer/orgunits${query}`)).body.organizationUnits?.map(
        (unit: { orgUnitPath: string }) => unit.orgUnitPath,
      );
    expect(await paths("?type=all")).toEqual(["/Engineering", "/Engineering/Robots", "/Sales"]);
    expect(await paths("")).toEqual(["/Engineering", "/Sales"]);
    expect(await paths("?type=all&orgUnitPath=/Engineering")).toEqual(["/Engineering/Robots"]);
    expect(await paths("?orgUnitPath=/Sales")).toBeUndefined();
  });
});
