import { describe, expect, it } from "vitest";
import type { OktaUserStatus } from "../../../src/sandbox/okta/seed.ts";
import { anOrg, aUser, refusalIn } from "./org.ts";

const EVERY: readonly OktaUserStatus[] = [
  "STAGED",
  "PROVISIONED",
  "ACTIVE",
  "PASSWORD_EXPIRED",
  "RECOVERY",
  "LOCKED_OUT",
  "SUSPENDED",
  "DEPROVISIONED",
];

const SIGN_IN: readonly OktaUserStatus[] = ["ACTIVE", "PASSWORD_EXPIRED", "RECOVERY", "LOCKED_OUT"];

/** Per operation: the statuses in which it works, with the new status, and the refusal in all others. */
const table: Readonly<Record<string, [Partial<Record<OktaUserStatus, OktaUserStatus>>, number, string]>> = {
  activate: [{ STAGED: "ACTIVE", DEPROVISIONED: "ACTIVE" }, 403, "E0000016"],
  reactivate: [{ PROVISIONED: "PROVISIONED", RECOVERY: "RECOVERY" }, 403, "E0000038"],
  suspend: [{ ACTIVE: "SUSPENDED" }, 400, "E0000001"],
  unsuspend: [{ SUSPENDED: "ACTIVE" }, 400, "E0000001"],
  unlock: [{ LOCKED_OUT: "ACTIVE" }, 403, "E0000032"],
  "reset_password?sendEmail=false": [Object.fromEntries(SIGN_IN.map((from) => [from, "RECOVERY"])), 403, "E0000017"],
  expire_password: [Object.fromEntries(SIGN_IN.map((from) => [from, "PASSWORD_EXPIRED"])), 403, "E0000017"],
  deactivate: [
    Object.fromEntries(EVERY.filter((from) => from !== "DEPROVISIONED").map((from) => [from, "DEPROVISIONED"])),
    403,
    "E0000038",
  ],
};

describe.each(Object.entries(table))("%s", (step, [leads, status, code]) => {
  it.each(EVERY)("succeeds or is refused as documented for a user who is %s", async (from) => {
    const org = await anOrg({ users: [aUser("ada", { status: from })] });
    org.clock.pass(5000);
    const answer = await org.call("POST", `users/${org.idOf("ada")}/lifecycle/${step}`);
    const to = leads[from];
    if (to === undefined) expect(refusalIn(answer)).toEqual([status, code]);
    else expect(answer.status).toBe(200);
    expect(org.state.user("ada@acme.example")!.status).toBe(to ?? from);
  });
});

describe("the end of access", () => {
  const seed = {
    users: [aUser("ada")],
    groups: [{ name: "Eng", members: ["ada@acme.example"] }],
  };

  it("ends the sessions and keeps the memberships on suspension or deactivation", async () => {
    for (const step of ["suspend", "deactivate"]) {
      const org = await anOrg(seed);
      org.clock.pass(5000);
      await org.call("POST", `users/${org.idOf("ada")}/lifecycle/${step}`);
      expect(org.state.user("ada@acme.example")!.sessionsEndedAt).toBe(org.clock.now());
      expect(org.state.membersOf("Eng")).toHaveLength(1);
    }
  });

  it("takes two calls to delete: the first deactivates, the second removes the user and all memberships", async () => {
    const org = await anOrg(seed);
    const path = `users/${org.idOf("ada")}`;
    expect((await org.call("DELETE", path)).status).toBe(204);
    expect(org.state.user("ada@acme.example")!.status).toBe("DEPROVISIONED");
    expect(org.state.membersOf("Eng")).toHaveLength(1);
    expect((await org.call("DELETE", path)).status).toBe(204);
    expect(refusalIn(await org.call("DELETE", path))).toEqual([404, "E0000007"]);
    expect(org.state.membersOf("Eng")).toEqual([]);
    expect(org.state.users()).toEqual([]);
  });

  it("frees the login of a deleted user only", async () => {
    const org = await anOrg(seed);
    const create = async () => {
      const { profile } = aUser("ada");
      return (await org.call("POST", "users", { profile })).status;
    };
    const path = `users/${org.idOf("ada")}`;
    await org.call("DELETE", path);
    expect(await create()).toBe(400);
    await org.call("DELETE", path);
    expect(await create()).toBe(200);
  });

  it("answers as the service does for grants and second factors", async () => {
    const org = await anOrg(seed);
    const path = `users/${org.idOf("ada")}`;
    expect((await org.call("DELETE", `${path}/grants`)).status).toBe(204);
    expect((await org.call("POST", `${path}/lifecycle/reset_factors`)).status).toBe(200);
    expect(refusalIn(await org.call("DELETE", "users/nobody/grants"))).toEqual([404, "E0000007"]);
  });

  it("keeps the status when only the sessions end", async () => {
    const org = await anOrg(seed);
    const answer = await org.call("DELETE", `users/${org.idOf("ada")}/sessions?oauthTokens=true`);
    expect(answer.status).toBe(204);
    expect(org.state.user("ada@acme.example")).toMatchObject({ status: "ACTIVE", sessionsEndedAt: org.clock.now() });
  });
});

