import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { schemaProblems } from "../../src/formats/validators.ts";
import { rolecall } from "../support/cli.ts";
import { bareRepository, clonedRepository, runTestGit } from "../support/real-git.ts";
import { aFolder } from "../support/sandboxed.ts";
import { smallCompany, userYaml } from "../support/tree.ts";

const on = (day: string): number => Date.parse(`2026-${day}T00:00:00Z`);
const roleFile = "access/roles/staff.yaml";
const grantFile = "access/grants/roles/crew/ada.yaml";
const role = (id: string, birthright: string, entitlements = "okta/account") =>
  `id: ${id}\ntitle: ${id}\nowners: ["@acme/security"]\n${birthright}entitlements: [${entitlements}]\n`;
const ofStaff = "birthright: { kind: employee }\n";

/** The role of staff since March, without an entitlement in May, and again since June; the user's file moves in July. */
function aHistory() {
  const folder = aFolder();
  bareRepository(join(folder, "remote.git"));
  const root = join(folder, "work");
  const work = clonedRepository(join(folder, "remote.git"), root);
  work.write({ "README.md": "Access\n" });
  work.commit("Start", on("01-01"));
  const files = Object.entries({ ...smallCompany, "users/bob.yaml": userYaml("bob") });
  work.write(Object.fromEntries(files.map(([path, text]) => [`access/${path}`, text])));
  work.commit("Company", on("02-01"));
  work.write({ [roleFile]: role("staff", ofStaff) });
  work.commit("Role", on("03-01"));
  work.write({ "access/users/ada.yaml": `${userYaml("ada")}title: Engineer\n` });
  work.commit("Title", on("04-01"));
  work.write({ [roleFile]: role("staff", "birthright: { department: Sales }\n") });
  work.commit("Narrow", on("05-01"));
  work.write({ [roleFile]: role("staff", ofStaff) });
  work.commit("Widen", on("06-01"));
  work.write({ "access/users/ada.yaml": null, "access/users/team/ada.yaml": userYaml("ada") });
  work.commit("Move", on("07-01"));
  work.push("refs/heads/main", "main");
  return { folder, root, work };
}

describe("why names since when access by a role holds", () => {
  const since = async (root: string, at: string, user = "ada"): Promise<string | null | undefined> => {
    const { out } = await rolecall(["why", user, "okta/account", "--json", ...(at === "" ? [] : ["--at", at])], {
      cwd: root,
    });
    const answer = JSON.parse(out) as { readonly because: readonly { readonly since?: string | null }[] };
    expect(schemaProblems("why", answer)).toEqual([]);
    return answer.because[0]?.since;
  };

  it("from the commit that gave it, and again after an interruption", async () => {
    const { root } = aHistory();
    expect(await since(root, "2026-04-15T00:00:00Z")).toBe("2026-03-01T00:00:00Z");
    expect(await since(root, "2026-03-01T00:00:00Z")).toBe("2026-03-01T00:00:00Z");
    expect(await since(root, "2026-05-15T00:00:00Z")).toBeUndefined();
    expect(await since(root, "2026-06-15T00:00:00Z")).toBe("2026-06-01T00:00:00Z");
    // A moved file of the user is not an interruption.
    expect(await since(root, "2026-08-01T00:00:00Z")).toBe("2026-06-01T00:00:00Z");
    const { out } = await rolecall(["why", "ada", "okta/account"], { cwd: root });
    expect(out).toContain("  by birthright of the role staff, since 2026-06-01 02:00 Europe/Berlin, without an expiry");
  });

  it("from the start of the user where that is later, and from the role's commit where the grant is older", async () => {
    const { root, work } = aHistory();
    work.write({ "access/users/cy.yaml": userYaml("cy").replace("2024-02-01", "2026-09-01") });
    work.write({ [grantFile]: "user: ada\nrole: crew\nreason: Works with the crew every day\n" });
    work.write({ "access/roles/crew.yaml": role("crew", "", "okta/crew") });
    const crew = 'id: crew\ntitle: Crew\ntarget: { group: Crew }\ntier: low\nowners: ["@acme/security"]\n';
    work.write({
      "access/entitlements/okta/crew.yaml": crew,
      "access/entitlements/okta/tool.yaml": crew.replaceAll("rew", "raft").replace("id: craft", "id: tool"),
    });
    work.commit("Crew", on("07-10"));
    work.write({ "access/roles/crew.yaml": role("crew", "", "okta/crew, okta/tool") });
    work.commit("Tool", on("07-20"));
    work.push("refs/heads/main", "main");
    expect(await since(root, "2026-10-01T00:00:00Z", "cy")).toBe("2026-08-31T22:00:00Z");
    const { out } = await rolecall(["why", "ada", "okta/tool", "--at", "2026-08-01T00:00:00Z"], { cwd: root });
    expect(out).toContain("by the grant of the role crew, since 2026-07-20 02:00 Europe/Berlin,");
  });

  it("and says that it is not known where it is not merged, or the history is missing", async () => {
    const { folder, root, work } = aHistory();
    work.write({ "access/roles/other.yaml": role("other", ofStaff) });
    const { out } = await rolecall(["why", "bob", "okta/account"], { cwd: root });
    expect(out).toContain("  by birthright of the role other, since: not known, without an expiry date\n");
    expect(out).toContain("  by birthright of the role staff, since 2026-06-01 02:00 Europe/Berlin,");
    runTestGit(folder, "clone", "--quiet", "--depth=1", `file://${join(folder, "remote.git")}`, "shallow");
    const shallow = await rolecall(["why", "bob", "okta/account"], { cwd: join(folder, "shallow") });
    expect(shallow.out).toContain("  by birthright of the role staff, since: not known,");
  });
});
