import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { aSmallCompany, aSandbox } from "../support/sandboxed.ts";

async function aRecordedCompany() {
  const root = aSmallCompany();
  const company = await aSandbox("none", root);
  const file = join(root, "snapshot.json");
  expect((await company.rolecall(["observe", "--out", "snapshot.json"])).code).toBe(0);
  const { okta } = company.sandbox;
  const requestsOf = async (argv: readonly string[]) => {
    const before = okta.count();
    const ran = await company.rolecall(argv);
    return { ...ran, requests: okta.count() - before };
  };
  return { ...company, file, requestsOf };
}

const systemsIn = (text: string) =>
  (JSON.parse(text) as { systems: { system: string; reading?: Record<string, unknown> }[] }).systems;

describe("rolecall observe --since", () => {
  it("reads only the changes in Okta, and records the same state as a complete read", async () => {
    const { file, requestsOf, rolecall } = await aRecordedCompany();
    const before = readFileSync(file, "utf8");
    const since = await requestsOf(["observe", "--since", "snapshot.json", "--out", "snapshot.json"]);
    expect([since.code, since.requests]).toEqual([0, 3]);
    expect(since.err).toContain("Read the changes in okta since snapshot.json.\n");
    expect(since.err).toContain("Read everything in google: its provider is only read completely.\n");
    const again = await requestsOf(["observe", "--since", "snapshot.json", "--out", "snapshot.json"]);
    expect(again.requests).toBe(3);
    const without = (text: string) => systemsIn(text).map((system) => ({ ...system, reading: null }));
    expect(without(readFileSync(file, "utf8"))).toEqual(without(before));
    expect((await rolecall(["plan", "--observed", "snapshot.json"])).code).toBe(0);
  });

  it("reads everything where the file does not exist, is not a snapshot, or does not record the read", async () => {
    const { file, requestsOf } = await aRecordedCompany();
    const all = (await requestsOf(["observe"])).requests;
    const missing = await requestsOf(["observe", "--since", "missing.json"]);
    expect([missing.code, missing.requests]).toEqual([0, all]);
    expect(missing.err).toMatch(/Read everything in okta: missing.json is not a complete snapshot: the file does not/);
    const { systems, ...snapshot } = JSON.parse(readFileSync(file, "utf8"));
    const older = systems.map((system: object) => ({ ...system, reading: undefined }));
    writeFileSync(file, JSON.stringify({ ...snapshot, systems: older }));
    const old = await requestsOf(["observe", "--since", "snapshot.json"]);
    expect([old.code, old.requests]).toEqual([0, all]);
    expect(old.err).toContain("Read everything in okta: the snapshot does not record when it was read.\n");
    writeFileSync(file, "{}");
    expect((await requestsOf(["observe", "--since", "snapshot.json"])).requests).toBe(all);
  });

  it("reads everything after the time of --full-after", async () => {
    const { file, requestsOf } = await aRecordedCompany();
    const wrong = await requestsOf(["observe", "--since", "snapshot.json", "--full-after", "soon"]);
    expect([wrong.code, wrong.err]).toEqual([64, expect.stringContaining("--full-after is not valid")]);
    const { systems, ...snapshot } = JSON.parse(readFileSync(file, "utf8"));
    const aged = systems.map((system: { reading?: object }) =>
      system.reading === undefined
        ? system
        : { ...system, reading: { ...system.reading, fullAt: "2026-11-30T09:00:00Z" } },
    );
    writeFileSync(file, JSON.stringify({ ...snapshot, systems: aged }));
    const late = await requestsOf(["observe", "--since", "snapshot.json"]);
    expect(late.requests).toBeGreaterThan(3);
    expect(late.err).toContain(
      "Read everything in okta: the last read of everything was at 2026-11-30T09:00:00Z, and --full-after is PT24H.\n",
    );
    const longer = await requestsOf(["observe", "--since", "snapshot.json", "--full-after", "P2D"]);
    expect(longer.requests).toBe(3);
  });
});

describe("rolecall plan --snapshot", () => {
  it("plans from the changes as a complete read does, and does not accept --observed too", async () => {
    const { requestsOf, rolecall } = await aRecordedCompany();
    const full = await rolecall(["plan", "--json"]);
    const since = await requestsOf(["plan", "--snapshot", "snapshot.json", "--json"]);
    expect([since.code, since.requests]).toEqual([full.code, 3]);
    const planOf = (text: string) => JSON.parse(text) as { operations: unknown; guards: unknown; findings: unknown };
    const { operations, guards, findings } = planOf(since.out);
    expect({ operations, guards, findings }).toEqual({
      operations: planOf(full.out).operations,
      guards: planOf(full.out).guards,
      findings: planOf(full.out).findings,
    });
    const both = await rolecall(["plan", "--snapshot", "snapshot.json", "--observed", "snapshot.json"]);
    expect([both.code, both.err]).toEqual([64, expect.stringContaining("cannot be combined with --observed")]);
  });
});
