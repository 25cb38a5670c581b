import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { schemaProblems } from "../../src/formats/validators.ts";
import { rolecall } from "../support/cli.ts";
import { aRepository } from "../support/repository.ts";
import { aSandbox } from "../support/sandboxed.ts";

const at = ["--at", "2026-12-01T09:00:00Z"];

function write(root: string, path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

const edit = (root: string, path: string, from: RegExp | string, to: string): void => {
  const before = readFileSync(join(root, path), "utf8");
  const after = before.replace(from, to);
  if (after === before) throw new Error(`${path} does not hold ${from}`);
  writeFileSync(join(root, path), after);
};

const grant = "access/grants/okta/deal-desk/sofie-jansen.yaml";
const grantText = "user: sofie-jansen\nentitlement: okta/deal-desk\nreason: Prices the autumn tenders\n";

describe("validate --base", () => {
  it("reports no findings for a valid change", async () => {
    const { root } = aRepository();
    write(root, grant, grantText);
    expect((await rolecall(["validate", ...at, "--root", root, "--base", "HEAD"])).code).toBe(0);
  });

  it("rejects a removed user, a changed employee number, and an expiry that was already past when it was written", async () => {
    const { root } = aRepository();
    edit(root, "access/users/engineering/ada-lovelace.yaml", /employeeNumber: ".*"/, 'employeeNumber: "999999"');
    write(root, grant, `${grantText}expires: 2026-11-01\n`);
    rmSync(join(root, "access/users/engineering/tomas-novak.yaml"));
    const { code, out } = await rolecall(["validate", ...at, "--root", root, "--base", "HEAD", "--json"]);
    expect(code).toBe(3);
    const findings = JSON.parse(out).findings as readonly { code: string; severity: string; file: string | null }[];
    expect(
      findings
        .filter(({ severity }) => severity === "error")
        .map(({ code: found }) => found)
        .sort(),
    ).toEqual(["identity/number-changed", "identity/user-removed", "time/already-expired"]);
    expect(findings.filter(({ file }) => file === grant)).toHaveLength(1);
    // Without the base, the past expiry is only a warning.
    const alone = await rolecall(["validate", ...at, "--root", root]);
    expect([alone.code, alone.out]).toEqual([0, expect.stringContaining("warning: time/already-expired")]);
  });

  it("reports how to fix a revision that git does not know", async () => {
    const { root } = aRepository();
    const { code, err } = await rolecall(["validate", ...at, "--root", root, "--base", "no-such"]);
    expect([code, err]).toEqual([1, expect.stringContaining("no-such")]);
  });

  it("judges the files of a commit independent of the folder's content", async () => {
    const { root } = aRepository();
    write(root, "access/users/broken.yaml", "id: [\n");
    expect((await rolecall(["validate", ...at, "--root", root])).code).toBe(3);
    expect((await rolecall(["validate", ...at, "--root", root, "--commit", "HEAD"])).code).toBe(0);
  });
});

describe("plan --base", () => {
  it("separates the change from drift, and prints the digest that reviewers approve", async () => {
    const { root, commit } = aRepository();
    write(root, grant, grantText);
    const head = commit("Give Sofie the deal desk");
    const sandbox = await aSandbox();
    const options = ["--root", root, "--base", "HEAD~1", "--commit", "HEAD", "--json"];
    const plan = JSON.parse((await sandbox.rolecall(["plan", ...options])).out);
    expect(schemaProblems("plan", plan)).toEqual([]);
    expect(plan.head).toBe(head);
    expect(plan.accessChanges).toMatchObject([
      { kind: "gain", user: "sofie-jansen", entitlement: "okta/deal-desk", because: [{ file: grant, line: 1 }] },
    ]);
    const changes = plan.operations.filter(({ origin }: { origin: string }) => origin === "change");
    expect(changes.map(({ id }: { id: string }) => id)).toEqual(["okta:membership.add:deal-desk:sofie-jansen"]);
    const offline = JSON.parse((await sandbox.rolecall(["plan", ...options, "--at", "2026-12-02T09:00:00Z"])).out);
    expect(offline.digest).toBe(plan.digest);
  });

  it("passes for the termination of a user with live access, whose plan takes the access away", async () => {
    const { root, commit } = aRepository();
    edit(root, "access/policies/least-privilege.yaml", /.*lp\/leaver-with-access.*\n/, "");
    commit("Default severity");
    edit(root, "access/users/sales/sofie-jansen.yaml", "status: active", "status: terminated");
    commit("Sofie leaves");
    const { rolecall: run } = await aSandbox("none");
    const change = ["plan", "--root", root, "--base", "HEAD~1", "--commit", "HEAD"];
    for (const failOn of ["error", "warning", "note"]) {
      const { code, out } = await run([...change, "--fail-on", failOn]);
      if (failOn === "error") expect(code).toBe(0);
      expect(out).toContain("note: lp/leaver-with-access");
      expect(out).toContain("suspend the account of sofie-jansen");
    }
    const state = await run(["plan", "--root", root, "--commit", "HEAD"]);
    expect([state.code, state.out]).toEqual([0, expect.stringContaining("note: lp/leaver-with-access")]);
  });

  it("still fails for what the change itself causes", async () => {
    const { root, commit } = aRepository();
    edit(root, "access/users/sales/sofie-jansen.yaml", "status: active", "status: terminated");
    write(root, "access/grants/okta/deal-desk/no-such.yaml", grantText.replace("sofie-jansen", "no-such"));
    commit("Sofie leaves, and a stranger comes");
    const { rolecall: run } = await aSandbox("none");
    expect((await run(["plan", "--root", root, "--base", "HEAD~1", "--commit", "HEAD"])).code).toBe(3);
  });
});
