import { OperationalError, UsageError } from "../../src/diagnostics/user-error.ts";
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { codeowners, type CodeownersOptions } from "../../src/cli/commands/codeowners.ts";
import type { CliEnvironment } from "../../src/cli/environment.ts";
import { root as repository } from "../sample/sample-company.ts";
import { aClockFrom } from "../support/clock.ts";
import { now } from "../support/model.ts";
import { smallCompany } from "../support/tree.ts";

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** Returns a repository with the small company and other files. */
function aRepository(files: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), "rolecall-codeowners-"));
  folders.push(folder);
  const inAccess = Object.entries(smallCompany).map(([path, content]) => [`access/${path}`, content] as const);
  for (const [path, content] of [...inAccess, ...Object.entries(files)]) put(folder, path, content);
  return folder;
}

function put(folder: string, path: string, content: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

async function run(root: string, options: Partial<CodeownersOptions> = {}) {
  const out: string[] = [];
  const err: string[] = [];
  const environment: CliEnvironment = {
    cwd: root,
    env: {},
    clock: aClockFrom(now),
    random: () => 0.5,
    out: (text) => void out.push(text),
    err: (text) => void err.push(text),
    isInteractive: false,
    ask: async () => "",
    signal: new AbortController().signal,
  };
  const code = await codeowners({ root: ".", ...options }, environment);
  return { code, out: out.join(""), err: err.join("") };
}

const file = ".github/CODEOWNERS";

describe("rolecall codeowners", () => {
  it("prints the file and writes nothing", async () => {
    const root = aRepository();
    const { code, out, err } = await run(root);
    expect(code).toBe(0);
    expect(out).toContain("\n* @acme/security\n");
    expect(out).toContain("\n/access/grants/okta/account/ @acme/security\n");
    expect(err).toBe("");
    expect(existsSync(join(root, ".github"))).toBe(false);
  });

  it("--write writes the printed text and nothing else, and --check then passes", async () => {
    const root = aRepository();
    const written = await run(root, { write: true });
    expect(written).toMatchObject({ code: 0, out: "" });
    expect(readFileSync(join(root, file), "utf8")).toBe((await run(root)).out);
    expect(readdirSync(join(root, ".github"))).toEqual(["CODEOWNERS"]);
    expect(await run(root, { check: true })).toMatchObject({
      code: 0,
      out: `${file} is up to date.\n`,
    });
  });

  it("--write keeps an up-to-date file and replaces a different one", async () => {
    const root = aRepository();
    await run(root, { write: true });
    const before = lstatSync(join(root, file)).ino;
    expect((await run(root, { write: true })).err).toContain("is up to date");
    expect(lstatSync(join(root, file)).ino).toBe(before);
    writeFileSync(join(root, file), "* @mallory\n");
    await run(root, { write: true });
    expect(readFileSync(join(root, file), "utf8")).toBe((await run(root)).out);
  });

  it("--check exits with 3 at the first different line and shows the fix", async () => {
    const root = aRepository();
    await run(root, { write: true });
    const text = readFileSync(join(root, file), "utf8");
    writeFileSync(join(root, file), text.replace("/access/systems/ @acme/security", "/access/systems/ @mallory"));
    const { code, out } = await run(root, { check: true });
    const line = text.split("\n").indexOf("/access/systems/ @acme/security") + 1;
    expect(code).toBe(3);
    expect(out).toContain(`codeowners/differs  ${file}:${line}:1`);
    expect(out).toContain('"/access/systems/ @mallory"');
    expect(out).toContain("rolecall codeowners --write");
  });

  it("--check detects a changed owner", async () => {
    const root = aRepository();
    await run(root, { write: true });
    put(root, "access/rolecall.yaml", (smallCompany["rolecall.yaml"] ?? "").replaceAll("security", "guards"));
    for (const path of ["systems/okta.yaml", "entitlements/okta/account.yaml"])
      put(root, `access/${path}`, (smallCompany[path] ?? "").replaceAll("security", "guards"));
    const { code, out } = await run(root, { check: true });
    expect(code).toBe(3);
    expect(out).toContain('"* @acme/security", expected "* @acme/guards"');
  });

  it("--check exits with 3 if the file is missing or there is a second one", async () => {
    const root = aRepository();
    const missing = await run(root, { check: true });
    expect(missing.code).toBe(3);
    expect(missing.out).toContain("codeowners/missing");
    await run(root, { write: true });
    for (const second of ["CODEOWNERS", "docs/CODEOWNERS"]) {
      put(root, second, "* @mallory\n");
      const { code, out } = await run(root, { check: true });
      expect(code).toBe(3);
      expect(out).toContain(`codeowners/second-file  ${second}`);
      rmSync(join(root, second));
    }
    expect((await run(root, { check: true })).code).toBe(0);
  });

  it("--check reads files outside access/", async () => {
    const root = aRepository({
      "schemas/a.json": "{}",
      ".github/workflows/ci.yml": "on: push\n",
      [file]: "/src/ @ada\n",
    });
    const { out } = await run(root, { check: true });
    expect(out).toMatch(/No line gives ".github\/CODEOWNERS", .* and \d+ more an owner/);
    writeFileSync(join(root, file), "* @ada\n/.github/workflows/\n/schemas/\n");
    const again = await run(root, { check: true });
    expect(again.out).toContain('Line 2 leaves ".github/workflows/ci.yml" without an owner.');
    expect(again.out).toContain('Line 3 leaves "schemas/a.json" without an owner.');
  });

  it("writes nothing and exits with 3 if the files have errors", async () => {
    const root = aRepository({ "access/users/bea.yaml": "id: somebody-else\n" });
    const { code, out, err } = await run(root, { write: true });
    expect({ code, out }).toEqual({ code: 3, out: "" });
    expect(err).toContain("the owners are unknown");
    expect(existsSync(join(root, file))).toBe(false);
  });

  it("writes nothing and exits with 3 if no root owner can be named", async () => {
    const organization = (smallCompany["rolecall.yaml"] ?? "").replace(
      'rootOwners: ["@acme/security"]',
      "rootOwners: [ada]",
    );
    const root = aRepository({ "access/rolecall.yaml": organization });
    const { code, out, err } = await run(root, { write: true });
    expect({ code, out }).toEqual({ code: 3, out: "" });
    expect(err).toContain("codeowners/no-root-owner  access/rolecall.yaml:6:13");
    expect(existsSync(join(root, file))).toBe(false);
    expect((await run(root, { check: true })).code).toBe(3);
  });

  it("never reads or writes through a link", async () => {
    const root = aRepository({ "elsewhere/CODEOWNERS": "* @mallory\n" });
    mkdirSync(join(root, ".github"));
    symlinkSync(join(root, "elsewhere/CODEOWNERS"), join(root, file));
    await expect(run(root, { write: true })).rejects.toThrow(OperationalError);
    await expect(run(root, { check: true })).rejects.toThrow(OperationalError);
    rmSync(join(root, ".github"), { recursive: true });
    symlinkSync(join(root, "elsewhere"), join(root, ".github"));
    await expect(run(root, { write: true })).rejects.toThrow(OperationalError);
    await expect(run(root, { check: true })).rejects.toThrow(OperationalError);
    expect(readFileSync(join(root, "elsewhere/CODEOWNERS"), "utf8")).toBe("* @mallory\n");
  });

  it("rejects --write together with --check", async () => {
    await expect(run(aRepository(), { write: true, check: true })).rejects.toThrow(UsageError);
  });
});

describe("this repository", () => {
  it("has the CODEOWNERS file generated from its company", async () => {
    const { code, out } = await run(repository, { check: true });
    expect(out).not.toContain("error:");
    expect(code).toBe(0);
    expect(readFileSync(join(repository, file), "utf8")).toBe((await run(repository)).out);
  });
});
