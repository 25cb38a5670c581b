import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import type { Exchange, SandboxRequest } from "../../src/sandbox/core/exchange.ts";
import { anOrg, aUser } from "../sandbox/okta/org.ts";
import { oktaRoutes } from "../../src/sandbox/okta/okta-sandbox.ts";
import { checkOktaExchanges, oktaDescription } from "./okta-openapi.ts";
import { createOpenApiChecker, type OpenApiChecker } from "./openapi-checker.ts";

/** A description of one list and one creation. One small exchange causes each kind of violation. */
const checker = createOpenApiChecker({
  paths: {
    "/things": {
      get: {
        parameters: [
          { name: "limit", in: "query", schema: { type: "integer" } },
          { $ref: "#/components/parameters/kind" },
        ],
        responses: {
          "200": {
            content: {
              "application/json": { schema: { type: "array", items: { $ref: "#/components/schemas/Thing" } } },
            },
          },
        },
      },
      post: {
        requestBody: {
          required: true,
          content: { "application/json": { schema: { $ref: "#/components/schemas/Thing" } } },
        },
        responses: { "204": { content: {} } },
      },
    },
    "/things/{id}": { delete: { responses: { "204": {} } } },
  },
  components: {
    parameters: { kind: { name: "kind", in: "query", required: true, schema: { type: "string", enum: ["a", "b"] } } },
    schemas: {
      Error: { type: "object", properties: { errorCode: { type: "string" } } },
      Named: { type: "object", properties: { name: { type: "string", minLength: 1 } } },
      Thing: {
        allOf: [
          { $ref: "#/components/schemas/Named" },
          { type: "object", properties: { at: { type: "string", format: "date-time", nullable: true } } },
        ],
      },
    },
  },
});

const groups = "/api/v1/groups";
type Request = Partial<SandboxRequest> & { search?: string };

const exchange = (request: Request, reply: Exchange["reply"], isFault = false) =>
  exchangeWith(checker, request, reply, isFault);

function exchangeWith(judge: OpenApiChecker, request: Request, reply: Exchange["reply"], isFault = false) {
  const { search = "", body, ...rest } = request;
  const full: SandboxRequest = {
    method: "GET",
    path: "/things",
    query: new URLSearchParams(search),
    headers: {},
    body,
    rawBody: body === undefined ? "" : JSON.stringify(body),
    origin: "http://127.0.0.1:1",
    inFlight: 1,
    ...rest,
  };
  return judge.check({ request: full, reply, isFault });
}

const list = { search: "kind=a" };

