import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { schemaProblems } from "../../src/formats/validators.ts";
import type { FaultRule } from "../../src/sandbox/core/faults.ts";
import { aCompany, aFolder, aSandbox, aSmallCompany, aSmallSandbox, morning } from "../support/sandboxed.ts";

describe("plan and apply", () => {
  it("apply the files to the providers, and then report no changes and write nothing", async () => {
    const { rolecall, writes } = await aSandbox();
    const journal = join(aFolder(), "journal.jsonl");
    const planned = await rolecall(["plan", "--json"]);
    expect(schemaProblems("plan", JSON.parse(planned.out))).toEqual([]);
    expect([planned.code, writes()]).toEqual([0, 0]);
    const applied = await rolecall(["apply", "--yes", "--journal", journal]);
    expect([applied.code, applied.out.split("\n").at(-2)]).toEqual([0, expect.stringMatching(/^Applied: \d+ done\.$/)]);
    const before = writes();
    const again = await rolecall(["plan", "--detailed-exitcode"]);
    expect([again.code, again.out.split("\n").at(-2)]).toEqual([
      0,
      "No changes. The providers match the files under access/.",
    ]);
    expect((await rolecall(["apply", "--yes", "--journal", journal])).code).toBe(0);
    expect(writes()).toBe(before);
    expect((await rolecall(["journal", journal])).code).toBe(0);
    writeFileSync(journal, readFileSync(journal, "utf8").replace('"outcome":"done"', '"outcome":"failed"'));
    const altered = await rolecall(["journal", journal]);
    expect([altered.code, altered.out]).toEqual([3, expect.stringMatching(/is broken at line \d+: /)]);
  });

  it("return 2 for pending changes with --detailed-exitcode", async () => {
    const { rolecall } = await aSandbox();
    expect((await rolecall(["plan", "--detailed-exitcode"])).code).toBe(2);
  });

  it("ask for the organization's name, and write nothing on another answer or without a terminal", async () => {
    const { rolecall, writes } = await aSandbox();
    const questions: string[] = [];
    const wrong = await rolecall(["apply"], {
      isInteractive: true,
      ask: async (question) => {
        questions.push(question);
        return "acme";
      },
    });
    expect([wrong.code, writes(), questions.length]).toEqual([4, 0, 1]);
    expect(questions[0]).toContain("Type the organization's name");
    const alone = await rolecall(["apply"]);
    expect([alone.code, alone.err, writes()]).toEqual([
      4,
      "The confirmation needs a terminal. Review the plan, then run apply with --yes.\nNot confirmed: nothing was written.\n",
      0,
    ]);
  });

  it("print no line that depends on how long the providers take to answer", async () => {
    const { rolecall } = await aSmallSandbox();
    // A wait that takes no time makes every read last longer than the first report of progress waits.
    const clock = { now: () => Date.parse(morning), sleep: () => turn() };
    const { code, err } = await rolecall(["plan"], { clock });
    expect([code, err]).toEqual([0, ""]);
  });

  it("apply another instant, because every system is a sandbox", async () => {
    const { rolecall, writes } = await aSandbox();
    const at = ["--at", "2026-12-02T09:00:00Z"];
    expect((await rolecall(["apply", "--yes", ...at, "--journal", join(aFolder(), "j.jsonl")])).code).toBe(0);
    expect(writes()).toBeGreaterThan(0);
  });

  it("apply a saved plan that is up to date, and refuse a stale one", async () => {
    const { rolecall, writes } = await aSandbox();
    const folder = aFolder();
    const [saved, journal] = [join(folder, "plan.json"), join(folder, "journal.jsonl")];
    await rolecall(["plan", "--out", saved]);
    const part = await rolecall(["apply", "--yes", "--journal", journal, "--target", "nora-bergstrom"]);
    expect(part.code).toBe(0);
    expect(part.err).toMatch(/^ {2}1\/\d+ {2}done {8}\S/m);
    const { out } = await rolecall(["journal", journal, "--user", "nora-bergstrom", "--json"]);
    const recorded = JSON.parse(out) as { readonly entries: readonly object[] };
    expect(schemaProblems("journal", recorded)).toEqual([]);
    const run = { kind: "by-hand", claims: { osUser: expect.any(String) } };
    expect(recorded.entries.length).toBeGreaterThan(0);
    for (const entry of recorded.entries) expect(entry).toMatchObject({ user: "nora-bergstrom", outcome: "done", run });
    const before = writes();
    const stale = await rolecall(["apply", "--plan", saved, "--yes", "--journal", journal]);
    expect([stale.code, writes()]).toEqual([4, before]);
    expect(stale.err).toMatch(/stale[\s\S]*nora-bergstrom[\s\S]*Nothing was written/);
  });

  it("do not show a reviewed plan again without a confirmation", async () => {
    const { rolecall } = await aSandbox();
    const folder = aFolder();
    const saved = join(folder, "plan.json");
    const { out: shown } = await rolecall(["plan", "--out", saved]);
    const { out } = await rolecall(["apply", "--plan", saved, "--yes", "--journal", join(folder, "journal.jsonl")]);
    const summary = /^Plan: .+$/m.exec(shown)?.[0] ?? "no summary";
    expect(out.startsWith(`The plan in ${saved} is up to date.\n${summary}\n\nApplied: `)).toBe(true);
  });

  it("reject an unknown target", async () => {
    const { rolecall, requests } = await aSandbox();
    const { code, err } = await rolecall(["plan", "--target", "okta/crn"]);
    expect([code, err, requests()]).toEqual([
      64,
      "rolecall: --target okta/crn: expected the id of a user or an entitlement; did you mean okta/crm?\n",
      0,
    ]);
  });

  it("hold back a user in doubt, apply the rest and end with 5", async () => {
    const { rolecall, writes } = await aSandbox("all");
    const { code, out } = await rolecall(["apply", "--yes", "--journal", join(aFolder(), "journal.jsonl")]);
    expect(code).toBe(5);
    expect(writes()).toBeGreaterThan(0);
    expect(out).toContain("blocked: provider/recycled-address");
    expect(out).toMatch(/Held back:\n(.*\n)*? {2}provider\/recycled-address: /);
  });

  it("plan the same operations from a recorded snapshot without a credential", async () => {
    const { rolecall } = await aSandbox();
    const snapshot = join(aFolder(), "snapshot.json");
    expect((await rolecall(["observe", "--out", snapshot])).code).toBe(0);
    const live = JSON.parse((await rolecall(["plan", "--json", "--at", "2026-12-01T09:00:00Z"])).out);
    const offline = await rolecall(["plan", "--json", "--observed", snapshot, "--at", "2026-12-01T09:00:00Z"], {
      env: {},
    });
    expect(JSON.parse(offline.out).operations).toEqual(live.operations);
  });
});

