import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { rolecall } from "../support/cli.ts";
import { aMemoryWorkplace, runRequest, formed, anOffice, write } from "./request-scenario.ts";

const form = ".github/ISSUE_TEMPLATE/access-request.yml";

/** The body that GitHub generates from the form. */
function aBody(answers: Readonly<Record<string, string>> = {}): string {
  const filled = {
    "What is needed": "okta/prod-db-admin: prod-db-admin (critical, 4 hours at most)",
    "For whom": "_No response_",
    Reason: "Migrate the orders database",
    Ticket: "INC-1234",
    Until: "_No response_",
    ...answers,
  };
  return Object.entries(filled)
    .map(([label, answer]) => `### ${label}\n\n${answer}`)
    .join("\n\n");
}

/** An issue by Aoife's account. */
async function byIssue(body: string, options: Readonly<Record<string, string>> = {}) {
  const { root, repository } = aMemoryWorkplace("workflow@ci.example");
  write(root, "issue.md", body);
  const result = await runRequest({
    root,
    fromIssue: join(root, "issue.md"),
    author: "bob",
    authorId: "12",
    ...options,
  });
  return { ...result, repository, branches: repository.branches() };
}

describe("a request from an issue", () => {
  it("is for its author and until the longest end by default", async () => {
    const { code, repository, branches } = await byIssue(aBody());
    expect(code).toBe(0);
    const branch = "request/aoife-byrne/okta/prod-db-admin";
    expect(branches).toContain(branch);
    expect(repository.show(branch, `access/grants/okta/prod-db-admin/aoife-byrne.yaml`)).toBe(
      [
        "user: aoife-byrne",
        "entitlement: okta/prod-db-admin",
        "reason: Migrate the orders database",
        "ticket: INC-1234",
        "expires: 2026-12-01T13:00:00Z",
        "",
      ].join("\n"),
    );
  });

  it("records its author when it is for another user", async () => {
    const { code, repository } = await byIssue(aBody({ "For whom": "ada-lovelace", Until: "PT1H" }));
    expect(code).toBe(0);
    const branch = "request/ada-lovelace/okta/prod-db-admin";
    expect(repository.messageOf(branch)).toContain("Requested-by: aoife-byrne");
    expect(repository.show(branch, `access/grants/okta/prod-db-admin/ada-lovelace.yaml`)).toContain(
      "expires: 2026-12-01T10:00:00Z",
    );
  });

  it("accepts a role and a day", async () => {
    const { code, repository } = await byIssue(
      aBody({ "What is needed": "role:on-call: On call (low)", Until: "2026-12-31" }),
    );
    expect(code).toBe(0);
    expect(
      repository.show("request/aoife-byrne/roles/on-call", "access/grants/roles/on-call/aoife-byrne.yaml"),
    ).toContain("expires: 2026-12-31");
  });

  it("identifies the author by the account's id, not by the login", async () => {
    const { code, repository } = await byIssue(aBody(), { author: "ada" });
    expect(code).toBe(0);
    expect(repository.messageOf("request/aoife-byrne/okta/prod-db-admin")).toContain("Requested-by: aoife-byrne");
  });

  it.each([
    ["by an account that no user has pinned", aBody(), { authorId: "999" }, "no user has the account 999 (bob) pinned"],
    ["with a login in the place of the id", aBody(), { authorId: "ada" }, "--author-id NUMBER"],
    ["with an id that only looks like one", aBody(), { authorId: "12e0" }, "--author-id NUMBER"],
    [
      "with more options on the command line",
      aBody(),
      { for: "ada-lovelace", reason: "Because" },
      "--from-issue cannot be combined with: for, reason",
    ],
    [
      "with additional headings",
      aBody({ Reason: "x\n\n### For whom\n\nada-lovelace" }),
      {},
      "each once and in this order",
    ],
    [
      "for an unknown user",
      aBody({ "For whom": "ada-lovelance" }),
      {},
      "--for: unknown user ada-lovelance; did you mean ada-lovelace?",
    ],
    ["for a path", aBody({ "For whom": "../../../rolecall" }), {}, "--for: unknown user ../../../rolecall"],
    ["for an unknown entitlement", aBody({ "What is needed": "okta/root" }), {}, "unknown entitlement okta/root"],
    [
      "for an entitlement that is not requestable for its author",
      aBody({ "What is needed": "okta/vendor-create" }),
      {},
      "is only requestable for users with kind employee, department Finance",
    ],
    ["until an invalid day", aBody({ Until: "indefinite" }), {}, "--expires indefinite: expected a day"],
    ["that is huge", aBody({ Reason: "x".repeat(100_000) }), {}, "The text is too long"],
  ] as const)("%s is rejected and leaves no branch", async (_, body, options, message) => {
    const { code, problem, branches } = await byIssue(body, options);
    expect(code).toBe(64);
    expect(problem).toContain(message);
    expect(branches).toEqual(["main"]);
  });

  it("writes hostile text as one line", async () => {
    const reason = "a: b # $(touch x) `id` ${{ secrets.X }} <!-- @acme/security --> ::add-mask::x";
    const { code, repository } = await byIssue(aBody({ Reason: reason }));
    expect(code).toBe(0);
    const text =
      repository.show("request/aoife-byrne/okta/prod-db-admin", "access/grants/okta/prod-db-admin/aoife-byrne.yaml") ??
      "";
    expect(parse(text)).toEqual({
      user: "aoife-byrne",
      entitlement: "okta/prod-db-admin",
      reason,
      ticket: "INC-1234",
      expires: "2026-12-01T13:00:00Z",
    });
  });

  it("reports a body that cannot be read", async () => {
    const { root } = aMemoryWorkplace();
    const { code, problem } = await runRequest({ root, fromIssue: join(root, "none.md"), authorId: "12" });
    expect(code).toBe(1);
    expect(problem).toContain("the issue's text cannot be read");
  });
});

