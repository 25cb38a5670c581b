import { describe, expect, it } from "vitest";
import { aTenant, reasonIn, refusalIn, type Tenant, user } from "./tenant.ts";

const base = "/apps/licensing/v1/product/Google-Apps";

/** A path relative to the product Google-Apps. */
const on = (tenant: Tenant) => (method: string, path: string, body?: unknown) =>
  tenant.call(method, `../../..${base}/${path}`, body);

const names = ["ada", "bob", "eve"];
const seed = {
  users: names.map((name) => user(name, name === "ada" ? { aliases: ["a@acme.example"] } : {})),
  licenses: [
    { product: "Google-Apps", sku: "1010020020", skuName: "Enterprise Plus", users: ["ada@acme.example"], seats: 2 },
    { product: "Google-Apps", sku: "1010020028", users: ["bob@acme.example"] },
    { product: "Google-Vault", sku: "Google-Vault", users: [] },
    { product: "101031", sku: "1010310008", isAutomatic: true, users: ["ada@acme.example"] },
  ],
};

describe("the Enterprise License Manager API", () => {
  it("lists the users of a SKU and of a product by primary address", async () => {
    const call = on(await aTenant(seed));
    const { body } = await call("GET", "sku/1010020020/users?customerId=C03sandb0x");
    expect(body).toMatchObject({
      kind: "licensing#licenseAssignmentList",
      items: [
        {
          kind: "licensing#licenseAssignment",
          userId: "ada@acme.example",
          productId: "Google-Apps",
          skuId: "1010020020",
          skuName: "Enterprise Plus",
        },
      ],
    });
    const all = (await call("GET", "users?customerId=acme.example")).body.items as { userId: string }[];
    expect(all.map(({ userId }) => userId)).toEqual(["ada@acme.example", "bob@acme.example"]);
  });

  it("omits the array of an empty list, and pages with 100 entries unless more are requested", async () => {
    const users = Array.from({ length: 101 }, (_, n) => user(`u${n}`));
    const licenses = [
      { product: "Google-Apps", sku: "1", users: users.map(({ primaryEmail }) => primaryEmail) },
      { product: "Google-Apps", sku: "2", users: [] },
    ];
    const call = on(await aTenant({ users, licenses }));
    const first = (await call("GET", "sku/1/users?customerId=acme.example")).body;
    expect([first.items.length, typeof first.nextPageToken]).toEqual([100, "string"]);
    const next = `sku/1/users?customerId=acme.example&pageToken=${first.nextPageToken}`;
    const last = (await call("GET", next)).body;
    expect([last.items.length, last.nextPageToken]).toEqual([1, undefined]);
    const all = (await call("GET", "sku/1/users?customerId=acme.example&maxResults=1000")).body;
    expect([all.items.length, all.nextPageToken]).toEqual([101, undefined]);
    expect(Object.keys((await call("GET", "sku/2/users?customerId=acme.example")).body).sort()).toEqual([
      "etag",
      "kind",
    ]);
  });

  it("refuses the alias of the tenant, an unknown product or SKU, and keys that are not a primary address", async () => {
    const call = on(await aTenant(seed));
    const ada = (await aTenant(seed)).state.users()[0]?.id;
    for (const [path, message] of [
      ["sku/1010020020/users?customerId=my_customer", "customerId my_customer"],
      ["sku/nothing/users?customerId=C03sandb0x", "skuId nothing"],
      ["../Nothing/sku/1/users?customerId=C03sandb0x", "productId Nothing"],
      ["sku/1010020020/user/x@acme.example", "userId x@acme.example"],
      ["sku/1010020020/user/a@acme.example", "userId a@acme.example"],
      [`sku/1010020020/user/${ada}`, `userId ${ada}`],
    ] as const)
      expect(refusalIn(await call("GET", path)), path).toEqual([400, "invalid", `Invalid Input: ${message}`]);
    expect(reasonIn(await call("GET", "sku/1010020020/users"))).toEqual([400, "required"]);
  });

  it("assigns a licence once, one SKU for each product, while licences are left", async () => {
    const tenant = await aTenant(seed);
    const call = on(tenant);
    const assign = (sku: string, userId: string) => call("POST", `sku/${sku}/user`, { userId });
    expect(refusalIn(await assign("1010020020", "ada@acme.example"))[2]).toMatch(/already has a license for the/);
    expect(refusalIn(await assign("1010020020", "bob@acme.example"))[2]).toMatch(/but with a different SKU/);
    expect((await assign("1010020020", "EVE@acme.example")).body).toMatchObject({ userId: "eve@acme.example" });
    expect(tenant.state.holdersOf("Google-Apps", "1010020020")).toEqual(["ada@acme.example", "eve@acme.example"]);
    await call("DELETE", "sku/1010020028/user/bob@acme.example");
    const full = refusalIn(await assign("1010020020", "bob@acme.example"));
    expect(full).toEqual([412, "conditionNotMet", expect.stringMatching(/enough available licenses/)]);
    expect(reasonIn(await assign("1010020028", "zoe@acme.example"))).toEqual([400, "invalid"]);
  });

  it("removes a licence that the user has, and none that the tenant assigns automatically", async () => {
    const tenant = await aTenant(seed);
    const call = on(tenant);
    const one = "sku/1010020020/user/ada@acme.example";
    const removed = await call("DELETE", one);
    expect([removed.status, removed.body]).toEqual([200, {}]);
    expect([reasonIn(await call("GET", one)), reasonIn(await call("DELETE", one))]).toEqual([
      [404, "notFound"],
      [404, "notFound"],
    ]);
    expect(refusalIn(await call("DELETE", "../101031/sku/1010310008/user/ada@acme.example"))).toEqual([
      412,
      "conditionNotMet",
      "Auto License un-assignment is not allowed.",
    ]);
  });

  it("moves a licence to another SKU of the product by PATCH and PUT", async () => {
    const tenant = await aTenant(seed);
    const call = on(tenant);
    const move = (method: string, from: string, body: unknown) =>
      call(method, `sku/${from}/user/bob@acme.example`, body);
    expect((await move("PATCH", "1010020028", { skuId: "1010020020" })).status).toBe(200);
    expect(tenant.state.holdersOf("Google-Apps", "1010020028")).toEqual([]);
    expect(tenant.state.holdersOf("Google-Apps", "1010020020")).toContain("bob@acme.example");
    expect((await move("PATCH", "1010020028", { skuId: "1010020020" })).status).toBe(404);
    const body = { skuId: "1010020028", productId: "Google-Apps", userId: "bob@acme.example" };
    expect((await move("PUT", "1010020020", { ...body, productId: "Google-Vault" })).status).toBe(412);
    expect((await move("PUT", "1010020020", { ...body, userId: "ada@acme.example" })).status).toBe(412);
    expect((await move("PUT", "1010020020", { ...body, skuId: "1010020020" })).status).toBe(412);
    expect((await move("PUT", "1010020020", body)).status).toBe(200);
  });

  it("shows the current address of a renamed user, and frees the licence of a deleted one", async () => {
    const tenant = await aTenant(seed);
    await tenant.call("PUT", "users/ada@acme.example", { primaryEmail: "ada.byron@acme.example" });
    expect(tenant.state.holdersOf("Google-Apps", "1010020020")).toEqual(["ada.byron@acme.example"]);
    await tenant.call("DELETE", "users/ada.byron@acme.example");
    expect(tenant.state.holdersOf("Google-Apps", "1010020020")).toEqual([]);
  });

  it("has a quota of its own, refused with 503, and a scope of its own", async () => {
    const tenant = await aTenant(seed, { licensesPerMinute: 1 });
    const call = on(tenant);
    const path = "sku/1010020020/users?customerId=acme.example";
    expect((await call("GET", path)).status).toBe(200);
    expect(reasonIn(await call("GET", path))).toEqual([503, "quotaExceeded"]);
    expect((await tenant.get("users?customer=my_customer")).status).toBe(200);
    const owner = { email: "r@acme.example", scopes: ["https://www.googleapis.com/auth/admin.directory.user"] };
    const without = on(await aTenant(seed, { owner }));
    expect(reasonIn(await without("GET", path))).toEqual([403, "insufficientPermissions"]);
  });
});
