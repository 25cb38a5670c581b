import { rmSync, writeFileSync, mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { sandboxVariables } from "../../src/cli/commands/sandbox.ts";
import { aFolder, aSandbox, aSmallCompany, type Sandboxed } from "../support/sandboxed.ts";
import { grantFile, grantPath } from "../workflow/after-merge/company-files.ts";

const wiki = `id: wiki
title: Wiki
target: { app: Wiki }
profile: { role: title, seat: { value: reader } }
tier: low
owners: [olga]
`;
const helpDesk = `id: help-desk
title: Help desk
target: { adminRole: HELP_DESK_ADMIN }
tier: low
owners: [olga]
`;

/** The small company with an app and an administrator role that ada holds. */
function aCompanyWithTargets(): { readonly root: string; readonly write: (path: string, text: string) => void } {
  const root = aSmallCompany();
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  write("access/entitlements/okta/wiki.yaml", wiki);
  write("access/entitlements/okta/help-desk.yaml", helpDesk);
  write(grantPath("ada", "okta/wiki"), grantFile("ada", "okta/wiki"));
  write(grantPath("ada", "okta/help-desk"), grantFile("ada", "okta/help-desk"));
  return { root, write };
}

async function fromOkta({ sandbox }: Sandboxed, path: string): Promise<ReturnType<typeof JSON.parse>> {
  const { OKTA_CLIENT_TOKEN = "" } = sandboxVariables(sandbox) as Record<string, string>;
  const headers = { authorization: `SSWS ${OKTA_CLIENT_TOKEN}` };
  return (await fetch(`${sandbox.okta.url}/api/v1/${path}`, { headers })).json();
}

/** Returns the users of the app with their profiles, and the roles of everyone, from the sandbox itself. */
async function heldIn(company: Sandboxed): Promise<readonly (readonly string[])[]> {
  const [{ id }] = await fromOkta(company, "apps?q=Wiki");
  const users = (await fromOkta(company, `apps/${id}/users`)) as {
    readonly credentials: { readonly userName: string };
    readonly profile: Readonly<Record<string, string>>;
  }[];
  const { value } = (await fromOkta(company, "iam/assignees/users")) as { readonly value: { readonly id: string }[] };
  const admins = await Promise.all(
    value.map(async (user) => {
      const [{ profile }, roles] = await Promise.all([
        fromOkta(company, `users/${user.id}`),
        fromOkta(company, `users/${user.id}/roles`),
      ]);
      return `${profile.login} ${roles.map(({ type }: { type: string }) => type).join()}`;
    }),
  );
  return [
    users.map(({ credentials, profile }) => `${credentials.userName} ${profile["role"]} ${profile["seat"]}`),
    admins,
  ];
}

describe("an app and an administrator role of Okta", () => {
  it("are given, changed and taken by plan and apply, and a second apply writes nothing", async () => {
    const { root, write } = aCompanyWithTargets();
    const company = await aSandbox("none", root);
    const { rolecall, writes } = company;
    const journal = join(aFolder(), "journal.jsonl");
    const apply = async (): Promise<string> => {
      const { out, err, code } = await rolecall(["apply", "--yes", "--journal", journal]);
      expect([code, err.includes("failed")]).toEqual([0, false]);
      return out.split("\n").at(-2) ?? "";
    };
    const ada = "ada@acme.example";
    expect((await rolecall(["plan", "--detailed-exitcode"])).out).toContain("No changes.");
    expect(await heldIn(company)).toEqual([[`${ada} Engineer reader`], [`${ada} HELP_DESK_ADMIN`]]);

    write(grantPath("bob", "okta/wiki"), grantFile("bob", "okta/wiki"));
    write(grantPath("bob", "okta/help-desk"), grantFile("bob", "okta/help-desk"));
    expect(await apply()).toBe("Applied: 2 done.");
    const bob = "bob@acme.example";
    expect(await heldIn(company)).toEqual([
      [`${ada} Engineer reader`, `${bob} Engineer reader`],
      [`${ada} HELP_DESK_ADMIN`, `${bob} HELP_DESK_ADMIN`],
    ]);

    write("access/entitlements/okta/wiki.yaml", wiki.replace("reader", "editor"));
    expect(await apply()).toBe("Applied: 2 done.");
    expect((await heldIn(company))[0]).toEqual([`${ada} Engineer editor`, `${bob} Engineer editor`]);

    for (const entitlement of ["okta/wiki", "okta/help-desk"]) rmSync(join(root, grantPath("ada", entitlement)));
    expect(await apply()).toBe("Applied: 2 done.");
    expect(await heldIn(company)).toEqual([[`${bob} Engineer editor`], [`${bob} HELP_DESK_ADMIN`]]);
    const before = writes();
    expect((await rolecall(["plan", "--detailed-exitcode"])).out).toContain("No changes.");
    expect((await rolecall(["apply", "--yes", "--journal", journal])).code).toBe(0);
    expect(writes()).toBe(before);
  });

  it("block only their own entitlement where they do not exist or cannot be read", async () => {
    const { root, write } = aCompanyWithTargets();
    const company = await aSandbox("none", root);
    write("access/entitlements/okta/wiki.yaml", wiki.replace("app: Wiki", "app: Payroll"));
    const missing = await company.rolecall(["plan"]);
    expect(missing.out).toContain("provider/missing-target");
    write("access/entitlements/okta/wiki.yaml", wiki);
    company.sandbox.okta.addFault({ fault: { kind: "status", status: 403 }, path: /iam/ });
    const unread = await company.rolecall(["plan"]);
    expect(unread.out).toMatch(/provider\/unread[\s\S]*HELP_DESK_ADMIN[\s\S]*403/);
    expect(unread.out).not.toMatch(/app "Wiki"/);
  });

  it("are named by doctor --providers", async () => {
    const { root } = aCompanyWithTargets();
    const { rolecall } = await aSandbox("none", root);
    const { code, out } = await rolecall(["doctor", "--providers"]);
    expect(code).toBe(0);
    expect(out).toContain("present read apps and their users");
    expect(out).toContain("present assign administrator roles to users");
  });
});