describe("an asynchronous change", () => {
  it("shows its new status, refuses edits until then, and completes", async () => {
    const org = await anOrg({ users: [aUser("ada", { status: "STAGED" })] }, { transitionMs: 10_000 });
    const path = `users/${org.idOf("ada")}`;
    await org.call("POST", `${path}/lifecycle/activate?sendEmail=false`);
    expect((await org.get(path)).body).toMatchObject({ status: "STAGED", transitioningToStatus: "ACTIVE" });
    const edit = await org.call("POST", path, { profile: { title: "Lead" } });
    expect(refusalIn(edit)).toEqual([409, "E0000112"]);
    org.clock.pass(10_000);
    const { body } = await org.get(path);
    expect(body.status).toBe("ACTIVE");
    expect(body).not.toHaveProperty("transitioningToStatus");
  });

  it("does not take effect after a later change", async () => {
    const org = await anOrg({ users: [aUser("ada", { status: "STAGED" })] }, { transitionMs: 10_000 });
    const path = `users/${org.idOf("ada")}/lifecycle`;
    await org.call("POST", `${path}/activate`);
    org.clock.pass(5000);
    await org.call("POST", `${path}/deactivate`);
    org.clock.pass(5000);
    expect(org.state.user("ada@acme.example")!.status).toBe("DEPROVISIONED");
  });

  it("is a deactivation only where the caller requests it", async () => {
    const org = await anOrg({ users: [aUser("ada"), aUser("bob")] }, { transitionMs: 10_000 });
    await org.call("POST", `users/${org.idOf("ada")}/lifecycle/deactivate`);
    await org.call("POST", `users/${org.idOf("bob")}/lifecycle/deactivate`, undefined, {
      headers: { prefer: "respond-async" },
    });
    const statuses = () => org.state.users().map(({ status }) => status);
    expect(statuses()).toEqual(["DEPROVISIONED", "ACTIVE"]);
    org.clock.pass(10_000);
    expect(statuses()).toEqual(["DEPROVISIONED", "DEPROVISIONED"]);
  });
});

describe("activation in an org where everyone needs a password", () => {
  it("waits until the user sets a password", async () => {
    const users = [aUser("ada", { status: "STAGED" }), aUser("bob", { status: "DEPROVISIONED" })];
    const org = await anOrg({ users }, { activation: "provisioned" });
    for (const who of ["ada", "bob"]) await org.call("POST", `users/${org.idOf(who)}/lifecycle/activate`);
    expect(org.state.users().map(({ status }) => status)).toEqual(["PROVISIONED", "ACTIVE"]);
  });
});

describe("the answer to an activation", () => {
  it("contains the link only when no mail is sent", async () => {
    const org = await anOrg({ users: [aUser("ada", { status: "STAGED" }), aUser("bob", { status: "STAGED" })] });
    const activate = (who: string, query: string) =>
      org.call("POST", `users/${org.idOf(who)}/lifecycle/activate${query}`);
    expect((await activate("ada", "")).body).toEqual({});
    expect((await activate("bob", "?sendEmail=false")).body).toHaveProperty("activationUrl");
  });

  it("requires the mail parameter for a reset", async () => {
    const org = await anOrg({ users: [aUser("ada")] });
    const answer = await org.call("POST", `users/${org.idOf("ada")}/lifecycle/reset_password`);
    expect(refusalIn(answer)).toEqual([400, "E0000028"]);
  });
});
