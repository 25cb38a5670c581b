import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkTree } from "../../src/workflow/check.ts";
import { folderSource } from "../../src/source/folder-source.ts";
import { rolecall } from "../support/cli.ts";
import { schemaProblems } from "../../src/formats/validators.ts";
import { now } from "../support/model.ts";
import { aFolder } from "../support/sandboxed.ts";
import { smallCompany, userYaml } from "../support/tree.ts";
import { write } from "./request-scenario.ts";

const crm = `id: crm
title: CRM
target: { group: crm }
tier: low
owners:
  - boss # since 2024
  - "@acme/security"
`;
const reportOf = (id: string, manager: string, lines = "") =>
  userYaml(id, lines).replace("manager: none", `manager: ${manager}`);

const files: Readonly<Record<string, string>> = {
  ...smallCompany,
  "rolecall.yaml": (smallCompany["rolecall.yaml"] ?? "").replace('["@acme/security"]', '["@acme/security", boss]'),
  "users/chief.yaml": userYaml("chief", "github: { login: chief, id: 17 }\n"),
  "users/boss.yaml": reportOf("boss", "chief"),
  "users/rob.yaml": reportOf("rob", "boss"),
  "users/vic.yaml": userYaml("vic", "end: 2027-01-01\nsponsor: boss\n")
    .replace("kind: employee", "kind: vendor")
    .replace("manager: none\n", ""),
  "users/bot.yaml":
    'id: bot\nkind: service\nstatus: active\nemployeeNumber: "n-bot"\nname: { display: Bot }\nemail: bot@acme.example\nowners: [boss]\npurpose: Builds the product\n',
  "entitlements/okta/crm.yaml": crm,
  "policies/approvals.yaml":
    "tiers:\n  low: { require: [[manager, boss], [chief, boss]] }\nfallback: [boss] # the last resort\n",
};

function aCompany(changes: Readonly<Record<string, string>> = {}): string {
  const root = aFolder();
  for (const [path, text] of Object.entries({ ...files, ...changes })) write(root, `access/${path}`, text);
  return root;
}

const at = ["--at", "2026-12-01T09:00:00Z"];
const handover = (root: string, ...more: readonly string[]) =>
  rolecall(["handover", "boss", "--root", root, ...at, ...more]);
const textOf = (root: string, path: string) => readFileSync(join(root, "access", path), "utf8");

describe("rolecall handover", () => {
  it("proposes the leaver's manager for everything, as a patch that git applies, and writes nothing", async () => {
    const root = aCompany();
    const { code, out } = await handover(root);
    expect(code).toBe(0);
    expect(out).toMatch(/^boss \(boss\) hands over 8 places to chief:\n/);
    expect(out).toContain("-  - boss # since 2024\n+  - chief # since 2024\n");
    expect(out).toContain("Nothing was written. Add --write to write the files.\n");
    expect(textOf(root, "entitlements/okta/crm.yaml")).toBe(crm);
    for (const line of out.split("\n").filter((one) => !/^[-+ @]/.test(one))) expect(line.length).toBeLessThan(80);
    execFileSync("git", ["init", "--quiet"], { cwd: root });
    writeFileSync(join(root, "handover.patch"), out);
    execFileSync("git", ["apply", "handover.patch"], { cwd: root });
    expect(textOf(root, "users/rob.yaml")).toContain("manager: chief\n");
  });

  it("writes files without an error and leaves no place that names the user", async () => {
    const root = aCompany();
    const { code, out } = await handover(root, "--write");
    expect([code, out.includes("Written.")]).toEqual([0, true]);
    expect(textOf(root, "policies/approvals.yaml")).toBe(
      "tiers:\n  low: { require: [[manager, chief], [chief]] }\nfallback: [chief] # the last resort\n",
    );
    expect(textOf(root, "rolecall.yaml")).toContain('rootOwners: ["@acme/security", chief]');
    const path = "users/boss.yaml";
    write(root, `access/${path}`, textOf(root, path).replace("active", "terminated"));
    const { findings } = checkTree(await folderSource(root).read(), now);
    const about = findings.filter(({ code: found }) => found.includes("inactive"));
    expect(about).toEqual([]);
    expect((await handover(root)).out).toBe(
      "boss (boss) is not an owner, manager, sponsor or approver. No handover is needed.\n",
    );
  });

  it("passes over a manager who is not active, and says that an approver has no account", async () => {
    const changes = {
      "users/top.yaml": userYaml("top"),
      "users/chief.yaml": reportOf("chief", "top").replace("active", "terminated"),
    };
    const { out } = await handover(aCompany(changes));
    expect(out).toMatch(/ to top:\n/);
    expect(out).toContain("top does not have a pinned GitHub account (github.id)");
  });

  it("names the places without a successor, and takes --to", async () => {
    const changes = { "users/boss.yaml": userYaml("boss") };
    const none = await handover(aCompany(changes));
    expect([none.code, none.out.includes("8 places without a successor. Choose one with --to USER.")]).toEqual([
      3,
      true,
    ]);
    const root = aCompany(changes);
    const chosen = await handover(root, "--to", "rob", "--write");
    expect(chosen.code).toBe(0);
    // A user does not become their own manager.
    expect(textOf(root, "users/rob.yaml")).toContain("manager: none\n");
    expect(textOf(root, "users/vic.yaml")).toContain("sponsor: rob\n");
  });

  it.each([
    [["--to", "boss"], "expected another user"],
    [["--to", "bot"], "expected an active person"],
    [["--to", "nemo"], "unknown user nemo"],
  ])("refuses %s", async (more, text) => {
    const { code, err } = await handover(aCompany(), ...more);
    expect(code).toBe(64);
    expect(err).toContain(text);
  });

  it("prints JSON that matches the schema", async () => {
    const { out } = await handover(aCompany(), "--json");
    const answer = JSON.parse(out);
    expect(schemaProblems("handover", answer)).toEqual([]);
    expect(answer.steps.map(({ relation }: { relation: string }) => relation)).toEqual(
      expect.arrayContaining(["owner", "manager", "sponsor", "approver", "root-owner"]),
    );
    expect(answer.files).toHaveLength(6);
  });
});
