import { afterEach, describe, expect, it } from "vitest";
import type { ProviderWrite } from "../../../src/ports/access.ts";
import type { AssignableKey } from "../../../src/model/direct-assignment.ts";
import type { SandboxReply } from "../../../src/sandbox/core/exchange.ts";
import { oktaCandidate, oktaSubject, type OktaSubject, type OktaSubjectOptions } from "../../contract/okta-subject.ts";
import { address, complete, outcome, people, scopeFor, type World } from "../../contract/world.ts";

const open: OktaSubject[] = [];
afterEach(async () => {
  const subjects = open.splice(0);
  await Promise.all(subjects.map((subject) => subject.close()));
  expect(subjects.flatMap((subject) => subject.violations())).toEqual([]);
});

const world: World = {
  accounts: ["ada", "bob", "cyn", "dee"].map((name) => ({ name })),
  groups: [{ name: "Eng", members: ["bob", "cyn"] }],
};
const wiki = {
  label: "Wiki",
  attributes: ["seat", "role"],
  users: [{ login: address("ada"), profile: { role: "editor", seat: "7" } }, { login: address("cyn") }],
  groups: [{ name: "Eng", profile: { role: "reader" } }],
};
const adminRoles = { ada: ["USER_ADMIN", "APP_ADMIN"], cyn: ["USER_ADMIN"], Eng: ["HELP_DESK_ADMIN"] } as const;

async function start(options: OktaSubjectOptions = {}, content: World = world): Promise<OktaSubject> {
  const subject = await oktaSubject(content, { apps: [wiki, { label: "Mail" }], adminRoles, ...options });
  open.push(subject);
  return subject;
}

const scope = (...keys: readonly AssignableKey[]) => ({ ...scopeFor(oktaCandidate, "Eng"), assignables: keys });
const app = (name: string): AssignableKey => ({ kind: "app", name });
const role = (name: string): AssignableKey => ({ kind: "adminRole", name });
const idOf = ({ truth }: OktaSubject, name: string): string => truth.account(address(name))?.id ?? "";
const appId = ({ state }: OktaSubject, label: string): string =>
  state.apps().find((one) => one.label === label)?.id ?? "";
const requests = ({ sandbox }: OktaSubject, path: RegExp): number =>
  sandbox.requests.filter((request) => path.test(request.path)).length;
const holdersOf = ({ state }: OktaSubject, id: string): readonly string[] =>
  state.usersOfApp(id).map(({ login, scope: by }) => `${login.split("@")[0]} ${by}`);
const perform = async ({ writer }: OktaSubject, ...writes: readonly ProviderWrite[]): Promise<readonly string[]> => {
  const outcomes: string[] = [];
  for (const write of writes) outcomes.push(outcome(await writer.perform(write)));
  return outcomes;
};

/** Changes the body of a response. */
const rewriting = (rewrite: (body: never) => unknown) => ({
  kind: "rewrite" as const,
  rewrite: (reply: SandboxReply): SandboxReply => ({ ...reply, body: rewrite(reply.body as never) }),
});

