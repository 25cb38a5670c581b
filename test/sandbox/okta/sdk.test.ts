import { Client, DefaultRequestExecutor } from "@okta/okta-sdk-nodejs";
import { generateKeyPairSync } from "node:crypto";
import { afterEach, describe, expect, it, vi } from "vitest";
import { anOrg, aUser } from "./org.ts";

afterEach(() => {
  vi.useRealTimers();
});

describe("the real Okta client", () => {
  it("reads, writes and is refused as by the service", async () => {
    const users = Array.from({ length: 201 }, (_, n) => aUser(`u${n}`));
    const org = await anOrg({ users, groups: [{ name: "Eng" }] });
    const client = new Client({
      orgUrl: org.sandbox.url,
      token: "t1",
      authorizationMode: "SSWS",
      clientId: "",
      scopes: [],
      userAgent: "",
      privateKey: "",
      keyId: "",
      cacheMiddleware: null,
      requestExecutor: new DefaultRequestExecutor({ maxRetries: 0, requestTimeout: 10_000 }),
    } as unknown as ConstructorParameters<typeof Client>[0]);

    const logins: unknown[] = [];
    for await (const user of await client.userApi.listUsers({ limit: 200 })) logins.push(user?.profile?.login);
    expect(new Set(logins).size).toBe(201);
    expect(org.sandbox.count({ path: "/api/v1/users" })).toBe(2);

    const created = await client.userApi.createUser({
      activate: true,
      body: {
        profile: { login: "ada@acme.example", email: "ada@acme.example", firstName: "Ada", lastName: "Byron" },
      },
    });
    const groupId = org.idOf("Eng");
    const userId = created.id!;
    await client.groupApi.assignUserToGroup({ groupId, userId });
    expect(org.state.membersOf("Eng")).toMatchObject([{ id: userId, by: "hand" }]);
    await client.userApi.updateUser({ userId, user: { profile: { department: "Sales" } } });
    await client.userApi.suspendUser({ userId });
    await client.userApi.revokeUserSessions({ userId });
    expect(org.state.user(userId)).toMatchObject({ status: "SUSPENDED", profile: { department: "Sales" } });

    await expect(client.userApi.suspendUser({ userId })).rejects.toMatchObject({
      status: 400,
      errorCode: "E0000001",
    });
    await client.groupApi.unassignUserFromGroup({ groupId, userId });
    const group = await client.groupApi.createGroup({ group: { profile: { name: "Ops", description: "on call" } } });
    const read = await client.groupApi.getGroup({ groupId: group.id! });
    expect(read.profile).toMatchObject({ name: "Ops", description: "on call" });
    expect(org.state.membersOf("Eng")).toEqual([]);
  });

  it.each([false, true])("signs in with a private key, with a proof of holding it: %s", async (dpop) => {
    const keys = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const clientId = "app-1";
    const scopes = ["okta.users.read"];
    const org = await anOrg(
      { users: [aUser("ada")] },
      { clients: [{ clientId, publicKey: keys.publicKey.export({ format: "jwk" }), scopes, dpop }] },
    );
    // The client uses the machine's clock, and the sandbox checks assertions by its own.
    vi.useFakeTimers({ now: org.clock.now(), toFake: ["Date"] });
    const client = new Client({
      orgUrl: org.sandbox.url,
      authorizationMode: "PrivateKey",
      clientId,
      scopes,
      privateKey: keys.privateKey.export({ format: "pem", type: "pkcs1" }),
      keyId: "",
      userAgent: "",
      token: "",
      cacheMiddleware: null,
      requestExecutor: new DefaultRequestExecutor({ maxRetries: 0, requestTimeout: 10_000 }),
    } as unknown as ConstructorParameters<typeof Client>[0]);
    expect((await client.userApi.getUser({ userId: "ada@acme.example" })).status).toBe("ACTIVE");
    await expect(client.groupApi.createGroup({ group: { profile: { name: "Ops" } } })).rejects.toMatchObject({
      status: 403,
      errorCode: "E0000006",
    });
    expect(org.sandbox.count({ path: "/oauth2/v1/token" })).toBe(dpop ? 2 : 1);
  });
});
