import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { schemaProblems } from "../../src/formats/validators.ts";
import { rolecall } from "../support/cli.ts";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A copy of the sample company that a test may change. */
function aCompany(): string {
  const root = mkdtempSync(join(tmpdir(), "rolecall-test-"));
  folders.push(root);
  cpSync("access", join(root, "access"), { recursive: true });
  return root;
}

const at = ["--at", "2026-12-01T09:00:00Z"];

describe("validate", () => {
  it("returns 0 for the sample company and counts its documents", async () => {
    const { code, out } = await rolecall(["validate", ...at]);
    expect(code).toBe(0);
    expect(out).toMatch(/\d+ users, \d+ roles, \d+ entitlements, \d+ grants: 1 note\.\n$/);
  });

  it("prints JSON that matches its schema", async () => {
    const { out } = await rolecall(["validate", ...at, "--json"]);
    expect(schemaProblems("validate", JSON.parse(out))).toEqual([]);
  });

  it("reports file, line, column, reason and remedy of a misspelt field, and returns 3", async () => {
    const root = aCompany();
    writeFileSync(join(root, "access/rolecall.yaml"), `${readFileSync("access/rolecall.yaml", "utf8")}memeber: 1\n`);
    const { code, out, err } = await rolecall(["validate", ...at, "--root", root]);
    expect(code).toBe(3);
    expect(out).toMatch(/error: schema\/unknown-field {2}access\/rolecall\.yaml:\d+:1\n {2}.*memeber.*\n {2}Fix: /);
    expect(err).toBe("Rules and tests run after these errors are corrected, and may report more findings.\n");
  });

  it("returns 3 at a lower severity with --fail-on", async () => {
    expect((await rolecall(["validate", ...at, "--fail-on", "note"])).code).toBe(3);
  });

  it("rejects an instant without a zone", async () => {
    const { code, err } = await rolecall(["validate", "--at", "2026-12-01"]);
    expect([code, err]).toEqual([
      64,
      "rolecall: --at 2026-12-01: expected an instant with a zone, such as 2026-12-01T15:00:00Z\n",
    ]);
  });
});

describe("the questions", () => {
  it("print the role's file and line for why", async () => {
    const { code, out } = await rolecall(["why", "ada-lovelace", "google/eng-all", ...at, "--json"]);
    expect(code).toBe(0);
    const answer = JSON.parse(out);
    expect(schemaProblems("why", answer)).toEqual([]);
    expect(answer.holds).toBe(true);
    const line = readFileSync(answer.because[0].file, "utf8").split("\n")[answer.because[0].line - 1];
    expect(line).toMatch(/^birthright:/);
  });

  it("report an entitlement that the user does not hold, with 0", async () => {
    const { code, out } = await rolecall(["why", "ada-lovelace", "okta/erp-payment-approve", ...at]);
    expect([code, out.split("\n")[0]]).toEqual([
      0,
      "ada-lovelace does not have okta/erp-payment-approve at 2026-12-01 10:00 Europe/Berlin.",
    ]);
  });

  it("print a start only while it is in the future, and how to list future holders", async () => {
    const held = await rolecall(["why", "ada-lovelace", "google/eng-all", ...at]);
    expect(held.out).toMatch(/ {2}by birthright of the role engineer, since[^,]+, without an expiry date\n/);
    const later = await rolecall(["why", "ada-lovelace", "okta/prod-db-admin", ...at]);
    expect(later.out).toContain(
      "Later:\n  by the grant, from 2031-03-15 07:00 Europe/Berlin, until 2031-03-15 11:00 Europe/Berlin\n",
    );
    const nobody = await rolecall(["who", "okta/prod-db-admin", ...at]);
    const upcoming = await rolecall(["what", "luca-moretti", "--all", ...at]);
    expect(upcoming.out).toMatch(
      /^luca-moretti is upcoming at 2026-12-01 10:00 Europe\/Berlin and has or will have [1-9]\d* entitlements\.\n/,
    );
    expect(nobody.out).toContain(
      ": 0 users. To see who will have it later, run: rolecall who okta/prod-db-admin --all\n",
    );
  });

  it("print JSON that matches the schemas for who and what", async () => {
    const who = await rolecall(["who", "okta/prod-db-admin", "--all", ...at, "--json"]);
    expect(schemaProblems("who", JSON.parse(who.out))).toEqual([]);
    const what = await rolecall(["what", "ada-lovelace", ...at, "--json"]);
    expect(schemaProblems("what", JSON.parse(what.out))).toEqual([]);
    expect(JSON.parse(what.out).state).toBe("active");
  });

  it("suggest similar names", async () => {
    const { code, err } = await rolecall(["what", "ada-lovelac", ...at]);
    expect([code, err]).toEqual([64, "rolecall: unknown user ada-lovelac; did you mean ada-lovelace?\n"]);
    const part = await rolecall(["what", "ada", ...at]);
    expect([part.code, part.err]).toEqual([64, "rolecall: unknown user ada; did you mean ada-lovelace?\n"]);
  });

  it.each([
    [["who", "crm"], "unknown entitlement crm; did you mean okta/crm?"],
    [["who", "on-call"], "unknown entitlement on-call; on-call is a role"],
    [
      ["why", "ada.lovelace@acme.example", "okta/crm"],
      "unknown user ada.lovelace@acme.example; did you mean ada-lovelace?",
    ],
    [["why", "ada-lovelace", "crm"], "unknown entitlement crm; did you mean okta/crm?"],
    [["what", "Ada Lovelace"], "unknown user Ada Lovelace; did you mean ada-lovelace?"],
    [["what", "okta/crm"], "unknown user okta/crm; okta/crm is an entitlement"],
    [["handover", "Grace Hopper"], "unknown user Grace Hopper; did you mean grace-hopper?"],
    [["plan", "--target", "crm"], "--target crm: expected the id of a user or an entitlement; did you mean okta/crm?"],
    [
      ["plan", "--target", "on-call"],
      "--target on-call: expected the id of a user or an entitlement; on-call is a role",
    ],
    [
      ["explain", "too-long"],
      "unknown code too-long; did you mean lp/too-long, waiver/too-long? (rolecall explain lists them)",
    ],
    [
      ["explain", "LP/Orphan-Acount"],
      "unknown code LP/Orphan-Acount; did you mean lp/orphan-account? (rolecall explain lists them)",
    ],
    [
      ["explain", "orphan-acount"],
      "unknown code orphan-acount; did you mean lp/orphan-account? (rolecall explain lists them)",
    ],
  ])("suggest a name in another form or of another kind: %j", async (argv, message) => {
    const more = argv[0] === "explain" ? [] : at;
    expect(await rolecall([...argv, ...more])).toMatchObject({ code: 64, err: `rolecall: ${message}\n` });
  });

  it("are not answered while the files have errors", async () => {
    const root = aCompany();
    writeFileSync(join(root, "access/users/broken.yaml"), "id: [\n");
    const { code, out, err } = await rolecall(["what", "ada-lovelace", ...at, "--root", root]);
    expect([code, out]).toEqual([3, ""]);
    expect(err).toContain("The files have errors, so the assignments are unknown.");
  });
});