describe("the check of an exchange", () => {
  it("accepts an exchange that matches the description", () => {
    expect(exchange({ search: "kind=a&limit=3" }, { status: 200, body: [{ name: "x", at: null }, {}] })).toEqual([]);
    expect(exchange({ method: "POST", body: { name: "x" } }, { status: 204 })).toEqual([]);
    expect(exchange({ method: "DELETE", path: "//things/7" }, { status: 204 })).toEqual([]);
    expect(exchange(list, { status: 401, body: { errorCode: "E1" } })).toEqual([]);
  });

  it.each<[string, readonly string[], RegExp]>([
    ["a path", exchange({ path: "/thing" }, { status: 200 }), /no such operation/],
    ["a method", exchange({ method: "PUT" }, { status: 200 }), /no such operation/],
    ["an unknown parameter", exchange({ search: "kind=a&size=3" }, { status: 200, body: [] }), /size does not exist/],
    ["a missing parameter", exchange({}, { status: 200, body: [] }), /kind is missing/],
    ["a parameter's value", exchange({ search: "kind=c" }, { status: 200, body: [] }), /kind: .*allowed values/],
    ["a parameter's type", exchange({ search: "kind=a&limit=x" }, { status: 200, body: [] }), /limit: .*integer/],
    ["a missing body", exchange({ method: "POST" }, { status: 204 }), /body is missing/],
    ["an unexpected body", exchange({ ...list, body: {} }, { status: 200, body: [] }), /expected none/],
    ["a field of the body", exchange({ method: "POST", body: { name: "" } }, { status: 204 }), /\/name/],
    ["an unknown field of the body", exchange({ method: "POST", body: { nam: "x" } }, { status: 204 }), /nam"/],
    ["a status", exchange(list, { status: 202 }), /202 does not exist/],
    ["a response field", exchange(list, { status: 200, body: [{ at: "yesterday" }] }), /\/0\/at/],
    ["an unknown response field", exchange(list, { status: 200, body: [{ nam: "x" }] }), /nam"/],
    ["a response that must be empty", exchange({ method: "POST", body: {} }, { status: 204, body: { a: 1 } }), /empty/],
    ["a refusal's form", exchange(list, { status: 500, body: { error: "x" } }), /error"/],
  ])("reports %s that does not match", (_, problems, expected) => {
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(expected);
  });

  it("checks the request but not the response of an exchange with a fault", () => {
    expect(exchange(list, { status: 502, body: "<html>" }, true)).toEqual([]);
    expect(exchange({ search: "kind=c" }, { status: 502 }, true)).toHaveLength(1);
  });
});

describe("Okta's description", () => {
  it("is required: rejects a missing file and a file without operations", () => {
    expect(() => oktaDescription("/nowhere/okta.json")).toThrow("ENOENT");
    const withoutPaths = fileURLToPath(new URL("../../package.json", import.meta.url));
    expect(() => oktaDescription(withoutPaths)).toThrow("does not describe an operation");
  });

  it("has exactly the operations that the sandbox answers", () => {
    const unnamed = (operation: string): string => operation.replaceAll(/\{\w+\}/g, "{}");
    const answered = oktaRoutes.map(({ method, pattern }) => unnamed(`${method} /api/v1/${pattern}`));
    const described = Object.entries(oktaDescription().paths).flatMap(([path, item]) =>
      Object.keys(item)
        .filter((key) => key !== "parameters")
        .map((method) => unnamed(`${method.toUpperCase()} ${path}`)),
    );
    expect(described.sort()).toEqual([...answered].sort());
  });

  it.each<[string, Request, Exchange["reply"], RegExp]>([
    ["an unknown operation", { path: "/api/v1/printers" }, { status: 200, body: [] }, /no such operation/],
    ["an unknown query parameter", { search: "size=3" }, { status: 200, body: [] }, /size does not exist/],
    ["a limit above the maximum", { path: groups, search: "limit=10001" }, { status: 200, body: [] }, /limit: .*10000/],
    [
      "an unknown field of the request's body",
      { method: "POST", body: { profile: {}, groupsIds: [] } },
      { status: 200, body: {} },
      /request's body: .*groupsIds/,
    ],
    ["an unknown status of a user", {}, { status: 200, body: [{ status: "ASLEEP" }] }, /answer 200: \/0\/status/],
    ["an unknown field of the response", {}, { status: 200, body: [{ state: "ACTIVE" }] }, /answer 200: .*"state"/],
    [
      "an unknown administrator role",
      { path: "/api/v1/users/00u1/roles" },
      { status: 200, body: [{ type: "KING" }] },
      /answer 200: \/0\/type must be equal to one of the allowed values/,
    ],
    [
      "a field that only roles of another kind have",
      { path: "/api/v1/users/00u1/roles" },
      { status: 200, body: [{ type: "USER_ADMIN", role: "cr01" }] },
      /answer 200: .*"role"/,
    ],
    ["a misspelt field of a refusal", {}, { status: 403, body: { error: "E0000006" } }, /answer 403: .*"error"/],
  ])("reports %s", (_, request, reply, expected) => {
    const problems = exchangeWith(
      createOpenApiChecker(oktaDescription()),
      { path: "/api/v1/users", ...request },
      reply,
    );
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(expected);
  });

  it("allows only the fields of one alternative", () => {
    const update = (body: object): readonly string[] =>
      exchangeWith(
        createOpenApiChecker(oktaDescription()),
        { method: "POST", path: "/api/v1/apps/0oa1/users/00u1", body },
        { status: 200, body: {} },
      );
    expect(update({ profile: { role: "editor" } })).toEqual([]);
    expect(update({ scope: "USER" }).join()).toContain('"scope"');
  });

  it("reports a violation in an exchange of a running sandbox", async () => {
    const org = await anOrg();
    const check = checkOktaExchanges(org.sandbox);
    await org.get("printers");
    await org.get("users?size=3");
    expect(check.judged()).toBe(2);
    expect(check.violations()).toEqual([
      "GET /api/v1/printers: the description has no such operation",
      "GET /api/v1/users: the query parameter size does not exist",
    ]);
  });
});

describe("the Okta sandbox", () => {
  it("answers as Okta's description defines, including refusals", async () => {
    const rules = [{ name: "Sales", expression: 'user.department=="Sales"', groups: ["Ops"] }];
    const users = [aUser("ada", { profile: { badge: "7" } }), aUser("bob"), aUser("cyn", { status: "STAGED" })];
    const org = await anOrg({ users, groups: [{ name: "Eng", attributes: { cost: "1" } }, { name: "Ops" }], rules });
    const check = checkOktaExchanges(org.sandbox);
    const [ada, bob, cyn, eng, ops] = ["ada", "bob", "cyn", "Eng", "Ops"].map((name) => org.idOf(name));
    const expression = { type: "urn:okta:expression:1.0", value: 'user.title=="Lead"' };
    const rule = { type: "group_rule", name: "Leads", conditions: { expression } };
    const profile = { login: "dee@acme.example", email: "dee@acme.example", firstName: "Dee", lastName: "E" };
    const calls: readonly (readonly [string, string, unknown?])[] = [
      ["GET", "users?limit=1"],
      ["GET", `users?filter=${encodeURIComponent('status eq "ACTIVE"')}&limit=1`],
      ["GET", `users?search=${encodeURIComponent('profile.badge eq "7"')}&sortBy=profile.login&sortOrder=desc`],
      ["GET", "users?fields=id,status,profile:(login)"],
      ["POST", "users?activate=true", { profile, groupIds: [eng] }],
      ["POST", "users?activate=true", { profile }],
      ["GET", `users/${ada}`],
      ["GET", "users/nobody"],
      ["POST", `users/${ada}`, { profile: { title: "Lead" } }],
      ["PUT", `users/${bob}`, { profile: { ...profile, login: "bob@acme.example" } }],
      ["POST", `users/${cyn}/lifecycle/activate?sendEmail=false`],
      ["POST", `users/${cyn}/lifecycle/activate?sendEmail=true`],
      ["POST", `users/${ada}/lifecycle/suspend`],
      ["POST", `users/${ada}/lifecycle/suspend`],
      ["POST", `users/${ada}/lifecycle/unsuspend`],
      ["POST", `users/${ada}/lifecycle/unlock`],
      ["POST", `users/${ada}/lifecycle/expire_password`],
      ["POST", `users/${ada}/lifecycle/reset_password?sendEmail=false`],
      ["POST", `users/${ada}/lifecycle/reactivate?sendEmail=false`],
      ["POST", `users/${bob}/lifecycle/deactivate`],
      ["DELETE", `users/${ada}/sessions?oauthTokens=true`],
      ["GET", `users/${ada}/groups`],
      ["DELETE", `users/${bob}`],
      ["GET", "groups?limit=1&expand=stats"],
      ["GET", "groups?q=Eng"],
      ["POST", "groups", { profile: { name: "Law", description: "Reads it" } }],
      ["POST", "groups", { profile: { name: "Law" } }],
      ["GET", `groups/${eng}`],
      ["PUT", `groups/${ops}`, { profile: { name: "Operations" } }],
      ["PUT", `groups/${eng}/users/${ada}`],
      ["GET", `groups/${eng}/users?limit=1`],
      ["DELETE", `groups/${eng}/users/${ada}`],
      ["PUT", `groups/${org.idOf("Everyone")}/users/${ada}`],
      ["GET", "groups/rules?expand=groupIdToGroupNameMap"],
      ["POST", "groups/rules", { ...rule, actions: { assignUserToGroups: { groupIds: [eng] } } }],
    ];
    const statuses = new Set<number>();
    for (const [method, path, body] of calls) statuses.add((await org.call(method, path, body)).status);
    const created = org.state.rules().find(({ name }) => name === "Leads")!;
    for (const [method, path] of [
      ["POST", `groups/rules/${created.id}/lifecycle/activate`],
      ["POST", `groups/rules/${created.id}/lifecycle/deactivate`],
      ["GET", `groups/rules/${created.id}`],
      ["DELETE", `groups/rules/${created.id}?removeUsers=true`],
      ["DELETE", `groups/${eng}`],
    ] as const)
      statuses.add((await org.call(method, path)).status);
    expect(statuses).toEqual(new Set([200, 202, 204, 400, 403, 404, 501]));
    expect(check.violations()).toEqual([]);
    expect(check.judged()).toBe(calls.length + 5);
  });
});
