import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { rolecall } from "../support/cli.ts";
import { folderSource } from "../../src/source/folder-source.ts";
import { checkTree } from "../../src/workflow/check.ts";
import { changeBaseline } from "../../src/workflow/baseline.ts";
import { defaultLimits } from "../../src/load/limits.ts";
import { snapshotOf } from "../../src/cli/snapshot.ts";
import { anOkta } from "../support/observed.ts";
import { anOffice, baselined, write } from "./request-scenario.ts";

const file = "access/policies/baseline.yaml";
const security = { owner: "@acme/security", due: "2027-06-30" };
const adaPath = "access/grants/okta/wiki/ada-lovelace.yaml";
const helenPath = "access/grants/okta/wiki/helen-park.yaml";

/** Two grants without a reason at adoption. */
function anOldOffice(): string {
  const root = anOffice();
  write(root, adaPath, "user: ada-lovelace\nentitlement: okta/wiki\n");
  write(root, helenPath, "user: helen-park\nentitlement: okta/wiki\n");
  return root;
}

const errorsIn = async (root: string): Promise<number> =>
  JSON.parse((await rolecall(["validate", "--root", root, "--json"])).out).summary.errors;
const witness = ["okta/wiki (low)"];
const textOf = (root: string): string => readFileSync(join(root, file), "utf8");