describe("an observation of direct assignments", () => {
  it("reads only declared apps, with the direct assignments and their profiles", async () => {
    const subject = await start();
    const { assignables, directAssignments, unreadDirectAssignments } = complete(
      await subject.reader.observe(scope(app("Wiki"))),
    );
    const target = appId(subject, "Wiki");
    expect(assignables).toEqual([{ kind: "app", id: target, name: "Wiki" }]);
    const held = { kind: "app", target, id: null };
    expect(directAssignments).toEqual([
      { ...held, account: idOf(subject, "ada"), profile: { role: "editor", seat: "7" } },
      { ...held, account: idOf(subject, "cyn"), profile: {} },
    ]);
    expect(unreadDirectAssignments).toEqual({});
    expect([requests(subject, /\/apps$/), requests(subject, /\/apps\/./), requests(subject, /roles|iam/)]).toEqual([
      1, 1, 0,
    ]);
  });

  it("names the account of the token only where an administrator role is declared", async () => {
    const subject = await start();
    const { ownAccounts } = complete(await subject.reader.observe(scope(role("USER_ADMIN"))));
    expect(ownAccounts).toEqual(["00uTokenOwner0000000"]);
    expect(complete(await subject.reader.observe(scope(app("Wiki")))).ownAccounts).toBeUndefined();
    expect(requests(subject, /\/users\/me$/)).toBe(1);
  });

  it("reads administrator roles of users only, and only of declared types", async () => {
    const subject = await start();
    const { assignables, directAssignments } = complete(await subject.reader.observe(scope(role("USER_ADMIN"))));
    expect(assignables).toEqual([{ kind: "adminRole", id: "USER_ADMIN", name: "USER_ADMIN" }]);
    const [ada, cyn] = ["ada", "cyn"].map((name) => ({
      kind: "adminRole",
      target: "USER_ADMIN",
      account: idOf(subject, name),
      id: subject.state.adminRolesOf(address(name)).find(({ type }) => type === "USER_ADMIN")?.id,
      profile: null,
    }));
    expect(directAssignments).toEqual([ada, cyn]);
    expect([requests(subject, /iam/), requests(subject, /roles$/), requests(subject, /apps/)]).toEqual([1, 3, 0]);
  });

  it("does not list a role or an app that comes through a group", async () => {
    const subject = await start();
    const { directAssignments = [] } = complete(
      await subject.reader.observe(scope(role("HELP_DESK_ADMIN"), app("Wiki"))),
    );
    expect(directAssignments.map(({ account }) => account)).not.toContain(idOf(subject, "bob"));
    expect(directAssignments.filter(({ kind }) => kind === "adminRole")).toEqual([]);
  });

  it("has no assignable for an app or a role that does not exist, and two for two apps with one label", async () => {
    const subject = await start({ apps: [wiki, { label: "Wiki" }, { label: "wiki" }] });
    const { assignables = [] } = complete(
      await subject.reader.observe(scope(app("Wiki"), app("Payroll"), role("Night Watch"))),
    );
    expect(assignables.map(({ name }) => name)).toEqual(["Wiki", "Wiki"]);
  });

  it("has no direct assignments where none is declared", async () => {
    const subject = await start();
    expect(complete(await subject.reader.observe(scope()))).not.toHaveProperty("assignables");
    expect(requests(subject, /apps|iam|roles/)).toBe(0);
  });

  it("reads large apps and lists by page", async () => {
    const accounts = people(620);
    const users = accounts.map(({ name }) => ({ login: address(name) }));
    const apps = [{ label: "Wiki", users }, ...people(260).map(({ name }) => ({ label: name }))];
    const roles = Object.fromEntries(accounts.slice(0, 130).map(({ name }) => [name, ["USER_ADMIN"] as const]));
    const subject = await start({ apps, adminRoles: roles, limits: { all: 100_000 } }, { accounts });
    const { directAssignments = [] } = complete(
      await subject.reader.observe({ ...scopeFor(oktaCandidate), assignables: [app("Wiki"), role("USER_ADMIN")] }),
    );
    expect(directAssignments.filter(({ kind }) => kind === "app")).toHaveLength(620);
    expect(directAssignments.filter(({ kind }) => kind === "adminRole")).toHaveLength(130);
    expect([requests(subject, /\/apps$/), requests(subject, /\/apps\/./), requests(subject, /iam/)]).toEqual([2, 2, 2]);
  });
});

