import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { diff, type DiffOptions } from "../../src/cli/commands/diff.ts";
import { schemaProblems } from "../../src/formats/validators.ts";
import { aClockFrom } from "../support/clock.ts";
import { aRepository } from "../support/repository.ts";

/** Runs `rolecall diff` in a repository. */
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
  it("reports that nothing changes", async () => {
    const { root } = aRepository();
    const { code, out } = await diffIn(root);
    expect(code).toBe(0);
    expect(out).toMatch(/^No changes to access, roles, rules or approvals.*\nDigest: sha256:[0-9a-f]{64}\n$/);
  });

  it("shows gains with their period, source line and required approvals", async () => {
    const { root } = aRepository();
    write(root, grant, `${grantText}expires: 2027-03-01T18:00:00Z\n`);
    const { code, out } = await diffIn(root);
    expect(code).toBe(0);
    expect(out).toContain("Sofie Jansen (sofie-jansen)\n");
    expect(out).toMatch(
      new RegExp(`\\+ gains okta/deal-desk \\(\\w+\\) until 2027-03-01 18:00 UTC, by the grant \\(${grant}:1\\)\n`),
    );
    expect(out).toMatch(
      /Who has to approve:\n {2}2 approvals .*, for 1 object:\n {4}okta\/deal-desk for sofie-jansen: /,
    );
    const verbose = await diffIn(root, { verbose: true });
    expect(verbose.out).toMatch(/Who has to approve:\n {2}okta\/deal-desk for sofie-jansen: .*\n {4}1 approval /);
    expect(out).toContain("1 user: 1 gain.");
  });

  it("distinguishes longer and shorter periods and shows the previous one", async () => {
    const { root, commit } = aRepository();
    write(root, grant, `${grantText}expires: 2027-03-01T18:00:00Z\n`);
    commit("Give");
    edit(root, grant, "2027-03-01", "2027-04-01");
    expect((await diffIn(root)).out).toMatch(
      /~ keeps for longer okta\/deal-desk \(\w+\) until 2027-04-01 18:00 UTC, previously until 2027-03-01 18:00 UTC/,
    );
    edit(root, grant, "2027-04-01", "2027-02-01");
    expect((await diffIn(root)).out).toMatch(
      /~ keeps for a shorter time okta\/deal-desk .* until 2027-02-01 18:00 UTC/,
    );
    edit(root, grant, "expires: 2027-02-01", "starts: 2027-02-01T00:00:00Z\nexpires: 2027-05-01");
    expect((await diffIn(root)).out).toMatch(
      /~ has at a different time okta\/deal-desk .* from 2027-02-01 00:00 UTC until .*; present access ends at once/,
    );
  });

  it("shows losses with their cause", async () => {
    const { root, commit } = aRepository();
    write(root, grant, grantText);
    commit("Give");
    rmSync(join(root, grant));
    expect((await diffIn(root)).out).toMatch(/- loses okta\/deal-desk \(\w+\), the grant of okta\/deal-desk .*removed/);
  });

  it("shows all users affected by a role change", async () => {
    const { root } = aRepository();
    const before = await diffIn(root, { json: true });
    expect(JSON.parse(before.out).accessChanges).toEqual([]);
    edit(root, "access/roles/birthright/engineer.yaml", /^entitlements: \[/m, "entitlements: [okta/deal-desk, ");
    const { out } = await diffIn(root);
    expect(out).toMatch(/\d\d users: \d\d gains\. 1 changed field/);
    expect(out).toMatch(/role engineer: entitlements: /);
  });

  it("counts the holders of an entitlement whose tier changes", async () => {
    const { root } = aRepository();
    edit(root, "access/entitlements/okta/sales/crm.yaml", /^tier: \w+/m, "tier: high");
    expect((await diffIn(root)).out).toMatch(/entitlement okta\/crm: tier: "\w+" → "high" \(held by \d+ users\)/);
  });

  it("separates new and resolved findings from unchanged ones, and exits with 3 on an error", async () => {
    const { root, commit } = aRepository();
    write(root, grant, grantText.replace(/reason: .*\n/, "reason: Because\n"));
    const broken = await diffIn(root);
    expect(broken.code).toBe(3);
    expect(broken.out).toMatch(/New findings:\n\nerror: lp\/no-reason {2}access\/grants\/okta\/deal-desk/);
    commit("Spoil");
    const unchanged = await diffIn(root);
    expect([unchanged.code, unchanged.out.includes("New findings:")]).toEqual([3, false]);
    write(root, grant, grantText);
    const resolved = await diffIn(root);
    expect(resolved.code).toBe(0);
    expect(resolved.out).toMatch(/Resolved findings:\n {2}lp\/no-reason: /);
  });

  it("rejects the removal of a user file", async () => {
    const { root } = aRepository();
    rmSync(join(root, "access/users/engineering/tomas-novak.yaml"));
    const { code, out } = await diffIn(root);
    expect(code).toBe(3);
    expect(out).toContain("identity/user-removed");
  });

  it("prints JSON that matches its schema, the same bytes each time", async () => {
    const { root } = aRepository();
    write(root, grant, `${grantText}expires: 2027-03-01T18:00:00Z\n`);
    const { out } = await diffIn(root, { format: "json" });
    const answer = JSON.parse(out);
    expect(schemaProblems("diff", answer)).toEqual([]);
    expect(answer.summary).toEqual({ create: 1, update: 0, remove: 0 });
    expect((await diffIn(root, { json: true })).out).toBe(out);
  });

  it("compares two commits without reading the working folder", async () => {
    const { root, commit } = aRepository();
    write(root, grant, grantText);
    const head = commit("Give");
    write(root, prodGrant, "nonsense: [");
    const { code, out } = await diffIn(root, { base: "HEAD~1", commit: "HEAD", json: true });
    expect(code).toBe(0);
    const answer = JSON.parse(out);
    expect([answer.head, answer.accessChanges.length]).toEqual([head, 1]);
  });

  it("requires approval for files outside access/ and for both paths of a moved file", async () => {
    const { root } = aRepository();
    write(root, "scripts/new.sh", "echo\n");
    renameSync(join(root, "access/users/engineering/ada-lovelace.yaml"), join(root, "access/users/ada-lovelace.yaml"));
    const { out } = await diffIn(root);
    expect(out).toContain("scripts/new.sh");
    expect(out).toContain("access/users/engineering/ada-lovelace.yaml");
    expect(out).toContain("access/users/ada-lovelace.yaml");
  });

  it("distinguishes files inside and outside the folder, with any repository settings", async () => {
    const { root, git, commit } = aRepository();
    mkdirSync(join(root, "company"));
    renameSync(join(root, "access"), join(root, "company/access"));
    write(root, "build.sh", "Ours\n");
    commit("Move");
    git("config", "diff.relative", "true");
    write(root, "build.sh", "Theirs\n");
    write(root, "access/users/engineering/ada-lovelace.yaml", "not ours\n");
    write(join(root, "company"), grant, grantText);
    const { out } = await diffIn(join(root, "company"));
    expect(out).toContain("../build.sh");
    expect(out).toContain("../access/users/engineering/ada-lovelace.yaml");
    expect(out).toContain("+ gains okta/deal-desk");
  });

  it("reports files with errors in the requested format and exits with 3", async () => {
    const { root } = aRepository();
    write(root, prodGrant, "nonsense: [");
    const text = await diffIn(root);
    expect([text.code, text.out]).toEqual([3, ""]);
    expect(text.err).toMatch(/prod-db-admin\/ada-lovelace\.yaml:1[^]*the effect of the change is unknown/);
    expect((await diffIn(root, { format: "github" })).out).toMatch(/^::error file=access\/grants\/okta\/prod-db-admin/);
  });

  it("annotates only new findings, and writes all findings to SARIF and JUnit", async () => {
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
    expect(out).toMatch(/^\| \*\*Sofie Jansen\*\*.*\*\*Gains\*\* Deal desk .* \| ☐ /m);
  });

  it("names an unknown base", async () => {
    const { root } = aRepository();
    await expect(diffIn(root, { base: "nowhere" })).rejects.toThrow(/does not know the commit "nowhere"/);
  });
});
