import { describe, expect, it } from "vitest";
import { pseudonymsOf } from "../../../src/http/recording/pseudonym.ts";
import { recordedExchange } from "../../../src/http/recording/recorded-exchange.ts";
import type { HttpExchange } from "../../../src/ports/recording.ts";

const pseudonym = (text: string): string => `~${text.length}`;

function recorded(changes: Partial<HttpExchange>, headers: Readonly<Record<string, string>> = {}) {
  return recordedExchange(
    {
      system: "okta",
      method: "GET",
      url: "https://acme.okta.example/api/v1/users",
      requestBody: undefined,
      status: 200,
      header: (name) => headers[name] ?? null,
      body: undefined,
      error: null,
      sentAt: Date.parse("2027-01-04T09:00:00Z"),
      milliseconds: 12,
      ...changes,
    },
    1,
    pseudonym,
  );
}

describe("a recorded URL", () => {
  it.each([
    ["/api/v1/users/00u1a2b3c4d5e6f7g8h9", "/api/v1/users/00u1a2b3c4d5e6f7g8h9"],
    ["/api/v1/users/ada%40acme.example", "/api/v1/users/~16"],
    ["/admin/directory/v1/groups/sales@acme.example/members/123456", "/admin/directory/v1/groups/~18/members/123456"],
    [
      "/apps/licensing/v1/product/Google-Apps/sku/1010020020/user/a@b.example",
      "/apps/licensing/v1/product/Google-Apps/sku/1010020020/user/~11",
    ],
  ])("of %s has the path %s", (path, expected) => {
    expect(recorded({ url: `https://acme.okta.example${path}` }).request.path).toBe(expected);
  });

  it.each([
    ["limit=200&after=abc", { limit: "200", after: "~3" }],
    ['filter=status eq "DEPROVISIONED"', { filter: 'status eq "DEPROVISIONED"' }],
    ['search=profile.employeeNumber eq "4711"', { search: 'profile.employeeNumber eq "~4"' }],
    ['search=(profile.login eq "ada" or id eq "00u1")', { search: '(profile.login eq "~3" or id eq "00u1")' }],
    ["search=ada lovelace", { search: "~12" }],
    ['filter=status eq "a@b.example"', { filter: 'status eq "~11"' }],
    ["query=email:ada*", { query: "~10" }],
    ["fields=users(id,name)", { fields: "users(id,name)" }],
  ])("with %s has the parameters %j", (query, expected) => {
    expect(recorded({ url: `https://acme.okta.example/api/v1/users?${query}` }).request.query).toEqual(expected);
  });
});

describe("a recorded answer", () => {
  it("has the listed headers and the links without their host", () => {
    const { response } = recorded(
      {},
      {
        link: '<https://acme.okta.example/api/v1/users?after=x&limit=2>; rel="next", <https://evil.example/api/v1/users>; rel="other"',
        "x-rate-limit-remaining": "41",
        "set-cookie": "sid=secret",
        date: "Mon, 04 Jan 2027 09:00:00 GMT",
      },
    );
    expect(response?.headers).toEqual({ "x-rate-limit-remaining": "41", date: "Mon, 04 Jan 2027 09:00:00 GMT" });
    expect(response?.links).toEqual([
      { rel: "next", path: "/api/v1/users", query: { after: "~1", limit: "2" } },
      { rel: "other", path: "/api/v1/users", query: {}, isForeign: true },
    ]);
  });

  it("has ids and states, pseudonyms for names, and only the kind of every other value", () => {
    const body = [
      {
        id: "00u1",
        status: "ACTIVE",
        profile: { login: "ada@acme.example", nickName: "Countess", shoeSize: 38, "a b": "x" },
        credentials: { password: { value: "hunter2hunter2" }, provider: { type: "OKTA" } },
        _links: { self: { href: "https://acme.okta.example/api/v1/users/00u1a" } },
      },
      null,
    ];
    expect(recorded({ body }).response?.body).toEqual([
      {
        id: "00u1",
        status: "ACTIVE",
        profile: { login: "~16", nickName: "(text)", shoeSize: "(number)", "~3": "(text)" },
        credentials: "(hidden)",
        _links: { self: { href: { path: "/api/v1/users/00u1a", query: {} } } },
      },
      null,
    ]);
  });

  it("does not quote an address in a field of states, or the text of an error", () => {
    const body = { status: "ada@acme.example", errorCode: "E0000007", errorSummary: "Not found: ada@acme.example" };
    expect(recorded({ body }).response?.body).toEqual({ status: "~16", errorCode: "E0000007", errorSummary: "(text)" });
  });

  it("has the length of a text that is not JSON", () => {
    expect(recorded({ body: "access_token=abc" }).response?.body).toBe("(text of 16 characters)");
  });

  it("is null where there was none, with the code of the error", () => {
    expect(recorded({ status: null, error: "ECONNRESET" })).toMatchObject({ response: null, error: "ECONNRESET" });
  });
});

describe("a pseudonym", () => {
  it("is the same for equal texts of one recording, and another in the next one", () => {
    const [one, two] = [pseudonymsOf(new Uint8Array([1])), pseudonymsOf(new Uint8Array([2]))];
    expect(one("Ada@acme.example")).toBe(one("ada@acme.example"));
    expect(one("ada")).not.toBe(one("bob"));
    expect(one("ada")).not.toBe(two("ada"));
  });
});
