import { describe, expect, it } from "vitest";
import { googleCandidate } from "../../contract/google-subject.ts";
import { startGoogle as start } from "../../contract/started-google.ts";
import { complete, scopeFor } from "../../contract/world.ts";
import {
  world,
  seed,
  plus,
  starter,
  contractors,
  serviceAccount,
  scope,
  license,
  adminRole,
  idOf,
  roleId,
  assignmentOf,
  sent,
  licensing,
  rolePaths,
  readingScopes,
  assignment,
  strangers,
} from "./direct-tenant.ts";

describe("observed licences and administrator roles in Google", () => {
  it("are read only where an entitlement declares them", async () => {
    const subject = await start(world, { seed });
    const observed = complete(await subject.reader.observe(scope()));
    expect([observed.assignables, observed.directAssignments, observed.unreadDirectAssignments]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    complete(await subject.reader.observe(scopeFor(googleCandidate)));
    expect([...sent(subject, licensing), ...sent(subject, rolePaths)]).toEqual([]);
    complete(await subject.reader.observe(scope(license(plus))));
    expect([sent(subject, licensing).length, sent(subject, rolePaths).length]).toEqual([1, 0]);
  });

  it("have their direct holders by account, suspended ones included", async () => {
    const subject = await start(world, { seed });
    const { assignables, directAssignments, unreadDirectAssignments } = complete(
      await subject.reader.observe(scope(license(plus), license(starter), adminRole(contractors))),
    );
    const role = roleId(subject);
    expect(assignables).toEqual([
      { kind: "license", id: plus, name: plus },
      { kind: "license", id: starter, name: starter },
      // To a group, for an organizational unit, and under a condition.
      { kind: "adminRole", id: role, name: contractors, otherAssignments: 3 },
    ]);
    const ada = idOf(subject, "ada");
    expect(directAssignments).toEqual([
      { kind: "license", target: plus, account: ada, id: null, profile: null },
      { kind: "license", target: plus, account: idOf(subject, "bob"), id: null, profile: null },
      { kind: "adminRole", target: role, account: ada, id: assignmentOf(subject, ada), profile: null },
      // The role of a service account is shown: it is not an account of the tenant.
      {
        kind: "adminRole",
        target: role,
        account: serviceAccount,
        id: assignmentOf(subject, serviceAccount),
        profile: null,
      },
    ]);
    expect(unreadDirectAssignments).toBeUndefined();
  });

  it("are absent where the tenant has no such product, SKU or role; names are compared exactly", async () => {
    const { reader } = await start(world, { seed });
    const { assignables, unreadDirectAssignments } = complete(
      await reader.observe(
        scope(
          license("Google-Apps/1"),
          license("Nothing/1010020020"),
          license("google-apps/1010020020"),
          adminRole("contractor admin"),
          adminRole("_SEED_ADMIN_ROLE"),
        ),
      ),
    );
    expect(assignables).toMatchObject([{ kind: "adminRole", name: "_SEED_ADMIN_ROLE" }]);
    expect(unreadDirectAssignments).toBeUndefined();
  });

  it("are read to the last page", async () => {
    const accounts = Array.from({ length: 205 }, (_, n) => ({ name: `p${n}` }));
    const users = accounts.map(({ name }) => `${name}@acme.example`);
    const many = {
      licenses: [{ product: "p", sku: "s", users }],
      roles: [{ roleName: "R", assignments: users.map((assignee) => ({ assignee })) }],
    };
    const { reader } = await start({ accounts }, { seed: many });
    const { directAssignments = [] } = complete(await reader.observe(scope(license("p/s"), adminRole("R"))));
    const of = (kind: string) =>
      new Set(directAssignments.filter((one) => one.kind === kind).map((one) => one.account));
    expect([of("license").size, of("adminRole").size]).toEqual([205, 205]);
  });

  it("that cannot be read concern themselves alone, and name the missing scope", async () => {
    const roles = "https://www.googleapis.com/auth/admin.directory.rolemanagement.readonly";
    const subject = await start(world, { seed, owner: { email: "r@acme.example", scopes: [...readingScopes, roles] } });
    const observed = complete(await subject.reader.observe(scope(license(plus), adminRole(contractors))));
    expect(Object.keys(observed.unreadDirectAssignments ?? {})).toEqual([plus]);
    expect(observed.unreadDirectAssignments?.[plus]).toMatch(
      /HTTP 403.*https:\/\/www\.googleapis\.com\/auth\/apps\.lic/,
    );
    expect(observed.assignables?.map(({ name }) => name)).toEqual([plus, contractors]);
    expect(observed.directAssignments?.some(({ kind }) => kind === "license")).toBe(false);

    const without = await start(world, { seed, owner: { email: "r@acme.example", scopes: readingScopes } });
    const { assignables, unreadDirectAssignments } = complete(
      await without.reader.observe(scope(adminRole(contractors))),
    );
    expect(assignables).toEqual([{ kind: "adminRole", name: contractors, id: contractors }]);
    expect(unreadDirectAssignments?.[contractors]).toMatch(/admin\.directory\.rolemanagement/);
  });

  it("make a snapshot of every group partial where they cannot be read", async () => {
    const { reader } = await start(world, { seed, owner: { email: "r@acme.example", scopes: readingScopes } });
    const observation = await reader.observe({ ...scope(license(plus)), allGroups: true });
    expect(observation).toMatchObject({
      kind: "partial",
      unread: [{ scope: `the holders of the licence "${plus}"`, reason: expect.stringMatching(/403/) as string }],
    });
  });

  it.each([
    ["a list of another kind", { kind: "admin#directory#users", items: [] }],
    ["a list of another SKU", { kind: "licensing#licenseAssignmentList", items: [assignment({ skuId: "other" })] }],
    [
      "a holder without an address",
      { kind: "licensing#licenseAssignmentList", items: [assignment({ userId: "123" })] },
    ],
    ["a holder that no account has", { kind: "licensing#licenseAssignmentList", items: [assignment({})] }],
    ["too many unknown holders", { kind: "licensing#licenseAssignmentList", items: strangers(11) }],
  ])("are unknown, not empty, after %s", async (_case, body) => {
    const subject = await start(world, { seed });
    subject.wire?.faultAnywhere({ kind: "rewrite", rewrite: () => ({ status: 200, body }) }, { path: licensing });
    const { directAssignments, unreadDirectAssignments } = complete(await subject.reader.observe(scope(license(plus))));
    expect([directAssignments, Object.keys(unreadDirectAssignments ?? {})]).toEqual([[], [plus]]);
  });

  it("show that the list of users is truncated", async () => {
    const subject = await start(world, { seed });
    const bob = idOf(subject, "bob");
    subject.wire?.fault("users", {
      kind: "rewrite",
      rewrite: ({ body, ...reply }) => {
        const { users = [], ...list } = body as { users?: { id: string }[] };
        return { ...reply, body: { ...list, users: users.filter(({ id }) => id !== bob) } };
      },
    });
    const observation = await subject.reader.observe(scope(license(plus)));
    expect(observation).toMatchObject({
      kind: "partial",
      unread: [{ scope: "the list of users", reason: expect.stringMatching(/omits bob@acme.example/) as string }, {}],
    });
  });

  it("find the account of a user who was renamed while it was read", async () => {
    const subject = await start(world, { seed });
    const renamed = { ...assignment({}), userId: "ada.old@acme.example" };
    const items = [renamed];
    subject.wire?.faultAnywhere(
      {
        kind: "rewrite",
        rewrite: () => ({ status: 200, body: { kind: "licensing#licenseAssignmentList", items } }),
      },
      { path: licensing },
    );
    const ada = idOf(subject, "ada");
    subject.wire?.faultAnywhere(
      { kind: "rewrite", rewrite: () => ({ status: 200, body: { id: ada } }) },
      { path: /users\/ada\.old@/ },
    );
    const { directAssignments } = complete(await subject.reader.observe(scope(license(plus))));
    expect(directAssignments).toMatchObject([{ account: ada }]);
  });

  it("cost one request for each list, in a quota of one request a second for licences", async () => {
    const subject = await start(world, { seed, licensesPerMinute: 60 });
    const many = Array.from({ length: 61 }, () => license(plus));
    const before = subject.clock.now();
    complete(await subject.reader.observe(scope(...many)));
    expect(sent(subject, licensing)).toHaveLength(61);
    expect(subject.clock.now() - before).toBeGreaterThanOrEqual(60_000);
    expect(subject.wire?.requests().filter(({ status }) => status === 503)).toEqual([]);
  });
});

describe("one licence or administrator role in Google", () => {
  it("is found by its name, or absent", async () => {
    const subject = await start(world, { seed });
    const read = (kind: "license" | "adminRole" | "app", name: string) => subject.reader.assignable?.({ kind, name });
    expect(await read("license", plus)).toEqual({ kind: "found", value: { kind: "license", id: plus, name: plus } });
    expect(await read("adminRole", contractors)).toMatchObject({ kind: "found", value: { id: roleId(subject) } });
    for (const [kind, name] of [
      ["license", "Google-Apps/1"],
      ["license", "Nothing/1"],
      ["adminRole", "Nothing"],
      ["app", "Git"],
    ] as const)
      expect(await read(kind, name), name).toEqual({ kind: "absent" });
    expect(await read("license", "no-sku")).toMatchObject({ kind: "unknown" });
    expect(await read("license", "a/../b")).toMatchObject({ kind: "unknown" });
  });

  it("is unknown after a refusal of the tenant or of the credential", async () => {
    const subject = await start(world, { seed });
    const refuse = (status: number, message: string, reason: string) =>
      subject.wire?.faultAnywhere(
        {
          kind: "rewrite",
          rewrite: () => ({ status, body: { error: { code: status, message, errors: [{ message, reason }] } } }),
        },
        { path: /licensing|roles/ },
      );
    for (const [status, message, reason] of [
      [400, "Invalid Input: customerId C0", "invalid"],
      [403, "Not Authorized to access this resource/api", "forbidden"],
      [404, "Resource Not Found: customer", "notFound"],
    ] as const) {
      refuse(status, message, reason);
      for (const key of [license(plus), adminRole(contractors)])
        expect(await subject.reader.assignable?.(key), message).toMatchObject({ kind: "unknown" });
      subject.wire?.clearFaults();
    }
  });

  it("is read by account: direct assignments alone", async () => {
    const subject = await start(world, { seed });
    const read = async (kind: "license" | "adminRole" | "app", target: string, account: string) =>
      (await subject.reader.directAssignment?.(kind, target, account))?.kind;
    const [ada, bob, eve] = ["ada", "bob", "eve"].map((name) => idOf(subject, name)) as [string, string, string];
    const role = roleId(subject);
    expect([await read("license", plus, ada), await read("license", plus, eve)]).toEqual(["found", "absent"]);
    expect(await subject.reader.directAssignment?.("adminRole", role, ada)).toEqual({
      kind: "found",
      value: { kind: "adminRole", target: role, account: ada, id: assignmentOf(subject, ada), profile: null },
    });
    // One organizational unit, a condition, and a group do not give the role itself.
    expect([await read("adminRole", role, bob), await read("adminRole", role, eve)]).toEqual(["absent", "absent"]);
    expect(await read("license", plus, "1000")).toBe("absent");
    expect(await read("license", plus, "ada@acme.example")).toBe("unknown");
    expect(await read("adminRole", contractors, ada)).toBe("unknown");
    expect(await read("app", "0oa1", ada)).toBe("absent");
  });

  it("is unknown where the answer is about another user", async () => {
    const subject = await start(world, { seed });
    subject.wire?.faultAnywhere(
      { kind: "rewrite", rewrite: () => ({ status: 200, body: assignment({}) }) },
      { path: licensing },
    );
    expect(await subject.reader.directAssignment?.("license", plus, idOf(subject, "ada"))).toMatchObject({
      kind: "unknown",
    });
  });
});
