import { describe, expect, it, vi } from "vitest";
import type { Fault } from "../../../src/sandbox/core/faults.ts";
import { grantFile, grantPath, userFile, oneAtATime } from "./company-files.ts";
import { aScenario } from "./scenario.ts";

const twoGains = {
  [grantPath("ada", "okta/wiki")]: grantFile("ada", "okta/wiki"),
  [grantPath("bob", "okta/wiki")]: grantFile("bob", "okta/wiki"),
};

/** Returns a function that lets the deadline of 59 minutes pass at once. */
function aDeadline(): () => void {
  const after = globalThis.setTimeout;
  let pass: (() => void) | null = null;
  const timers = vi.spyOn(globalThis, "setTimeout").mockImplementation((work: () => void, wait?: number) => {
    if (wait === 59 * 60_000) pass = work;
    return after(work, wait);
  });
  return () => {
    timers.mockRestore();
    if (pass === null) throw new Error("the deadline is not set");
    pass();
  };
}

/** Runs an unattended apply whose deadline passes while the first write is sent. */
async function withDeadlineInFirstWrite(edit: Readonly<Record<string, string | null>>) {
  const scenario = await aScenario(oneAtATime);
  scenario.mergeApproved("change", edit, "mel");
  const passes = aDeadline();
  let isFirst = true;
  const fault: Fault = {
    kind: "rewrite",
    rewrite: (reply) => {
      if (isFirst) passes();
      isFirst = false;
      return reply;
    },
  };
  for (const provider of [scenario.okta, scenario.google])
    for (const method of ["PUT", "POST", "DELETE"]) provider.addFault({ method, fault });
  const ran = await scenario.apply({ deadline: "PT59M" });
  for (const provider of [scenario.okta, scenario.google]) provider.clearFaults();
  return { scenario, ran };
}

describe("a deadline that passes after a write of an unattended run", { timeout: 60_000 }, () => {
  it("lets the write in flight finish, sends no later one, and the next run does the rest", async () => {
    const { scenario, ran } = await withDeadlineInFirstWrite(twoGains);
    expect(ran.code).toBe(5);
    expect(scenario.writes()).toBe(1);
    expect(ran.out).toContain("1 done");
    expect(ran.out).toContain("the run was interrupted");
    expect(await scenario.members("Wiki Users")).toEqual(["ada"]);
    const outcomes = scenario.records().flatMap((record) => (record.kind === "result" ? [record.outcome] : []));
    expect(outcomes).toEqual(["done", "not-attempted"]);
    expect(scenario.records().at(-1)).toMatchObject({ kind: "commit-settled", converged: false });
    expect((await scenario.apply()).code).toBe(0);
    expect(await scenario.members("Wiki Users")).toEqual(["ada", "bob"]);
  });

  it("records the containment in flight, and the next run contains the rest", async () => {
    const { scenario, ran } = await withDeadlineInFirstWrite({
      "access/users/bob.yaml": userFile("bob", { status: "terminated" }),
      "access/users/ada.yaml": userFile("ada", { status: "terminated" }),
    });
    expect(ran.code).toBe(5);
    expect(scenario.writes()).toBe(1);
    expect(ran.err).toContain("unattended/interrupted");
    const contained = scenario.records().filter(({ kind }) => kind === "contained");
    expect(contained.length).toBeGreaterThan(0);
    expect((await scenario.apply()).code).toBe(0);
    for (const user of ["ada", "bob"]) expect(await scenario.statusOf(user)).toBe("SUSPENDED");
  });
});