describe("a first baseline", () => {
  it("names the schema for editors where the repository has it", async () => {
    const root = anOldOffice();
    write(root, "schemas/baseline.schema.json", "{}");
    await baselined({ root, ...security });
    expect(textOf(root)).toMatch(/^# yaml-language-server: \$schema=\.\.\/\.\.\/schemas\/baseline\.schema\.json\n/);
  });

  it("accepts the current findings", async () => {
    const root = anOldOffice();
    expect(await errorsIn(root)).toBe(2);
    const { code, out } = await baselined({ root, ...security });
    expect([code, out]).toEqual([0, `${file}: 2 findings accepted until 2027-06-30.\n`]);
    // The repository has no schemas/, so the file does not name one.
    expect(textOf(root)).toMatch(/^# Written by `rolecall baseline`; entries may only be removed\.\n/);
    expect(parse(textOf(root))).toEqual({
      version: 1,
      findings: [
        { code: "lp/no-reason", file: adaPath, user: "ada-lovelace", witness, ...security },
        { code: "lp/no-reason", file: helenPath, user: "helen-park", witness, ...security },
      ],
    });
    expect(await errorsIn(root)).toBe(0);
  });

  it("is reported and not written with --dry-run", async () => {
    const root = anOldOffice();
    const { out } = await baselined({ root, ...security, dryRun: true });
    expect(out).toContain("2 findings accepted until 2027-06-30 (not written: --dry-run).");
    expect(existsSync(join(root, file))).toBe(false);
  });

  it("is not written for a company without findings", async () => {
    const root = anOffice();
    expect((await baselined({ root, ...security })).out).toBe(
      "There are no findings to accept. No baseline was written.\n",
    );
    expect(existsSync(join(root, file))).toBe(false);
  });

  it.each([
    ["without an owner", { due: "2027-06-30" }, "needs --owner USER_OR_TEAM"],
    ["without a day", { owner: "@acme/security" }, "and --due DATE"],
    [
      "of an unknown team",
      { ...security, owner: "@acme/securty" },
      "does not declare this team; did you mean @acme/security?",
    ],
    [
      "of an unknown person",
      { ...security, owner: "ada-lovelac" },
      "--owner ada-lovelac: expected the id of a user who has not left; did you mean ada-lovelace?",
    ],
    [
      "of a leaver",
      { ...security, owner: "gone-away" },
      "--owner gone-away: expected the id of a user who has not left",
    ],
    ["until an invalid day", { ...security, due: "next year" }, "--due next year: expected a day"],
    ["until yesterday", { ...security, due: "2026-11-30" }, "--due 2026-11-30: expected a time after"],
  ])("%s is rejected", async (_, options, message) => {
    const root = anOldOffice();
    const { code, problem } = await baselined({ root, ...options });
    expect(code).toBe(64);
    expect(problem).toContain(message);
    expect(existsSync(join(root, file))).toBe(false);
  });

  it("writes one line for each finding, and is loaded again above the size limit of other files", async () => {
    const root = anOldOffice();
    const many = 9_000;
    const findings = Array.from({ length: many }, (_, number) => ({
      code: "lp/orphan-account" as const,
      severity: "error" as const,
      message: "Orphaned account.",
      remedy: "Suspend it.",
      file: "access/systems/okta.yaml",
      line: 1,
      column: 1,
      witness: [`00u${String(number).padStart(17, "0")}`],
    }));
    const checked = checkTree(await folderSource(root).read(), Date.parse("2026-12-01T00:00:00Z"));
    const change = changeBaseline({ ...security, hasSchema: true }, { ...checked, findings });
    if (change.kind !== "first") throw new Error(change.kind);
    expect(change.text.length).toBeGreaterThan(defaultLimits.fileBytes);
    expect(change.text.trimEnd().split("\n")).toHaveLength(many + 4);
    write(root, file, change.text);
    const after = checkTree(await folderSource(root).read(), checked.at);
    expect(after.loaded.findings).toEqual([]);
    expect(after.resolved?.model.baseline?.entries).toHaveLength(many);
  });

  it("is not written where it could not be loaded again", async () => {
    const checked = checkTree(await folderSource(anOldOffice()).read(), Date.parse("2026-12-01T00:00:00Z"));
    const findings = Array.from({ length: 3 }, (_, number) => ({
      code: "lp/orphan-account" as const,
      severity: "error" as const,
      message: "Orphaned account.",
      remedy: "Suspend it.",
      file: "access/systems/okta.yaml",
      line: 1,
      column: 1,
      witness: [`${number}${"x".repeat(5_000_000)}`],
    }));
    expect(() => changeBaseline({ ...security, hasSchema: true }, { ...checked, findings })).toThrow(
      /the baseline of 3 findings could not be loaded, so it is not written: /,
    );
  });

  it("does not accept errors of the files", async () => {
    const root = anOldOffice();
    write(root, "access/roles/broken.yaml", "id: [");
    const { code, err } = await baselined({ root, ...security });
    expect(code).toBe(3);
    expect(err).toContain("A baseline cannot accept errors of the files");
  });
});

describe("an existing baseline", () => {
  async function anAdoptedOffice(): Promise<string> {
    const root = anOldOffice();
    await baselined({ root, ...security });
    write(root, file, textOf(root).replace("  - {", "  # Helen asked for time\n  - {"));
    return root;
  }

  it("removes entries that are fixed, and keeps the others unchanged", async () => {
    const root = await anAdoptedOffice();
    const before = textOf(root);
    rmSync(join(root, helenPath));
    const { code, out, err } = await baselined({ root });
    expect([code, out, err]).toEqual([0, `${file}: 1 of 2 entries removed.\n`, ""]);
    expect(before.startsWith(textOf(root).trimEnd())).toBe(true);
    expect(textOf(root)).toContain("# Helen asked for time");
    expect(textOf(root)).not.toContain("helen-park");
  });

  it("stays unchanged while all its findings exist", async () => {
    const root = await anAdoptedOffice();
    const before = textOf(root);
    expect((await baselined({ root })).out).toBe(`${file}: all entries are still needed (2).\n`);
    expect(textOf(root)).toBe(before);
  });

  it("never accepts new findings", async () => {
    const root = await anAdoptedOffice();
    const before = textOf(root);
    write(root, "access/grants/okta/wiki/grace-hopper.yaml", "user: grace-hopper\nentitlement: okta/wiki\n");
    const { code, err } = await baselined({ root });
    expect([code, err]).toEqual([
      0,
      "Not accepted, because a baseline may only shrink: 1 error. rolecall validate lists them.\n",
    ]);
    expect(textOf(root)).toBe(before);
    expect(await errorsIn(root)).toBe(1);
  });

  it("rejects a new owner or day", async () => {
    const root = await anAdoptedOffice();
    const { code, problem } = await baselined({ root, ...security, due: "2029-01-01" });
    expect(code).toBe(64);
    expect(problem).toContain("exists and may only shrink");
  });

  it("stays when it is empty, so that a new first baseline cannot accept new findings", async () => {
    const root = await anAdoptedOffice();
    rmSync(join(root, helenPath));
    rmSync(join(root, adaPath));
    await baselined({ root });
    expect(parse(textOf(root))).toEqual({ version: 1, findings: [] });
    write(root, adaPath, "user: ada-lovelace\nentitlement: okta/wiki\n");
    expect((await baselined({ root, ...security })).code).toBe(64);
    expect(await errorsIn(root)).toBe(1);
  });

  it("keeps entries about the providers' state", async () => {
    const root = anOldOffice();
    write(
      root,
      file,
      `version: 1\nfindings:\n  - { code: lp/orphan-account, file: access/systems/okta.yaml, witness: [00u1], owner: ada-lovelace, due: 2027-06-30 }\n`,
    );
    expect((await baselined({ root })).out).toBe(`${file}: all entries are still needed (1).\n`);
  });
});

describe("a baseline with the observed state", () => {
  const orphans = (root: string, ...accounts: readonly string[]): string => {
    const okta = accounts.reduce((builder, account) => builder.account(account), anOkta()).build();
    const { systems, ...snapshot } = snapshotOf([okta], "2026-12-01T09:00:00Z");
    const path = "snapshot.json";
    write(
      root,
      path,
      JSON.stringify({ ...snapshot, systems: systems.map((system) => ({ ...system, tenant: "acme.okta.example" })) }),
    );
    return join(root, path);
  };
  const codesIn = (root: string): readonly string[] =>
    (parse(textOf(root)) as { findings: { code: string }[] }).findings.map(({ code }) => code);
  const planned = async (root: string, observed: string) => {
    const { out } = await rolecall(["plan", "--root", root, "--observed", observed, "--json"]);
    const { findings } = JSON.parse(out) as { findings: { code: string; severity: string }[] };
    return findings.filter(({ code }) => code === "lp/orphan-account").map(({ severity }) => severity);
  };

  it("accepts orphaned accounts, keeps them without a snapshot, and removes them with one", async () => {
    const root = anOldOffice();
    const observed = orphans(root, "stranger", "trial");
    expect(await planned(root, observed)).toEqual(["error", "error"]);
    expect((await baselined({ root, ...security, observed })).out).toBe(
      `${file}: 4 findings accepted until 2027-06-30.\n`,
    );
    expect(codesIn(root)).toEqual(["lp/no-reason", "lp/no-reason", "lp/orphan-account", "lp/orphan-account"]);
    expect(await planned(root, observed)).toEqual(["note", "note"]);
    // validate does not read the providers, so it does not report the entries as stale.
    expect((await rolecall(["validate", "--root", root])).out).not.toContain("baseline/stale");
    expect((await baselined({ root })).out).toBe(`${file}: all entries are still needed (4).\n`);
    const later = orphans(root, "trial");
    expect((await baselined({ root, observed: later })).out).toBe(`${file}: 1 of 4 entries removed.\n`);
    expect(codesIn(root)).toEqual(["lp/no-reason", "lp/no-reason", "lp/orphan-account"]);
    expect(await planned(root, orphans(root, "trial", "other"))).toEqual(["error", "note"]);
  });

  it("is refused for a snapshot that is not complete", async () => {
    const root = anOldOffice();
    write(root, "snapshot.json", "{}");
    const { code, problem } = await baselined({ root, ...security, observed: join(root, "snapshot.json") });
    expect([code, problem]).toEqual([1, expect.stringContaining("is not a complete snapshot")]);
    expect(existsSync(join(root, file))).toBe(false);
  });
});