describe("test, explain and help", () => {
  it("list the result of each policy test", async () => {
    const { code, out } = await rolecall(["test", ...at]);
    expect(code).toBe(0);
    expect(out).toMatch(/^ok {4} .+/);
    expect(out).toMatch(/(\d+) of \1 policy tests passed\.\n$/);
    expect(schemaProblems("test", JSON.parse((await rolecall(["test", ...at, "--json"])).out))).toEqual([]);
  });

  it("print the page of a code, and suggest similar codes", async () => {
    expect((await rolecall(["explain", "lp/too-long"])).out).toMatch(/Why it matters: .+\nWhat to do: {5}.+/);
    const family = (await rolecall(["explain", "guard"])).out.trimEnd().split("\n");
    expect(family.length).toBeGreaterThan(3);
    expect(family.every((line) => line.startsWith("guard/"))).toBe(true);
    const { code, err } = await rolecall(["explain", "lp/to-long"]);
    expect([code, err]).toEqual([
      64,
      "rolecall: unknown code lp/to-long; did you mean lp/too-long? (rolecall explain lists them)\n",
    ]);
  });

  it("print examples for every command in help", async () => {
    const { out } = await rolecall(["--help"]);
    const commands = [...out.matchAll(/^ {2}(\w[\w-]*)/gm)].map(([, name]) => name ?? "");
    expect(commands).toContain("plan");
    for (const command of commands.filter((name) => name !== "help"))
      expect((await rolecall([command, "--help"])).out, command).toContain("Examples:\n  $ rolecall");
  });

  it("reject an unknown command, flag or format and suggest the most similar one", async () => {
    const command = await rolecall(["aply"]);
    expect([command.code, command.err]).toEqual([64, expect.stringContaining("Did you mean apply?")]);
    const flag = await rolecall(["plan", "--detaild-exitcode"]);
    expect([flag.code, flag.err]).toEqual([64, expect.stringContaining("--detailed-exitcode")]);
    expect((await rolecall(["plan", "--format", "xml"])).code).toBe(64);
    const argument = await rolecall(["why", "ada-lovelace"]);
    expect([argument.code, argument.err]).toEqual([64, expect.stringContaining("rolecall why --help")]);
  });
});
