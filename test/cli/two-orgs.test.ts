import { rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { aFolder } from "../support/sandboxed.ts";
import { aStranger } from "../support/stranger.ts";
import { secondOrg, twoOrgs } from "../support/two-orgs.ts";
import { grantFile, grantPath, userFile } from "../workflow/after-merge/company-files.ts";

const apply = () => ["apply", "--yes", "--journal", join(aFolder(), "journal.jsonl")];

describe("two Okta organizations of one company", { timeout: 60_000 }, () => {
  it("are planned and applied with the credential of each: a mover, and a leaver who is contained in both", async () => {
    const { root, tenants, rolecall, write } = await twoOrgs();
    const { okta, "okta-eu": eu, google } = tenants;
    const settled = await rolecall(["plan"]);
    expect([settled.code, settled.err]).toEqual([0, ""]);
    expect(settled.out).toContain("No changes");
    rmSync(join(root, grantPath("bob", "okta/crm")));
    write({
      [grantPath("bob", "okta-eu/wiki")]: grantFile("bob", "okta-eu/wiki"),
      "access/users/ada.yaml": userFile("ada", { status: "terminated", end: "2026-11-30" }),
    });
    const ran = await rolecall(apply());
    expect(ran.code, ran.out + ran.err).toBe(0);
    expect([await okta.members("CRM Users"), await eu.members("Wiki Users")]).toEqual([[], ["bob"]]);
    expect([await okta.statusOf("ada"), await eu.statusOf("ada")]).toEqual(["SUSPENDED", "SUSPENDED"]);
    expect((await rolecall(["plan"])).out).toContain("No changes");
    expect([okta, eu, google].map(({ credentials }) => credentials())).toEqual([
      [`SSWS ${okta.token}`],
      [`SSWS ${eu.token}`],
      [`Bearer ${google.token}`],
    ]);
  });

  it("name the variables with the prefix where a credential is missing or rejected", async () => {
    const { rolecall, env, tenants } = await twoOrgs();
    const { EU_OKTA_CLIENT_TOKEN: _, ...without } = env;
    for (const command of [["plan"], ["doctor", "--providers"]]) {
      const ran = await rolecall(command, without);
      expect([ran.code, ran.err]).toEqual([
        64,
        expect.stringContaining("EU_OKTA_CLIENT_TOKEN is not set, and neither"),
      ]);
      expect(ran.err).not.toMatch(/(?<!EU_)OKTA_CLIENT/);
    }
    expect(tenants.okta.server.count() + tenants["okta-eu"].server.count()).toBe(0);
    const rejected = await rolecall(["plan"], { ...env, EU_OKTA_CLIENT_TOKEN: "wrong-token" });
    expect(rejected.out + rejected.err).toContain("set EU_OKTA_CLIENT_TOKEN");
    expect(rejected.out + rejected.err).not.toContain("wrong-token");
  });

  it("with one credential for both are refused before any request", async () => {
    const { rolecall, env, write, tenants } = await twoOrgs();
    write({ "access/systems/okta-eu.yaml": secondOrg.replace(", credentials: EU", "") });
    const { ROLECALL_OKTA_URL: _okta, ROLECALL_OKTA_EU_URL: _eu, ...real } = env;
    const ran = await rolecall(["plan"], real);
    expect([ran.code, ran.err]).toEqual([64, expect.stringContaining("name two tenants of Okta and one credential")]);
    expect(tenants.google.server.count()).toBe(0);
  });

  it("pin the tenant of each credential with the variable of its prefix", async () => {
    const { rolecall, env, write, tenants } = await twoOrgs();
    const stranger = await aStranger();
    write({ "access/systems/okta-eu.yaml": secondOrg.replace("https://acme-eu.okta.example", stranger.url) });
    const { ROLECALL_OKTA_EU_URL: _, ...rest } = env;
    const named = { ...rest, EU_OKTA_CLIENT_ORGURL: tenants["okta-eu"].server.url, OKTA_CLIENT_ORGURL: stranger.url };
    const ran = await rolecall(["plan"], named);
    expect([ran.code, ran.err]).toEqual([
      64,
      expect.stringContaining("access/systems/okta-eu.yaml: connection.orgUrl is"),
    ]);
    expect(ran.err).toContain("but EU_OKTA_CLIENT_ORGURL names");
    expect(stranger.count()).toBe(0);
  });
});

describe("connection.credentials", () => {
  it.each(["eu", "EU_", "_EU", "EU-1", "1EU", "sk-live-token"])("rejects %s", async (prefix) => {
    const { rolecall, write } = await twoOrgs();
    write({ "access/systems/okta-eu.yaml": secondOrg.replace("credentials: EU", `credentials: ${prefix}`) });
    const { code, out } = await rolecall(["validate"]);
    expect([code, out]).toEqual([3, expect.stringContaining("connection.credentials")]);
  });
});
