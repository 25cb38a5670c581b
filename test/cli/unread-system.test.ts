import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Fault } from "../../src/sandbox/core/faults.ts";
import { aFolder, aSandbox, aSmallCompany } from "../support/sandboxed.ts";
import { writeFiles } from "../support/real-git.ts";
import { grantFile, grantPath, userFile } from "../workflow/after-merge/company-files.ts";

type Provider = "okta" | "google";

/** Both providers hold the company; its files then say that Ada has left. */
async function aLeaver() {
  const root = aSmallCompany();
  writeFiles(root, {
    "access/entitlements/google/crew.yaml":
      "id: crew\ntitle: Crew\ntarget: { group: crew@acme.example }\ntier: low\nowners: [olga]\n",
    [grantPath("ada", "google/crew")]: grantFile("ada", "google/crew"),
    [grantPath("bob", "google/crew")]: grantFile("bob", "google/crew"),
    [grantPath("sue", "google/crew")]: grantFile("sue", "google/crew"),
    [grantPath("ada", "okta/wiki")]: grantFile("ada", "okta/wiki"),
  });
  const { sandbox, rolecall } = await aSandbox("none", root);
  writeFiles(root, { "access/users/ada.yaml": userFile("ada", { status: "terminated" }) });
  const journal = join(aFolder(), "journal.jsonl");
  const writes = (): Readonly<Record<Provider, number>> => ({
    okta: sandbox.okta.count({ isWrite: true }),
    google: sandbox.google.count({ isWrite: true }),
  });
  return { sandbox, rolecall, writes, apply: () => rolecall(["apply", "--yes", "--journal", journal]) };
}

const failures: readonly (readonly [string, Fault])[] = [
  ["answers 500", { kind: "status", status: 500 }],
  ["drops the connection", { kind: "drop" }],
];
const cut = ["is cut off", { kind: "cut-page" }] as const;
const lists: readonly (readonly [Provider, string, string | RegExp, readonly (readonly [string, Fault])[]])[] = [
  ["okta", "the list of users", "/api/v1/users", [...failures, cut]],
  ["okta", "the list of groups", /^\/api\/v1\/groups(\?|$)/, failures],
  ["okta", "the group rules", "/api/v1/groups/rules", failures],
  ["google", "the list of users", "/admin/directory/v1/users", [...failures, cut]],
  ["google", "the list of groups", /^\/admin\/directory\/v1\/groups(\?|$)/, failures],
];
const cases = lists.flatMap(([system, list, path, faults]) =>
  faults.map(([how, fault]) => ({ system, list, path, how, fault })),
);

describe("a system that cannot be read", { timeout: 60_000 }, () => {
  it.each(cases)(
    "holds back only itself: $list of $system $how, and the leaver is contained in the other system",
    async ({ system, list, path, fault }) => {
      const { sandbox, apply, rolecall, writes } = await aLeaver();
      sandbox[system].addFault({ fault, method: "GET", path });
      const planned = await rolecall(["plan"]);
      expect(planned.code).toBe(1);
      expect(planned.out).toContain(`${system} was not read (`);
      expect(planned.out).toContain(`${list}: `);
      const { code, out } = await apply();
      expect(code).toBe(5);
      expect(out).toContain("Held back:");
      expect(out).toContain(`${system} was not read (`);
      const other = system === "okta" ? "google" : "okta";
      expect([writes()[system], writes()[other] > 0]).toEqual([0, true]);

      sandbox[system].clearFaults();
      expect((await apply()).code).toBe(0);
      expect(writes()[system]).toBeGreaterThan(0);
      expect((await rolecall(["plan", "--detailed-exitcode"])).code).toBe(0);
    },
  );

  it.each(
    [...failures, cut].flatMap(([how, fault]) =>
      (["okta", "google"] as const).map((system) => ({ system, how, fault })),
    ),
  )("holds back only the groups whose members are not known: $how in $system", async ({ system, fault }) => {
    const { sandbox, apply, writes } = await aLeaver();
    sandbox[system].addFault({ fault, method: "GET", path: /\/groups\/[^/]+\/(users|members)(\?|$)/ });
    const { code, out } = await apply();
    expect(code).toBe(5);
    expect(out).toMatch(/provider\/unread: The members of the group /);
    // The account is suspended in both systems; no membership of an unread group is written.
    expect(writes().okta).toBeGreaterThan(0);
    expect(writes().google).toBeGreaterThan(0);
    sandbox[system].clearFaults();
    expect((await apply()).code).toBe(0);
  });

  it("ends with 1 where nothing can be done in the other system, and never says that nothing is to be done", async () => {
    const { sandbox, apply } = await aLeaver();
    expect((await apply()).code).toBe(0);
    sandbox.google.addFault({ fault: { kind: "status", status: 500 }, method: "GET" });
    const { code, out } = await apply();
    expect(code).toBe(1);
    expect(out).not.toContain("No changes");
    expect(out).toContain("google was not read (");
  });
});