describe("a direct assignment that cannot be read", () => {
  it("leaves the holders of that app unknown, and no other", async () => {
    const subject = await start();
    const [one, other] = [appId(subject, "Wiki"), appId(subject, "Mail")];
    subject.sandbox.addFault({ fault: { kind: "status", status: 403 }, path: new RegExp(`apps/${one}/users`) });
    const observed = complete(await subject.reader.observe(scope(app("Wiki"), app("Mail"), role("USER_ADMIN"))));
    expect(observed.assignables).toHaveLength(3);
    expect(observed.unreadDirectAssignments).toEqual({ [one]: expect.stringMatching(/HTTP 403/) as string });
    expect(observed.directAssignments?.some(({ target }) => target === one || target === other)).toBe(false);
  });

  it("leaves the holders of every declared role unknown where the roles of one user are", async () => {
    const subject = await start();
    const path = new RegExp(`users/${idOf(subject, "cyn")}/roles`);
    subject.sandbox.addFault({ fault: { kind: "status", status: 503 }, path });
    const observed = complete(await subject.reader.observe(scope(role("USER_ADMIN"), role("APP_ADMIN"), app("Mail"))));
    expect(Object.keys(observed.unreadDirectAssignments ?? {})).toEqual(["USER_ADMIN", "APP_ADMIN"]);
    expect(observed.directAssignments).toEqual([]);
  });

  it("is not one where the user was deleted since the list", async () => {
    const subject = await start();
    const path = new RegExp(`users/${idOf(subject, "cyn")}/roles`);
    const body = { errorCode: "E0000007", errorSummary: "x", errorLink: "x", errorId: "x", errorCauses: [] };
    subject.sandbox.addFault({ fault: { kind: "rewrite", rewrite: () => ({ status: 404, body }) }, path });
    const observed = complete(await subject.reader.observe(scope(role("USER_ADMIN"))));
    expect(observed.unreadDirectAssignments).toEqual({});
    expect(observed.directAssignments?.map(({ account }) => account)).toEqual([idOf(subject, "ada")]);
  });

  it("makes the observation partial where the list of apps cannot be read", async () => {
    const subject = await start();
    subject.sandbox.addFault({ fault: { kind: "status", status: 403 }, path: /\/apps$/ });
    expect(await subject.reader.observe(scope(app("Wiki")))).toMatchObject({
      kind: "partial",
      unread: [{ scope: "the list of apps", reason: expect.stringMatching(/HTTP 403/) as string }],
    });
  });

  it("makes the observation partial where the list of apps ends too early", async () => {
    const subject = await start();
    subject.sandbox.addFault({ fault: rewriting((body: unknown[]) => body.slice(1)), path: /\/apps$/, times: 1 });
    expect(await subject.reader.observe(scope(app("Wiki")))).toMatchObject({
      kind: "partial",
      unread: [{ scope: "the list of apps", reason: expect.stringMatching(/omits 1 declared apps/) as string }],
    });
  });

  it("makes the observation partial where a holder of an app is not in the list of users", async () => {
    const subject = await start();
    const ada = idOf(subject, "ada");
    const fault = rewriting((body: { id: string }[]) => body.filter(({ id }) => id !== ada));
    subject.sandbox.addFault({ fault, path: /\/users$/, times: 1 });
    const reason = expect.stringMatching(/omits 1 accounts that are members of groups or have apps/) as string;
    expect(await subject.reader.observe(scope(app("Wiki")))).toMatchObject({
      unread: expect.arrayContaining([{ scope: "the list of users", reason }]) as unknown,
    });
  });

  it.each<[string, RegExp, (body: never) => unknown, RegExp]>([
    ["an empty entry", /apps\/.+\/users/, (body: unknown[]) => [null, ...body], /entry of Okta's list is empty/],
    [
      "an unknown scope",
      /apps\/.+\/users/,
      (body: object[]) => body.map((one) => ({ ...one, scope: "X" })),
      /scope "X"/,
    ],
    [
      "an unknown status",
      /apps\/.+\/users/,
      (body: object[]) => body.map((one) => ({ ...one, status: "X" })),
      /status "X"/,
    ],
    ["a page that is not a list", /assignees/, () => ({}), /not a list/],
    ["an empty assignee", /assignees/, (body: object) => ({ ...body, value: [null] }), /has no id/],
    [
      "a link that is not a URL",
      /assignees/,
      (body: object) => ({ ...body, _links: { next: { href: "x" } } }),
      /not a URL/,
    ],
    ["an empty role", /roles$/, (body: unknown[]) => [null, ...body], /has no id/],
    [
      "a role without an assignment type",
      /roles$/,
      (body: object[]) => body.map((one) => ({ ...one, assignmentType: undefined })),
      /assignment type/,
    ],
    ["roles that are not a list", /roles$/, () => ({}), /not a list/],
  ])("is reported for %s", async (_, path, rewrite, reason) => {
    const subject = await start();
    subject.sandbox.addFault({ fault: rewriting(rewrite), path });
    const { unreadDirectAssignments = {} } = complete(
      await subject.reader.observe(scope(app("Wiki"), role("USER_ADMIN"))),
    );
    expect(Object.values(unreadDirectAssignments)).toEqual([expect.stringMatching(reason)]);
  });

  it.each([
    ["leads back", (url: string) => `${url}/api/v1/iam/assignees/users?limit=100`, /links back/],
    ["leads to another server", () => "https://elsewhere.example/api/v1/iam/assignees/users", /another server/],
  ])("is reported for a link to the next assignees that %s", async (_, href, reason) => {
    const subject = await start();
    const fault = rewriting((body: object) => ({ ...body, _links: { next: { href: href(subject.url) } } }));
    subject.sandbox.addFault({ fault, path: /assignees/ });
    const { unreadDirectAssignments } = complete(await subject.reader.observe(scope(role("USER_ADMIN"))));
    expect(unreadDirectAssignments).toEqual({ USER_ADMIN: expect.stringMatching(reason) as string });
  });
});

describe("reading one", () => {
  it("finds an app by its exact label and a role by its type", async () => {
    const subject = await start();
    const read = (key: AssignableKey) => subject.reader.assignable?.(key);
    const target = appId(subject, "Wiki");
    expect(await read(app("Wiki"))).toEqual({ kind: "found", value: { kind: "app", id: target, name: "Wiki" } });
    expect(await read(app("wiki"))).toEqual({ kind: "absent" });
    expect(await read(role("USER_ADMIN"))).toMatchObject({ kind: "found", value: { id: "USER_ADMIN" } });
    expect(await read(role("User Administrator"))).toEqual({ kind: "absent" });
    expect(await read({ kind: "license", name: "a/b" })).toEqual({ kind: "absent" });
  });

  it("does not choose between two apps with one label", async () => {
    const subject = await start({ apps: [{ label: "Wiki" }, { label: "Wiki" }] });
    expect(await subject.reader.assignable?.(app("Wiki"))).toMatchObject({
      kind: "unknown",
      failure: { kind: "conflict" },
    });
  });

  it("reads the current state after a write", async () => {
    const subject = await start();
    const [target, account] = [appId(subject, "Wiki"), idOf(subject, "ada")];
    const read = () => subject.reader.directAssignment?.("app", target, account);
    expect(await read()).toMatchObject({ kind: "found", value: { profile: { role: "editor", seat: "7" } } });
    await perform(subject, { action: "app.update", app: target, account, profile: { seat: "8" } });
    expect(await read()).toMatchObject({ kind: "found", value: { profile: { role: "editor", seat: "8" } } });
  });

  it("does not know an assignment that Okta does not show, and finds none through a group", async () => {
    const subject = await start();
    const target = appId(subject, "Wiki");
    const read = (kind: "app" | "adminRole", of: string, name: string) =>
      subject.reader.directAssignment?.(kind, of, idOf(subject, name));
    expect(await read("app", target, "bob")).toEqual({ kind: "absent" });
    expect(await read("app", target, "dee")).toEqual({ kind: "absent" });
    expect(await read("adminRole", "HELP_DESK_ADMIN", "bob")).toEqual({ kind: "absent" });
    expect(await read("adminRole", "USER_ADMIN", "ada")).toMatchObject({ kind: "found" });
    expect(await subject.reader.directAssignment?.("app", "../users", "x")).toMatchObject({ kind: "unknown" });
    subject.sandbox.addFault({ fault: { kind: "status", status: 403 }, path: /apps|roles/ });
    const denied = { kind: "unknown", failure: { kind: "denied" } };
    expect(await read("app", target, "ada")).toMatchObject(denied);
    expect(await read("adminRole", "USER_ADMIN", "ada")).toMatchObject(denied);
  });
});

describe("writes of apps", () => {
  it("assign with a profile once, change attributes, and unassign once", async () => {
    const subject = await start();
    const [target, account] = [appId(subject, "Wiki"), idOf(subject, "dee")];
    const assign = { action: "app.assign", app: target, account, profile: { role: "editor", seat: "3" } } as const;
    expect(await perform(subject, assign, assign)).toEqual(["written", "already-so"]);
    expect(subject.state.usersOfApp(target)).toContainEqual({
      id: account,
      login: address("dee"),
      scope: "USER",
      profile: { role: "editor", seat: "3" },
    });
    const update = { action: "app.update", app: target, account, profile: { seat: null } } as const;
    expect(await perform(subject, update, update)).toEqual(["written", "already-so"]);
    expect(subject.state.usersOfApp(target).find(({ id }) => id === account)?.profile).toEqual({ role: "editor" });
    expect(await perform(subject, { ...assign, profile: { role: "reader" } })).toEqual(["conflict"]);
    const unassign = { action: "app.unassign", app: target, account } as const;
    expect(await perform(subject, unassign, unassign)).toEqual(["written", "already-so"]);
    expect(holdersOf(subject, target)).toEqual(["ada USER", "bob GROUP", "cyn USER"]);
  });

  it("do not touch an assignment through a group", async () => {
    const subject = await start();
    const [target, account] = [appId(subject, "Wiki"), idOf(subject, "bob")];
    const profile = { role: "editor" };
    for (const action of ["app.assign", "app.update"] as const)
      expect(await subject.writer.perform({ action, app: target, account, profile })).toMatchObject({
        failure: { kind: "conflict", message: expect.stringMatching(/through a group/) as string },
      });
    expect(await perform(subject, { action: "app.unassign", app: target, account })).toEqual(["already-so"]);
    expect(holdersOf(subject, target)).toContain("bob GROUP");
    expect(subject.sandbox.requests.filter(({ method }) => method !== "GET")).toEqual([]);
  });

  it("report that a group has the app where a direct assignment cannot be ended", async () => {
    const subject = await start();
    const unassign = { action: "app.unassign", app: appId(subject, "Wiki"), account: idOf(subject, "cyn") } as const;
    expect(await subject.writer.perform(unassign)).toMatchObject({
      failure: { kind: "conflict", message: expect.stringMatching(/remove the account from the group/) as string },
    });
    const group = subject.truth.group("Eng")?.id ?? "";
    await perform(subject, { action: "membership.remove", group, member: unassign.account });
    expect(await perform(subject, unassign)).toEqual(["written"]);
  });

  it("report a missing app, a deactivated account, an unknown attribute and an invalid id", async () => {
    const subject = await start();
    const [target, account] = [appId(subject, "Wiki"), idOf(subject, "dee")];
    const assign = { action: "app.assign", app: target, account, profile: {} } as const;
    const update = { ...assign, action: "app.update" } as const;
    const unknown = { ...assign, profile: { nonsense: "x" } };
    expect(await perform(subject, { ...assign, app: "0oaX" }, update, unknown, { ...assign, app: "../x" })).toEqual([
      "not-found",
      "not-found",
      "rejected",
      "rejected",
    ]);
    await perform(subject, { action: "account.deactivate", account });
    expect(await perform(subject, assign, { ...assign, action: "app.unassign" })).toEqual(["rejected", "already-so"]);
  });

  it("have an unknown outcome after a server failure, and are not repeated", async () => {
    const subject = await start();
    const [target, account] = [appId(subject, "Mail"), idOf(subject, "dee")];
    subject.sandbox.addFault({ fault: { kind: "status", status: 502 }, method: "POST" });
    expect(await perform(subject, { action: "app.assign", app: target, account, profile: {} })).toEqual([
      "outcome-unknown",
    ]);
    expect(subject.sandbox.requests.filter(({ method }) => method === "POST")).toHaveLength(1);
  });

  it("are not sent where the fence refuses", async () => {
    const subject = await start();
    const [target, account] = [appId(subject, "Mail"), idOf(subject, "dee")];
    const fence = { check: () => Promise.reject(new Error("no lease")), signal: new AbortController().signal };
    for (const write of [
      { action: "app.assign", app: target, account, profile: {} },
      { action: "admin-role.assign", role: "USER_ADMIN", account },
    ] as const)
      expect(outcome(await subject.writer.perform(write, fence))).toBe("not-sent");
    expect(subject.sandbox.requests.filter(({ method }) => method === "POST")).toEqual([]);
  });
});

describe("writes of administrator roles", () => {
  it("assign once and return the id of the assignment, by which they are ended once", async () => {
    const subject = await start();
    const account = idOf(subject, "dee");
    const assign = { action: "admin-role.assign", role: "USER_ADMIN", account } as const;
    const result = await subject.writer.perform(assign);
    const [held] = subject.state.adminRolesOf(address("dee"));
    expect([result, held?.type]).toEqual([{ kind: "written", id: held?.id }, "USER_ADMIN"]);
    expect(await perform(subject, assign)).toEqual(["already-so"]);
    const read = await subject.reader.directAssignment?.("adminRole", "USER_ADMIN", account);
    expect(read).toMatchObject({ kind: "found", value: { id: held?.id } });
    const unassign = {
      action: "admin-role.unassign",
      role: "USER_ADMIN",
      account,
      assignment: held?.id ?? "",
    } as const;
    expect(await perform(subject, unassign, unassign)).toEqual(["written", "already-so"]);
    expect(subject.state.adminRolesOf(address("dee"))).toEqual([]);
  });

  it("refuse to take a role from the account whose token is used", async () => {
    const subject = await start();
    const account = idOf(subject, "ada");
    const assignment = subject.state.adminRolesOf(address("ada")).find(({ type }) => type === "USER_ADMIN")?.id ?? "";
    subject.sandbox.addFault({ fault: rewriting(() => ({ id: account })), path: /\/users\/me$/ });
    expect(await perform(subject, { action: "admin-role.unassign", role: "USER_ADMIN", account, assignment })).toEqual([
      "rejected",
    ]);
    expect(subject.state.adminRolesOf(address("ada"))).toHaveLength(2);
  });

  it("end only the named assignment", async () => {
    const subject = await start();
    const account = idOf(subject, "ada");
    const assignment = subject.state.adminRolesOf(address("ada")).find(({ type }) => type === "USER_ADMIN")?.id ?? "";
    await perform(subject, { action: "admin-role.unassign", role: "USER_ADMIN", account, assignment });
    expect(subject.state.adminRolesOf(address("ada")).map(({ type }) => type)).toEqual(["APP_ADMIN"]);
  });

  it("report an unknown role, a missing or deactivated account, and a license", async () => {
    const subject = await start();
    const account = idOf(subject, "dee");
    const assign = { action: "admin-role.assign", role: "USER_ADMIN", account } as const;
    const outcomes = await perform(
      subject,
      { ...assign, role: "Night Watch" },
      { ...assign, account: "00uX" },
      { action: "license.assign", license: "a/b", account },
      { action: "account.deactivate", account },
      assign,
    );
    expect(outcomes).toEqual(["rejected", "not-found", "rejected", "written", "rejected"]);
  });
});
