import { describe, expect, it } from "vitest";
import { sandboxOwner } from "../../../src/sandbox/google/token-info.ts";
import { type GoogleSubject as Subject, startGoogle as start } from "../../contract/started-google.ts";
import { complete, outcome } from "../../contract/world.ts";
import {
  world,
  seed,
  plus,
  starter,
  automatic,
  contractors,
  serviceAccount,
  scope,
  adminRole,
  idOf,
  roleId,
  assignmentOf,
  licensing,
  rolePaths,
} from "./direct-tenant.ts";

describe("writing licences in Google", () => {
  const change = (action: "license.assign" | "license.unassign", subject: Subject, name: string, sku = plus) =>
    subject.writer.perform({ action, license: sku, account: idOf(subject, name) });

  it("assigns by primary address, and reports a licence that the account has", async () => {
    const subject = await start(world, { seed });
    expect(outcome(await change("license.assign", subject, "eve", starter))).toBe("written");
    expect(subject.state.holdersOf("Google-Apps", "1010020028")).toEqual(["eve@acme.example"]);
    expect(outcome(await change("license.assign", subject, "eve", starter))).toBe("already-so");
  });

  it("does not replace another SKU of the product, and reports that no licence is left", async () => {
    const subject = await start(world, { seed });
    for (const [name, sku, message] of [
      ["ada", starter, /different SKU.*Remove the other licence/],
      ["eve", plus, /enough available licenses.*Buy licences/],
    ] as const)
      expect(await change("license.assign", subject, name, sku)).toMatchObject({
        kind: "failed",
        failure: { kind: "conflict", message: expect.stringMatching(message) as string },
      });
    expect(subject.state.holdersOf("Google-Apps", "1010020020")).toEqual(["ada@acme.example", "bob@acme.example"]);
  });

  it("removes a licence, and reports one that the account does not have", async () => {
    const subject = await start(world, { seed });
    expect(outcome(await change("license.unassign", subject, "bob"))).toBe("written");
    expect(subject.state.holdersOf("Google-Apps", "1010020020")).toEqual(["ada@acme.example"]);
    expect(outcome(await change("license.unassign", subject, "bob"))).toBe("already-so");
    const gone = { action: "license.unassign", license: plus, account: "1000" } as const;
    expect(outcome(await subject.writer.perform(gone))).toBe("already-so");
    expect(await change("license.unassign", subject, "ada", automatic)).toMatchObject({
      failure: { kind: "conflict", message: expect.stringMatching(/Turn off automatic licensing/) as string },
    });
  });

  it("reports an unknown SKU and an unknown account, and sends nothing for a text that is not a key", async () => {
    const subject = await start(world, { seed });
    expect(outcome(await change("license.assign", subject, "eve", "Google-Apps/1"))).toBe("rejected");
    const perform = (license: string, account: string) =>
      subject.writer.perform({ action: "license.assign", license, account });
    expect(outcome(await perform(plus, "1000"))).toBe("not-found");
    const before = subject.wire?.requests().length;
    expect(outcome(await perform("Google-Apps", idOf(subject, "eve")))).toBe("rejected");
    expect(outcome(await perform("a/b/c", idOf(subject, "eve")))).toBe("rejected");
    expect(outcome(await perform(plus, "x/y"))).toBe("rejected");
    expect(subject.wire?.requests().length).toBe(before);
  });

  it("sends a write again after a quota refusal, which Google sends as 503, and not after another 503", async () => {
    const subject = await start(world, { seed });
    const path = /\/user$/;
    subject.wire?.faultAnywhere({ kind: "throttle", resetInSeconds: 1 }, { path, times: 1 });
    expect(outcome(await change("license.assign", subject, "eve", starter))).toBe("written");
    subject.wire?.clearFaults();
    await change("license.unassign", subject, "eve", starter);
    subject.wire?.faultAnywhere({ kind: "status", status: 503 }, { path });
    expect(outcome(await change("license.assign", subject, "eve", starter))).toBe("outcome-unknown");
  });

  it("is refused with the privilege that is missing", async () => {
    const subject = await start(world, { seed });
    const message = "Not Authorized to access this resource/api";
    const refusal = (reason: string) => ({
      status: 403,
      body: { error: { code: 403, message, errors: [{ message, reason }] } },
    });
    for (const [reason, text] of [
      ["forbidden", /privilege License Management/],
      ["accessNotConfigured", /enable the Enterprise License Manager API/],
    ] as const) {
      subject.wire?.faultAnywhere({ kind: "rewrite", rewrite: () => refusal(reason) }, { path: licensing });
      expect(await change("license.assign", subject, "eve")).toMatchObject({
        failure: { kind: "denied", message: expect.stringMatching(text) as string },
      });
      subject.wire?.clearFaults();
    }
  });
});

