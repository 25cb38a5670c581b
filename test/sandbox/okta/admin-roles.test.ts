import { describe, expect, it } from "vitest";
import { checkOktaExchanges } from "../../contract/okta-openapi.ts";
import { anOrg, aUser, refusalIn } from "./org.ts";

const seed = {
  users: [aUser("ada", { adminRoles: ["USER_ADMIN"] as const }), aUser("bob"), aUser("cyn")],
  groups: [{ name: "Help", members: ["bob@acme.example"], adminRoles: ["HELP_DESK_ADMIN"] as const }],
};

async function checkedOrg() {
  const org = await anOrg(seed);
  return { org, check: checkOktaExchanges(org.sandbox) };
}

describe("administrator roles", () => {
  it("are listed for a user, with those of the user's groups", async () => {
    const { org, check } = await checkedOrg();
    const listed = async (name: string) => {
      const { body } = await org.get(`users/${org.idOf(name)}/roles`);
      return body.map(({ type, assignmentType, label }: Record<string, string>) => [type, assignmentType, label]);
    };
    expect(await listed("ada")).toEqual([["USER_ADMIN", "USER", "User Administrator"]]);
    expect(await listed("bob")).toEqual([["HELP_DESK_ADMIN", "GROUP", "Help Desk Administrator"]]);
    expect(await listed("cyn")).toEqual([]);
    expect(check.violations()).toEqual([]);
  });

  it("have holders that are listed by pages, which are linked in the body", async () => {
    const { org, check } = await checkedOrg();
    const first = await org.get("iam/assignees/users?limit=1");
    expect([first.body.value.map(({ id }: { id: string }) => id), first.next]).toEqual([[org.idOf("ada")], undefined]);
    const second = await org.get(first.body["_links"].next.href.split("/api/v1/")[1]);
    expect(second.body.value).toMatchObject([{ id: org.idOf("bob") }]);
    expect(second.body["_links"]).toEqual({});
    expect(check.violations()).toEqual([]);
  });

  it("are assigned once, and unassigned by the id of the assignment", async () => {
    const { org, check } = await checkedOrg();
    const path = `users/${org.idOf("cyn")}/roles`;
    const assigned = await org.call("POST", path, { type: "READ_ONLY_ADMIN" });
    expect([assigned.status, assigned.body.assignmentType]).toEqual([201, "USER"]);
    expect(refusalIn(await org.call("POST", path, { type: "READ_ONLY_ADMIN" }))).toEqual([409, "E0000090"]);
    expect(refusalIn(await org.call("POST", path, { type: "KING" }))).toEqual([400, "E0000001"]);
    expect((await org.get(`${path}/${assigned.body.id}`)).body).toEqual(assigned.body);
    expect((await org.call("DELETE", `${path}/${assigned.body.id}`)).status).toBe(204);
    expect(refusalIn(await org.call("DELETE", `${path}/${assigned.body.id}`))).toEqual([404, "E0000007"]);
    expect(org.state.adminRolesOf("cyn@acme.example")).toEqual([]);
    expect(check.violations()).toHaveLength(1);
    expect(check.violations()[0]).toMatch(/request's body: \/type must be equal to one of the allowed values/);
  });

  it("of a group are not unassigned from a member", async () => {
    const { org } = await checkedOrg();
    const path = `users/${org.idOf("bob")}/roles`;
    const [{ id }] = (await org.get(path)).body;
    expect(refusalIn(await org.call("DELETE", `${path}/${id}`))).toEqual([403, "E0000006"]);
  });

  it("end by a deactivation and do not return by an activation", async () => {
    const { org } = await checkedOrg();
    const ada = org.idOf("ada");
    await org.call("POST", `users/${ada}/lifecycle/deactivate`);
    expect(refusalIn(await org.call("POST", `users/${ada}/roles`, { type: "USER_ADMIN" }))).toEqual([403, "E0000038"]);
    await org.call("POST", `users/${ada}/lifecycle/activate?sendEmail=false`);
    expect(org.state.adminRolesOf("ada@acme.example")).toEqual([]);
  });
});