describe("one bad file", () => {
  it.each(["validate", "plan", "apply", "observe"])(
    "stops %s with exit code 3, and nothing is sent",
    async (command) => {
      const { rolecall, requests } = await aSmallSandbox();
      const root = aSmallCompany();
      mkdirSync(join(root, "access/grants/okta/crm"), { recursive: true });
      writeFileSync(join(root, "access/grants/okta/crm/nobody.yaml"), "user: nobody\nentitlement: okta/crm\n");
      const options = command === "apply" ? ["--yes", "--journal", join(aFolder(), "j.jsonl")] : [];
      const { code, out, err } = await rolecall([command, "--root", root, ...options]);
      expect([code, requests()]).toEqual([3, 0]);
      expect(out + err).toContain("ref/unknown-user");
      expect(out + err).toContain("access/grants/okta/crm/nobody.yaml:1:");
    },
  );

  it("stops a plan from a snapshot before the snapshot is read", async () => {
    const { rolecall } = await aSmallSandbox();
    const root = aSmallCompany();
    rmSync(join(root, "access/systems/okta.yaml"));
    expect((await rolecall(["plan", "--root", root, "--observed", "no-such-file.json"])).code).toBe(3);
    expect((await rolecall(["plan", "--observed", "no-such-file.json"])).code).toBe(1);
  });

  it("reports an unsupported field as a warning of validate, and plan and apply refuse it", async () => {
    const { rolecall, requests } = await aSandbox();
    const root = aCompany();
    const file = join(root, "access/systems/google.yaml");
    const text = readFileSync(file, "utf8");
    writeFileSync(
      file,
      text.replace(/onTerminate: \{ now: suspend/, "onTerminate: { now: suspend, transferDataTo: manager"),
    );
    expect(readFileSync(file, "utf8")).not.toBe(text);
    const validated = await rolecall(["validate", "--root", root]);
    expect([validated.code, validated.out]).toEqual([0, expect.stringContaining("warning: schema/not-supported-yet")]);
    for (const command of [["plan"], ["apply", "--yes"]])
      expect((await rolecall([...command, "--root", root])).code).toBe(3);
    expect(requests()).toBe(0);
  });
});

describe("a provider that cannot be read", () => {
  const lists: readonly (readonly [string, "okta" | "google", string, RegExp])[] = [
    ["users of Okta", "okta", "/api/v1/users", /okta was not read \(.*the list of users/],
    ["groups of Okta", "okta", "/api/v1/groups", /okta was not read \(.*the list of groups/],
    ["users of Google", "google", "/admin/directory/v1/users", /google was not read \(.*the list of users/],
    ["groups of Google", "google", "/admin/directory/v1/groups", /google was not read \(.*the list of groups/],
  ];
  const faults: readonly (readonly [string, FaultRule["fault"]])[] = [
    ["answers 500", { kind: "status", status: 500 }],
    ["drops the connection", { kind: "drop" }],
  ];
  const cases = lists.flatMap(([name, system, path, message]) =>
    faults.map(([how, fault]) => ({ name, system, path, message, how, fault })),
  );

  it.each(cases)(
    "$name: it $how: exit code 1, the scope by name, no write",
    async ({ system, path, message, fault }) => {
      const { sandbox, rolecall, writes } = await aSmallSandbox();
      sandbox[system].addFault({ fault, method: "GET", path });
      const { code, out } = await rolecall(["apply", "--yes", "--journal", join(aFolder(), "j.jsonl")]);
      expect([code, writes()]).toEqual([1, 0]);
      expect(out).toMatch(message);
      expect(out).toContain("No operations can be planned.");
    },
  );

  it("removes no member in a system whose pages of members are cut off", async () => {
    for (const system of ["okta", "google"] as const) {
      const { sandbox, rolecall, writes } = await aSandbox();
      sandbox[system].addFault({
        fault: { kind: "cut-page" },
        method: "GET",
        path: /\/groups\/[^/]+\/(users|members)$/,
      });
      const { code, out } = await rolecall(["apply", "--yes", "--journal", join(aFolder(), "j.jsonl")]);
      const removals = sandbox[system].count({ method: "DELETE", path: /\/groups\/[^/]+\/(users|members)/ });
      expect([system, code, removals]).toEqual([system, 5, 0]);
      expect(writes()).toBeGreaterThan(0);
      expect(out).toMatch(/provider\/unread: The members of the group ".*" \(.*\) in (okta|google) were not read/);
    }
  });

  it("has no operations when it is unreachable", async () => {
    const { sandbox, rolecall, writes } = await aSmallSandbox();
    await sandbox.google.close();
    const { code, out } = await rolecall(["apply", "--yes", "--journal", join(aFolder(), "j.jsonl")]);
    expect([code, writes()]).toEqual([1, 0]);
    expect(out).toMatch(/google was not read \(the list of/);
  });

  it("reports all missing credentials at once, with the variables to set", async () => {
    const { rolecall } = await aSmallSandbox();
    const { code, err } = await rolecall(["plan"], { env: {} });
    expect(code).toBe(64);
    expect(err).toContain("OKTA_CLIENT_TOKEN");
    expect(err).toContain("GOOGLE_APPLICATION_CREDENTIALS");
  });

  it("rejects plain HTTP to another machine", async () => {
    const { rolecall } = await aSmallSandbox();
    const { code, err } = await rolecall(["plan"], {
      env: { ROLECALL_OKTA_URL: "http://okta.example", OKTA_CLIENT_TOKEN: "canary-token" },
    });
    expect([code, err]).toEqual([64, expect.stringContaining("not encrypted")]);
    expect(err).not.toContain("canary-token");
  });
});
