import { expect, it } from "vitest";
import { aTenant, group, type Tenant } from "./tenant.ts";

const path = "/groups/v1/groups/eng@acme.example";

async function call({ sandbox }: Tenant, method: string, to: string, body?: unknown) {
  const reply = await fetch(`${sandbox.url}${to}`, {
    method,
    headers: { authorization: "Bearer t1", "content-type": "application/json" },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: reply.status, type: reply.headers.get("content-type") ?? "", text: await reply.text() };
}
const settingsIn = ({ text }: { readonly text: string }) => JSON.parse(text) as Record<string, unknown>;

it("shows the settings of a group with flags as text, and answers in XML unless JSON is requested", async () => {
  const tenant = await aTenant({ groups: [group("eng", { settings: { whoCanJoin: "ANYONE_CAN_JOIN" } })] });
  expect(settingsIn(await call(tenant, "GET", `${path}?alt=json`))).toMatchObject({
    kind: "groupsSettings#groups",
    email: "eng@acme.example",
    whoCanJoin: "ANYONE_CAN_JOIN",
    allowExternalMembers: "false",
  });
  const xml = await call(tenant, "GET", path);
  expect([xml.status, xml.type, xml.text.startsWith("<?xml")]).toEqual([
    200,
    expect.stringContaining("application/atom+xml"),
    true,
  ]);
});

it("changes the named settings by PATCH and PUT, and refuses unknown names, values and flags that are not text", async () => {
  const tenant = await aTenant({ groups: [group("eng")] });
  const change = async (method: string, body: unknown) => (await call(tenant, method, `${path}?alt=json`, body)).status;
  expect(await change("PATCH", { whoCanJoin: "INVITED_CAN_JOIN" })).toBe(200);
  expect(await change("PUT", { allowExternalMembers: "true", name: "Ignored" })).toBe(200);
  expect(tenant.state.settingsOf("eng@acme.example")).toMatchObject({
    whoCanJoin: "INVITED_CAN_JOIN",
    allowExternalMembers: "true",
    name: "eng",
  });
  for (const body of [
    { whoCanFly: "ALL" },
    { whoCanJoin: "EVERYONE" },
    { allowExternalMembers: true },
    { whoCanPostMessage: "NONE_CAN_POST" },
  ])
    expect(await change("PATCH", body), JSON.stringify(body)).toBe(400);
});

it("knows groups by address, and a new group after its lag", async () => {
  const tenant = await aTenant({ groups: [] }, { groupLagMs: 1000 });
  const { id } = (await tenant.call("POST", "groups", { email: "new@acme.example" })).body;
  const statusOf = async (key: string) => (await call(tenant, "GET", `/groups/v1/groups/${key}?alt=json`)).status;
  expect(await statusOf("new@acme.example")).toBe(404);
  tenant.clock.pass(1000);
  expect(await statusOf("new@acme.example")).toBe(200);
  expect(await statusOf(id as string)).toBe(404);
});
