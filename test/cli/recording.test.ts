import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { RecordedExchange } from "../../src/http/recording/recorded-exchange.ts";
import { aFolder, aSandbox, aSmallSandbox, type Sandboxed } from "../support/sandboxed.ts";

const filesIn = (folder: string): readonly string[] =>
  readdirSync(folder)
    .sort()
    .map((name) => join(folder, name));

const exchangesIn = (folder: string): readonly RecordedExchange[] =>
  filesIn(folder).map((file) => JSON.parse(readFileSync(file, "utf8")) as RecordedExchange);

/** The fields whose values name a person or a group. */
const nameFields =
  /^(login|email|secondEmail|primaryEmail|address|aliases|name|displayName|firstName|lastName|givenName|familyName|fullName|label|employeeNumber|value|description|holders)$/;

/** Returns every address, login, name and number that the servers hold. */
function personalTexts({ sandbox }: Sandboxed): readonly string[] {
  const texts = new Set<string>();
  const collect = (value: unknown, field: string): void => {
    if (typeof value === "string") {
      if (value.includes("@") || (nameFields.test(field) && value.length > 2)) texts.add(value);
    } else if (typeof value === "object" && value !== null) {
      for (const [name, inner] of Object.entries(value)) collect(inner, Array.isArray(value) ? field : name);
    }
  };
  for (const server of [sandbox.okta, sandbox.google]) collect(server.dump(), "");
  return [...texts];
}

describe("a recording", () => {
  it("holds every exchange of an apply, without a token, a name, a login or an address", async () => {
    const running = await aSandbox("repairable");
    const folder = join(aFolder(), "recording");
    const journal = join(aFolder(), "journal.jsonl");
    const { err } = await running.rolecall(["apply", "--yes", "--journal", journal, "--record", folder]);
    const exchanges = exchangesIn(folder);
    // The questions about the credential itself carry it in their address, and are not recorded.
    const questions = running.sandbox.google.count({ path: /tokeninfo/ });
    expect(exchanges).toHaveLength(running.requests() - questions);
    expect(running.writes()).toBeGreaterThan(0);
    expect(exchanges.filter(({ request }) => request.method !== "GET")).toHaveLength(running.writes());
    expect(err).toContain(`Recorded ${exchanges.length} exchanges in ${folder}. Names, logins and email addresses are`);
    const text = filesIn(folder)
      .map((file) => readFileSync(file, "utf8"))
      .join("\n");
    expect(text).not.toContain(running.sandbox.token);
    expect(text).not.toContain("127.0.0.1");
    const personal = personalTexts(running);
    expect(personal.length).toBeGreaterThan(100);
    const quoted = personal.filter(
      (one) => text.includes(JSON.stringify(one)) || text.includes(`/${encodeURIComponent(one)}`),
    );
    expect(quoted).toEqual([]);
    expect(text).not.toContain("@");
  });

  it("shows the ids, states, limits and pages that a bug report needs", async () => {
    const running = await aSmallSandbox();
    const folder = aFolder();
    await running.rolecall(["observe", "--record", folder]);
    const exchanges = exchangesIn(folder);
    const users = exchanges.find(({ request }) => request.path === "/api/v1/users");
    expect(users).toMatchObject({
      system: "okta",
      request: { method: "GET", query: { limit: "200" } },
      response: {
        status: 200,
        headers: { "x-rate-limit-limit": expect.any(String), "x-okta-request-id": expect.any(String) },
        links: [{ rel: "self", path: "/api/v1/users" }],
      },
      error: null,
    });
    const [first] = (users?.response?.body ?? []) as readonly Readonly<Record<"profile", Record<string, string>>>[];
    expect(first).toMatchObject({ id: expect.stringMatching(/^00u/), status: expect.stringMatching(/^[A-Z_]+$/) });
    expect(first?.profile["login"]).toMatch(/^~[0-9a-f]{12}$/);
    expect(first?.profile["login"]).toBe(first?.profile["email"]);
    expect(exchanges.some(({ system, request }) => system === "google" && request.path.endsWith("/users"))).toBe(true);
  });

  it("is written to a private folder, in private files", async () => {
    const running = await aSmallSandbox();
    const folder = join(aFolder(), "recording");
    await running.rolecall(["doctor", "--providers", "--record", folder]);
    const files = filesIn(folder);
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it("records an exchange without an answer", async () => {
    const running = await aSmallSandbox();
    running.sandbox.okta.addFault({ fault: { kind: "drop" }, path: "/api/v1/users", times: 1 });
    const folder = aFolder();
    await running.rolecall(["observe", "--record", folder]);
    const broken = exchangesIn(folder).filter(({ response }) => response === null);
    expect(broken).toMatchObject([{ system: "okta", error: expect.stringMatching(/^\w+$/) }]);
  });

  it("keeps names and addresses where --record-personal is given, and no token", async () => {
    const running = await aSmallSandbox();
    const folder = aFolder();
    const { err } = await running.rolecall(["observe", "--record", folder, "--record-personal"]);
    expect(err).toContain("They contain names, logins and email addresses");
    const text = filesIn(folder)
      .map((file) => readFileSync(file, "utf8"))
      .join("\n");
    expect(text).toContain("@");
    expect(text).not.toContain(running.sandbox.token);
  });

  it.each([
    ["a folder that is not empty", ["observe", "--record", "."], /is not empty/],
    [
      "an unattended run",
      ["apply", "--unattended", "--record", "new"],
      /--unattended cannot be combined with --record/,
    ],
    ["a plan from a snapshot", ["plan", "--observed", "x.json", "--record", "new"], /the providers are not read/],
    ["--record-personal alone", ["observe", "--record-personal"], /--record-personal needs --record/],
    ["a check of the repository", ["doctor", "--record", "new"], /--record needs --providers/],
  ])("is refused in %s", async (_what, argv, message) => {
    const running = await aSmallSandbox();
    const cwd = aFolder();
    mkdirSync(join(cwd, "access"));
    writeFileSync(join(cwd, "file"), "");
    const before = running.requests();
    const { code, err } = await running.rolecall(argv, { cwd });
    expect(code).toBe(64);
    expect(err.replaceAll(/\s+/g, " ")).toMatch(message);
    expect(running.requests()).toBe(before);
  });
});
