import { describe, expect, it } from "vitest";
import { aTenant, group, reasonIn, refusalIn, type Tenant, user } from "./tenant.ts";

const roles = "customer/my_customer/roles";
const assignments = "customer/my_customer/roleassignments";

const seed = {
  users: [user("ada"), user("bob", { suspended: true })],
  groups: [group("admins", { members: [{ email: "bob@acme.example", role: "MEMBER" as const }] })],
  orgUnits: ["/Staff"],
  roles: [
    {
      roleName: "Contractor Admin",
      assignments: [
        { assignee: "ada@acme.example" },
        { assignee: "bob@acme.example", orgUnit: "/Staff" },
        { assignee: "admins@acme.example" },
        { assignee: "987654321098765432109" },
      ],
    },
    { roleName: "_GROUPS_ADMIN_ROLE", assignments: [] },
  ],
};

const idOf = ({ state }: Tenant, name: string): string =>
  state.users().find(({ primaryEmail }) => primaryEmail === `${name}@acme.example`)?.id ?? "";
const roleNamed = async (tenant: Tenant, name: string): Promise<string> =>
  ((await tenant.get(roles)).body.items as { roleName: string; roleId: string }[]).find(
    ({ roleName }) => roleName === name,
  )?.roleId ?? "";

describe("administrator roles in the sandbox", () => {
  it("have the roles of every tenant and custom ones, with ids that a number cannot hold", async () => {
    const { body } = await (await aTenant(seed)).get(roles);
    expect(body.kind).toBe("admin#directory#roles");
    const items = body.items as Record<string, unknown>[];
    expect(items.map(({ roleName }) => roleName)).toEqual([
      "_SEED_ADMIN_ROLE",
      "_GROUPS_ADMIN_ROLE",
      "_USER_MANAGEMENT_ADMIN_ROLE",
      "_HELP_DESK_ADMIN_ROLE",
      "_SERVICE_ADMIN_ROLE",
      "Contractor Admin",
    ]);
    expect(items[0]).toMatchObject({ kind: "admin#directory#role", isSystemRole: true, isSuperAdminRole: true });
    for (const { roleId } of items) expect(Number.isSafeInteger(Number(roleId))).toBe(false);
  });

  it("list assignments by role and assignee, with scope and kind of assignee, also of suspended users", async () => {
    const tenant = await aTenant(seed);
    const roleId = await roleNamed(tenant, "Contractor Admin");
    const { body } = await tenant.get(`${assignments}?roleId=${roleId}`);
    expect(body.items).toMatchObject([
      { assignedTo: idOf(tenant, "ada"), assigneeType: "user", scopeType: "CUSTOMER", roleId },
      { assignedTo: idOf(tenant, "bob"), assigneeType: "user", scopeType: "ORG_UNIT" },
      { assigneeType: "group", scopeType: "CUSTOMER" },
      { assignedTo: "987654321098765432109", scopeType: "CUSTOMER" },
    ]);
    expect(body.items[1].orgUnitId).not.toMatch(/^id:/);
    const ofBob = async (more = ""): Promise<number> =>
      (await tenant.get(`${assignments}?userKey=bob@acme.example${more}`)).body.items.length as number;
    expect([await ofBob(), await ofBob("&includeIndirectRoleAssignments=true")]).toEqual([1, 2]);
    const page = (await tenant.get(`${assignments}?roleId=${roleId}&maxResults=3`)).body;
    expect([page.items.length, typeof page.nextPageToken]).toEqual([3, "string"]);
    expect(reasonIn(await tenant.get(`${assignments}?userKey=x@acme.example`))).toEqual([404, "notFound"]);
    expect(reasonIn(await tenant.get(`${assignments}?roleId=1`))).toEqual([404, "notFound"]);
  });

  it("assign a role by id once for each scope, and remove it by the id of the assignment", async () => {
    const tenant = await aTenant(seed);
    const roleId = await roleNamed(tenant, "_GROUPS_ADMIN_ROLE");
    const body = { roleId, assignedTo: idOf(tenant, "bob"), scopeType: "CUSTOMER" };
    const { roleAssignmentId } = (await tenant.call("POST", assignments, body)).body;
    expect(roleAssignmentId).toMatch(/^\d{17}$/);
    expect(reasonIn(await tenant.call("POST", assignments, body))).toEqual([409, "duplicate"]);
    const shown = await tenant.get("users/bob@acme.example");
    expect(shown.body).toMatchObject({ isAdmin: false, isDelegatedAdmin: true });
    expect((await tenant.call("DELETE", `${assignments}/${roleAssignmentId}`)).status).toBe(204);
    expect(refusalIn(await tenant.call("DELETE", `${assignments}/${roleAssignmentId}`))).toEqual([
      404,
      "notFound",
      "Resource Not Found: roleAssignmentId",
    ]);
    expect(tenant.state.roleAssignmentsOf("_GROUPS_ADMIN_ROLE")).toEqual([]);
  });

  it("refuse a missing field, an address as assignee, and an organizational unit that does not fit the scope", async () => {
    const tenant = await aTenant(seed);
    const roleId = await roleNamed(tenant, "_GROUPS_ADMIN_ROLE");
    const superAdmin = await roleNamed(tenant, "_SEED_ADMIN_ROLE");
    const body = { roleId, assignedTo: idOf(tenant, "ada"), scopeType: "CUSTOMER" };
    const group = tenant.state.groups()[0]?.id;
    for (const wrong of [
      { roleId: undefined },
      { assignedTo: "ada@acme.example" },
      { scopeType: "ALL" },
      { scopeType: "ORG_UNIT" },
      { orgUnitId: "1" },
      { roleId: superAdmin, assignedTo: group },
    ])
      expect((await tenant.call("POST", assignments, { ...body, ...wrong })).status, JSON.stringify(wrong)).toBe(400);
    expect(tenant.state.roleAssignmentsOf("_GROUPS_ADMIN_ROLE")).toEqual([]);
  });

  it("show a super administrator as such, and end with the user", async () => {
    const tenant = await aTenant({ ...seed, users: [user("ada", { isAdmin: true }), user("bob")] });
    const held = () => tenant.state.roleAssignmentsOf("_SEED_ADMIN_ROLE").map(({ assignedTo }) => assignedTo);
    expect(held()).toEqual([idOf(tenant, "ada")]);
    await tenant.call("POST", "users/bob@acme.example/makeAdmin", { status: true });
    await tenant.call("POST", "users/ada@acme.example/makeAdmin", { status: false });
    expect(held()).toEqual([idOf(tenant, "bob")]);
    expect((await tenant.get("users/bob@acme.example")).body.isAdmin).toBe(true);
    await tenant.call("DELETE", "users/bob@acme.example");
    expect(held()).toEqual([]);
  });

  it("need a scope of their own, and the id of this tenant", async () => {
    const base = "https://www.googleapis.com/auth/admin.directory";
    const without = await aTenant(seed, { owner: { email: "r@acme.example", scopes: [`${base}.user`] } });
    expect(reasonIn(await without.get(roles))).toEqual([403, "insufficientPermissions"]);
    const owner = { email: "r@acme.example", scopes: [`${base}.rolemanagement.readonly`] };
    const reader = await aTenant(seed, { owner });
    expect((await reader.get(roles)).status).toBe(200);
    expect((await reader.call("POST", assignments, {})).status).toBe(403);
    expect(reasonIn(await (await aTenant(seed)).get("customer/C0other/roles"))).toEqual([403, "forbidden"]);
  });
});