describe("the answer on an issue", () => {
  it.each([
    ["without an issue's form", {}],
    ["without opening anything", { fromIssue: "issue.md" }],
  ])("%s is rejected", async (_, options) => {
    const { root } = aMemoryWorkplace();
    const { code, problem } = await runRequest({ root, issue: "7", ...options });
    expect([code, problem]).toEqual([64, expect.stringContaining("--issue needs --from-issue and --open")]);
  });

  it("rejects a missing number or GitHub setting before anything is written", async () => {
    const env = { GITHUB_TOKEN: "ghs_app-token", GITHUB_REPOSITORY: "acme/access" };
    const { root, repository } = aMemoryWorkplace();
    const from = { root, fromIssue: "issue.md", authorId: "12", open: true };
    expect((await runRequest({ ...from, issue: "7; x" }, { env })).problem).toBe(
      "--issue 7; x: expected the number of an issue",
    );
    expect((await runRequest({ ...from, issue: "7" })).problem).toContain("--open needs GITHUB_TOKEN");
    expect(repository.branches()).toEqual(["main"]);
  });
});

describe("request-form", () => {
  it("writes the form from the catalogue with the same bytes each time", async () => {
    const root = anOffice();
    const first = await formed({ root });
    expect([first.code, first.out]).toEqual([0, `${form}: 7 choices, written.\n`]);
    const text = readFileSync(join(root, form), "utf8");
    expect(parse(text).body[1].attributes.options[2]).toBe(
      "okta/prod-db-admin: prod-db-admin (critical, 4 hours at most)",
    );
    expect((await formed({ root })).out).toBe(`${form}: 7 choices, unchanged.\n`);
    expect(readFileSync(join(root, form), "utf8")).toBe(text);
  });

  it("returns 3 for an outdated form with --check, and writes nothing", async () => {
    const root = anOffice();
    const { code, err } = await formed({ root, check: true });
    expect([code, err]).toEqual([3, `${form} is out of date. Run: rolecall request-form\n`]);
    await formed({ root });
    expect((await formed({ root, check: true })).code).toBe(0);
    write(root, form, `${readFileSync(join(root, form), "utf8")}\n`);
    expect((await formed({ root, check: true })).code).toBe(3);
  });

  it("writes the catalogue beside a form with too many choices for a list, and checks both", async () => {
    const root = anOffice();
    const account = readFileSync(join(root, "access/entitlements/okta/wiki.yaml"), "utf8");
    for (let number = 0; number < 101; number += 1)
      write(
        root,
        `access/entitlements/okta/app-${number}.yaml`,
        account.replace(/^id: .*$/m, `id: app-${number}`).replace(/group: .*/, `group: app-${number} }`),
      );
    const { out, err } = await formed({ root });
    expect([err.slice(0, 500), out]).toEqual([
      "",
      `${form}: 108 choices, written.\naccess/CATALOGUE.md: 108 choices, written.\n`,
    ]);
    expect((await formed({ root, check: true })).out).toBe(`${form} and access/CATALOGUE.md are up to date.\n`);
    write(root, "access/CATALOGUE.md", "# Old\n");
    expect((await formed({ root, check: true })).err).toContain("access/CATALOGUE.md is out of date.");
    expect((await rolecall(["validate", "--root", root])).code).toBe(0);
  });

  it("writes no form for files with errors or without requestable entitlements", async () => {
    const root = anOffice();
    for (const id of ["account", "payment-approve", "prod-db-admin", "vendor-create", "vpn", "wiki"]) {
      const path = `access/entitlements/okta/${id}.yaml`;
      const text = readFileSync(join(root, path), "utf8").replace(/requestable: .*\n/, "");
      write(root, path, `${text}requestable: false\n`);
    }
    rmSync(join(root, "access/roles/on-call.yaml"));
    const empty = await formed({ root });
    expect([empty.code, empty.err]).toEqual([
      3,
      "No entitlement or role under access/ is requestable, so no form was generated.\n",
    ]);
    write(root, "access/roles/broken.yaml", "id: [");
    const broken = await formed({ root });
    expect(broken.code).toBe(3);
    expect(broken.err).toContain("so the form cannot be generated");
    expect(existsSync(join(root, form))).toBe(false);
  });

  it("reports that the form of this repository is up to date", async () => {
    expect((await formed({ root: ".", check: true })).code).toBe(0);
  });
});
