import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { aFolder } from "../support/sandboxed.ts";
import { type TwoOrgs, twoOrgs } from "../support/two-orgs.ts";
import { grantFile, grantPath } from "../workflow/after-merge/company-files.ts";

const systems = ["okta", "okta-eu", "google"] as const;
const sha256 = (path: string): string => createHash("sha256").update(readFileSync(path)).digest("hex");

/** Records each system in a file of its own, with the variables of its own credential only. */
async function recorded({ rolecall, env }: TwoOrgs, at = "2026-12-01T09:00:00Z") {
  const folder = join(aFolder(), "snapshots");
  mkdirSync(folder);
  const own = { okta: "OKTA_CLIENT_TOKEN", "okta-eu": "EU_OKTA_CLIENT_TOKEN", google: "GOOGLE_OAUTH_ACCESS_TOKEN" };
  const file = (system: string): string => join(folder, `${system}.json`);
  for (const system of systems) {
    const kept = Object.entries(env).filter(([name]) => name.endsWith("_URL") || name === own[system]);
    const argv = ["observe", "--system", system, "--out", file(system), "--at", at];
    const ran = await rolecall(argv, Object.fromEntries(kept));
    expect(ran.code, ran.err).toBe(0);
  }
  return { folder, file };
}

describe("snapshots of single systems", { timeout: 60_000 }, () => {
  it("are recorded with one credential each, and planned together like a complete read, without a credential", async () => {
    const company = await twoOrgs();
    const { folder, file } = await recorded(company);
    const { tenants, rolecall, write } = company;
    expect(tenants["okta-eu"].credentials()).toEqual([`SSWS ${tenants["okta-eu"].token}`]);
    write({ [grantPath("bob", "okta-eu/wiki")]: grantFile("bob", "okta-eu/wiki") });
    const live = JSON.parse((await rolecall(["plan", "--json"])).out);
    const offline = await rolecall(["plan", "--json", "--observed", folder], {});
    expect(offline.code, offline.err).toBe(0);
    const plan = JSON.parse(offline.out);
    expect(plan.operations).toEqual(live.operations);
    expect(plan.operations).toHaveLength(1);
    expect(live.snapshots).toBeUndefined();
    expect(plan.snapshots).toEqual(
      ["google", "okta-eu", "okta"].map((system) => ({
        systems: [system],
        at: "2026-12-01T09:00:00Z",
        sha256: sha256(file(system)),
      })),
    );
    const named = await rolecall(["plan", ...systems.flatMap((system) => ["--observed", file(system)])], {});
    expect(named.out).toContain("Planned from a snapshot of okta-eu that is less than a minute old (recorded at");
  });

  it("hold back the system that is not in a file, and no other", async () => {
    const company = await twoOrgs();
    const { folder, file } = await recorded(company);
    company.write({
      [grantPath("bob", "okta-eu/wiki")]: grantFile("bob", "okta-eu/wiki"),
      [grantPath("ada", "okta/wiki")]: grantFile("ada", "okta/wiki"),
    });
    rmSync(file("okta-eu"));
    const ran = await company.rolecall(["plan", "--json", "--observed", folder], {});
    const plan = JSON.parse(ran.out);
    expect(ran.code).toBe(1);
    expect(plan.operations.map(({ system }: { readonly system: string }) => system)).toEqual(["okta"]);
    expect(plan.guards).toMatchObject([{ code: "provider/unread", system: "okta-eu", blocked: true }]);
    for (const system of ["okta", "google"]) rmSync(file(system));
    const none = await company.rolecall(["plan", "--observed", folder], {});
    expect([none.code, none.err]).toEqual([1, expect.stringContaining("no system of the files is in a snapshot")]);
  });

  it("are refused where two have the same system, or one has another hash", async () => {
    const company = await twoOrgs();
    const { folder, file } = await recorded(company);
    const twice = await company.rolecall(["plan", "--observed", folder, file("okta")], {});
    expect([twice.code, twice.err]).toEqual([1, expect.stringContaining("okta is in two snapshots")]);
    const hashes = systems.map((system) => `--observed-sha256=${sha256(file(system))}`);
    const right = await company.rolecall(["plan", "--observed", folder, ...hashes], {});
    expect(right.code, right.err).toBe(0);
    const wrong = await company.rolecall(["plan", "--observed", folder, ...hashes.slice(1), "--observed-sha256="], {});
    expect([wrong.code, wrong.err]).toEqual([1, expect.stringContaining("okta.json is not the expected snapshot")]);
    const text = await company.rolecall(["plan", "--observed", folder, "--observed-sha256=abc"], {});
    expect([text.code, text.err]).toEqual([64, expect.stringContaining("expected 64 hexadecimal digits")]);
  });

  it("are refused from the age of two hours on, unless --max-age allows more, and their age is printed", async () => {
    const company = await twoOrgs();
    const plan = async (at: string, ...more: readonly string[]) =>
      company.rolecall(["plan", "--observed", (await recorded(company, at)).folder, ...more], {});
    expect((await plan("2026-12-01T07:00:00Z")).out).toContain("that is 2 hours old");
    const old = await plan("2026-12-01T06:59:59Z");
    expect([old.code, old.err]).toEqual([1, expect.stringContaining("google.json is too old")]);
    expect(old.err.replaceAll(/\s+/g, " ")).toContain("2 hours ago: expected at most 2 hours.");
    const allowed = await plan("2026-11-30T09:00:00Z", "--max-age", "P2D");
    expect([allowed.code, allowed.out]).toEqual([0, expect.stringContaining("that is 1 day old")]);
    const markdown = await plan("2026-12-01T08:30:00Z", "--format", "markdown");
    expect(markdown.out).toContain("30 minutes old");
    expect((await plan("2026-12-01T09:00:00Z", "--max-age", "soon")).code).toBe(64);
    expect((await company.rolecall(["plan", "--max-age", "PT1H"])).err).toContain("need --observed");
  });

  it("are recorded only of systems that the files have", async () => {
    const { rolecall, tenants } = await twoOrgs();
    const ran = await rolecall(["observe", "--system", "okta-us"]);
    expect([ran.code, ran.err]).toEqual([64, expect.stringContaining("expected one of google, okta-eu, okta")]);
    expect(tenants.okta.server.count()).toBe(0);
  });
});
