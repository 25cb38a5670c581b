import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { diff, type DiffOptions } from "../../src/cli/commands/diff.ts";
import { schemaProblems } from "../../src/formats/validators.ts";
import { aClockFrom } from "../support/clock.ts";
import { aRepository } from "../support/repository.ts";

/** What `rolecall diff` says in a repository. */
async function diffIn(root: string, options: Partial<DiffOptions> = {}) {
  const out: string[] = [];
  const err: string[] = [];
  const code = await diff(
    { root, base: "HEAD", at: "2026-12-01T09:00:00Z", format: "text", failOn: "error", ...options },
    {
      cwd: root,
      env: {},
      clock: aClockFrom(Date.parse("2026-12-01T09:00:00Z")),
      random: () => 0.5,
      out: (text) => void out.push(text),
      err: (text) => void err.push(text),
      isInteractive: false,
      ask: async () => "",
      signal: new AbortController().signal,
    },
  );
  return { code, out: out.join(""), err: err.join("") };
}

function write(root: string, path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

function edit(root: string, path: string, from: RegExp | string, to: string): void {
  const before = readFileSync(join(root, path), "utf8");
  const after = before.replace(from, to);
  if (after === before) throw new Error(`${path} does not hold ${from}`);
  writeFileSync(join(root, path), after);
}

const grant = "access/grants/okta/deal-desk/sofie-jansen.yaml";
const grantText = "user: sofie-jansen\nentitlement: okta/deal-desk\nreason: Prices the autumn tenders\n";
const prodGrant = "access/grants/okta/prod-db-admin/ada-lovelace.yaml";

describe("rolecall diff", () => {
  it("says that nothing changes where nothing does", async () => {
    const { root } = aRepository();
    const { code, out } = await diffIn(root);
    expect(code).toBe(0);
    expect(out).toMatch(/^Nobody gains or loses anything.*\nDigest: sha256:[0-9a-f]{64}\n$/);
  });

  it("names who gains what until when, by which file and line, and who has to approve", async () => {
    const { root } = aRepository();
    write(root, grant, `${grantText}expires: 2027-03-01T18:00:00Z\n`);
    const { code, out } = await diffIn(root);
    expect(code).toBe(0);
    expect(out).toContain("Sofie Jansen (sofie-jansen)\n");
    expect(out).toMatch(
      new RegExp(`\\+ gains okta/deal-desk \\(\\w+\\) until 2027-03-01 18:00 UTC, by the grant \\(${grant}:1\\)\n`),
    );
    expect(out).toMatch(/Who has to approve:\n {2}okta\/deal-desk for sofie-jansen: .*\n {4}one of /);
    expect(out).toContain("1 user: 1 gain.");
  });

  it("tells longer from shorter, and what was before", async () => {
    const { root, commit } = aRepository();
    write(root, grant, `${grantText}expires: 2027-03-01T18:00:00Z\n`);
    commit("Give");
    edit(root, grant, "2027-03-01", "2027-04-01");
    expect((await diffIn(root)).out).toMatch(
      /~ keeps for longer okta\/deal-desk \(\w+\) until 2027-04-01 18:00 UTC, instead of until 2027-03-01 18:00 UTC/,
    );
    edit(root, grant, "2027-04-01", "2027-02-01");
    expect((await diffIn(root)).out).toMatch(/~ keeps for less long okta\/deal-desk .* until 2027-02-01 18:00 UTC/);
    edit(root, grant, "expires: 2027-02-01", "starts: 2027-02-01T00:00:00Z\nexpires: 2027-05-01");
    expect((await diffIn(root)).out).toMatch(
      /~ has at another time okta\/deal-desk .* from 2027-02-01 00:00 UTC until/,
    );
  });

  it("names who loses what, and what took it away", async () => {
    const { root, commit } = aRepository();
    write(root, grant, grantText);
    commit("Give");
    rmSync(join(root, grant));
    expect((await diffIn(root)).out).toMatch(/- loses okta\/deal-desk \(\w+\), the grant of okta\/deal-desk .*removed/);
  });

  it("shows everybody whom the edit of a role reaches", async () => {
    const { root } = aRepository();
    const before = await diffIn(root, { json: true });
    expect(JSON.parse(before.out).accessChanges).toEqual([]);
    edit(root, "access/roles/birthright/engineer.yaml", /^entitlements: \[/m, "entitlements: [okta/deal-desk, ");
    const { out } = await diffIn(root);
    expect(out).toMatch(/\d\d users: \d\d gains\. 1 other effect/);
    expect(out).toMatch(/role engineer: entitlements: /);
  });

  it("counts who holds an entitlement whose tier changes", async () => {
    const { root } = aRepository();
    edit(root, "access/entitlements/okta/sales/crm.yaml", /^tier: \w+/m, "tier: high");
    expect((await diffIn(root)).out).toMatch(/entitlement okta\/crm: tier: "\w+" → "high" \(held by \d+ users\)/);
  });

  it("shows new and cured findings apart from those that stood before, and ends with 3 at an error", async () => {
    const { root, commit } = aRepository();
    write(root, grant, grantText.replace(/reason: .*\n/, "reason: Because\n"));
    const spoilt = await diffIn(root);
    expect(spoilt.code).toBe(3);
    expect(spoilt.out).toMatch(/New findings:\n\nerror: lp\/no-reason {2}access\/grants\/okta\/deal-desk/);
    commit("Spoil");
    const standing = await diffIn(root);
    expect([standing.code, standing.out.includes("New findings:")]).toEqual([3, false]);
    write(root, grant, grantText);
    const cured = await diffIn(root);
    expect(cured.code).toBe(0);
    expect(cured.out).toMatch(/Cured findings:\n {2}lp\/no-reason: /);
  });

  it("judges the step itself: a user's file may not go", async () => {
    const { root } = aRepository();
    rmSync(join(root, "access/users/engineering/tomas-novak.yaml"));
    const { code, out } = await diffIn(root);
    expect(code).toBe(3);
    expect(out).toContain("identity/user-removed");
  });

  it("answers as JSON that its schema accepts, the same bytes each time", async () => {
    const { root } = aRepository();
    write(root, grant, `${grantText}expires: 2027-03-01T18:00:00Z\n`);
    const { out } = await diffIn(root, { format: "json" });
    const answer = JSON.parse(out);
    expect(schemaProblems("diff", answer)).toEqual([]);
    expect(answer.summary).toEqual({ create: 1, update: 0, remove: 0 });
    expect((await diffIn(root, { json: true })).out).toBe(out);
  });

  it("compares two commits as git has them, whatever lies in the folder", async () => {
    const { root, commit } = aRepository();
    write(root, grant, grantText);
    const head = commit("Give");
    write(root, prodGrant, "nonsense: [");
    const { code, out } = await diffIn(root, { base: "HEAD~1", commit: "HEAD", json: true });
    expect(code).toBe(0);
    const answer = JSON.parse(out);
    expect([answer.head, answer.accessChanges.length]).toEqual([head, 1]);
  });

  it("wants approval for files outside access/ and for both ends of a move", async () => {
    const { root } = aRepository();
    write(root, "scripts/new.sh", "echo\n");
    renameSync(join(root, "access/users/engineering/ada-lovelace.yaml"), join(root, "access/users/ada-lovelace.yaml"));
    const { out } = await diffIn(root);
    expect(out).toContain("scripts/new.sh");
    expect(out).toContain("access/users/engineering/ada-lovelace.yaml");
    expect(out).toContain("access/users/ada-lovelace.yaml");
  });

  it("knows a file outside the folder from one inside, whatever the repository's settings leave out", async () => {
    const { root, git, commit } = aRepository();
    mkdirSync(join(root, "company"));
    renameSync(join(root, "access"), join(root, "company/access"));
    write(root, "README.md", "Ours\n");
    commit("Move");
    git("config", "diff.relative", "true");
    write(root, "README.md", "Theirs\n");
    write(root, "access/users/engineering/ada-lovelace.yaml", "not ours\n");
    write(join(root, "company"), grant, grantText);
    const { out } = await diffIn(join(root, "company"));
    expect(out).toContain("../README.md");
    expect(out).toContain("../access/users/engineering/ada-lovelace.yaml");
    expect(out).toContain("+ gains okta/deal-desk");
  });

  it("says what is wrong with files that have errors, in the format asked for, and ends with 3", async () => {
    const { root } = aRepository();
    write(root, prodGrant, "nonsense: [");
    const text = await diffIn(root);
    expect([text.code, text.out]).toEqual([3, ""]);
    expect(text.err).toMatch(/prod-db-admin\/ada-lovelace\.yaml:1[^]*what the change means cannot be said/);
    expect((await diffIn(root, { format: "github" })).out).toMatch(/^::error file=access\/grants\/okta\/prod-db-admin/);
  });

  it("annotates what is new alone, and gives SARIF and JUnit everything", async () => {
    const { root } = aRepository();
    write(root, grant, grantText.replace(/reason: .*\n/, "reason: Because\n"));
    expect((await diffIn(root, { format: "github" })).out.match(/^::\w+ file=/gm)).toEqual(["::error file="]);
    expect(JSON.parse((await diffIn(root, { format: "sarif" })).out).runs[0].results.length).toBeGreaterThan(1);
    expect((await diffIn(root, { format: "junit" })).out.match(/<testcase /g)?.length).toBeGreaterThan(1);
  });

  it("writes Markdown with the same content", async () => {
    const { root } = aRepository();
    write(root, grant, `${grantText}expires: 2027-03-01T18:00:00Z\n`);
    const { out } = await diffIn(root, { format: "markdown" });
    expect(out).toMatch(
      /- Sofie Jansen \(`sofie-jansen`\) \*\*gains\*\* `okta\/deal-desk` \(\w+\) until 2027-03-01 18:00 UTC/,
    );
    expect(out).toContain("### Who has to approve");
  });

  it("names the base it does not know", async () => {
    const { root } = aRepository();
    await expect(diffIn(root, { base: "nowhere" })).rejects.toThrow(/does not know the commit "nowhere"/);
  });
});