describe("writing administrator roles in Google", () => {
  const assign = (subject: Subject, name: string) =>
    subject.writer.perform({ action: "admin-role.assign", role: roleId(subject), account: idOf(subject, name) });

  it("assigns a role for the complete tenant, once, and returns the id of the assignment", async () => {
    const subject = await start(world, { seed });
    const eve = idOf(subject, "eve");
    const bob = idOf(subject, "bob");
    // An assignment for one organizational unit is not the role.
    expect(outcome(await assign(subject, "bob"))).toBe("written");
    const of = (id: string) => subject.state.roleAssignmentsOf(contractors).filter((one) => one.assignedTo === id);
    expect(of(bob).map(({ scopeType }) => scopeType)).toEqual(["ORG_UNIT", "CUSTOMER"]);
    expect(outcome(await assign(subject, "bob"))).toBe("already-so");
    expect(of(bob)).toHaveLength(2);
    const roles = subject.state.roleAssignmentsOf("_SEED_ADMIN_ROLE");
    expect([roles, of(eve).length]).toEqual([[], 1]);
  });

  it.each([
    ["of a user", { email: "ada@acme.example" }, (subject: Subject) => idOf(subject, "ada")],
    ["of a service account", { email: "x@robots.example", clientId: serviceAccount }, () => serviceAccount],
  ])("does not take a role from the credential's own account, %s", async (_, owner, accountOf) => {
    const subject = await start(world, { seed, owner: { ...sandboxOwner, ...owner } });
    const account = accountOf(subject);
    const { ownAccounts } = complete(await subject.reader.observe(scope(adminRole(contractors))));
    expect(ownAccounts).toEqual([account]);
    const assignment = assignmentOf(subject, account);
    const remove = { action: "admin-role.unassign", role: roleId(subject), assignment, account } as const;
    expect(outcome(await subject.writer.perform(remove))).toBe("rejected");
    expect(assignmentOf(subject, account)).toBe(assignment);
  });

  it("removes the assignment by its id, and reports one that is gone", async () => {
    const subject = await start(world, { seed });
    const ada = idOf(subject, "ada");
    const role = roleId(subject);
    const remove = {
      action: "admin-role.unassign",
      role,
      assignment: assignmentOf(subject, ada),
      account: ada,
    } as const;
    expect(outcome(await subject.writer.perform(remove))).toBe("written");
    expect(outcome(await subject.writer.perform(remove))).toBe("already-so");
    expect(outcome(await subject.writer.perform({ ...remove, assignment: "gone" }))).toBe("already-so");
    expect(outcome(await subject.writer.perform({ ...remove, assignment: "a/b" }))).toBe("rejected");
    expect(subject.state.roleAssignmentsOf(contractors).map(({ assignedTo }) => assignedTo)).not.toContain(ada);
  });

  it("does not remove an assignment of another account, role or scope", async () => {
    const subject = await start(world, { seed });
    const [ada, bob] = [idOf(subject, "ada"), idOf(subject, "bob")];
    const role = roleId(subject);
    for (const wrong of [
      { role, assignment: assignmentOf(subject, ada), account: bob },
      { role: "1", assignment: assignmentOf(subject, ada), account: ada },
      { role, assignment: assignmentOf(subject, bob), account: bob },
    ])
      expect(outcome(await subject.writer.perform({ action: "admin-role.unassign", ...wrong }))).toBe("conflict");
    expect(subject.state.roleAssignmentsOf(contractors)).toHaveLength(5);
  });

  it("does not report an unknown outcome as written", async () => {
    const subject = await start(world, { seed });
    subject.wire?.faultAnywhere({ kind: "status", status: 500 }, { path: /roleassignments$/, method: "POST" });
    expect(outcome(await assign(subject, "bob"))).toBe("outcome-unknown");
  });

  it("is refused with the role that is missing", async () => {
    const subject = await start(world, { seed });
    const message = "Not Authorized to access this resource/api";
    const body = { error: { code: 403, message, errors: [{ message, reason: "forbidden" }] } };
    subject.wire?.faultAnywhere({ kind: "rewrite", rewrite: () => ({ status: 403, body }) }, { path: rolePaths });
    expect(await assign(subject, "bob")).toMatchObject({
      failure: { kind: "denied", message: expect.stringMatching(/the role of a super administrator/) as string },
    });
  });
});
