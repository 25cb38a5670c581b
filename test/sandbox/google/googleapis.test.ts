import { admin_directory_v1, auth as google } from "googleapis/build/src/apis/admin/index.js";
import { describe, expect, it } from "vitest";
import { aTenant, group, user } from "./tenant.ts";

describe("the real Google client", () => {
  it("reads, writes and is refused as by the service", async () => {
    const users = Array.from({ length: 201 }, (_, n) => user(`u${n}`));
    const tenant = await aTenant({ users, groups: [group("eng")], orgUnits: ["/Engineering"] });
    const auth = new google.OAuth2();
    auth.setCredentials({ access_token: "t1" });
    const admin = new admin_directory_v1.Admin({ rootUrl: tenant.sandbox.url, auth, retry: false });

    for (const memberKey of tenant.state.users().map(({ id }) => id!))
      await admin.members.insert({ groupKey: "eng@acme.example", requestBody: { id: memberKey, role: "MEMBER" } });
    const first = await admin.members.list({ groupKey: "eng@acme.example", maxResults: 200 });
    const next = await admin.members.list({
      groupKey: "eng@acme.example",
      maxResults: 200,
      pageToken: first.data.nextPageToken!,
    });
    expect([first.data.members?.length, next.data.members?.length]).toEqual([200, 1]);
    expect(next.data.nextPageToken).toBeUndefined();

    const created = await admin.users.insert({
      requestBody: {
        primaryEmail: "ada@acme.example",
        name: { givenName: "Ada", familyName: "Byron" },
        password: "correct horse",
        orgUnitPath: "/Engineering",
      },
    });
    await admin.users.update({ userKey: created.data.id!, requestBody: { suspended: true } });
    await admin.users.signOut({ userKey: "ada@acme.example" });
    expect((await admin.users.get({ userKey: "ada@acme.example" })).data).toMatchObject({ suspended: true });
    const units = await admin.orgunits.list({ customerId: "my_customer", type: "all" });
    expect(units.data.organizationUnits).toMatchObject([{ orgUnitPath: "/Engineering" }]);

    const again = admin.members.insert({ groupKey: "eng@acme.example", requestBody: { email: "u0@acme.example" } });
    await expect(again).rejects.toMatchObject({
      status: 409,
      message: "Member already exists.",
      response: { data: { error: { errors: [{ reason: "duplicate" }] } } },
    });
  });
});
