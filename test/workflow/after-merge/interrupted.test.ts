import { describe, expect, it } from "vitest";
import { grantFile, grantPath, userFile, oneAtATime } from "./company-files.ts";
import { aScenario } from "./scenario.ts";

const leaves = {
  "access/users/bob.yaml": userFile("bob", { status: "terminated" }),
  [grantPath("bob", "okta/crm")]: null,
};
const gains = { [grantPath("ada", "okta/wiki")]: grantFile("ada", "okta/wiki") };

/** Returns a scenario in which bob is contained, and the run is stopped while a list of groups does not arrive. */
async function stoppedWhileReading(edit: Readonly<Record<string, string | null>>) {
  const scenario = await aScenario();
  scenario.mergeApproved("change", edit, "ada");
  const interrupted = new AbortController();
  scenario.okta.addFault({ method: "GET", path: /\/groups$/, fault: { kind: "hang" } });
  const ran = scenario.apply({}, { signal: interrupted.signal, requestTimeout: 60_000 });
  const isListed = () =>
    scenario.okta.requests.some(({ method, path }) => method === "GET" && path.endsWith("/groups"));
  while (!isListed()) await new Promise((resolve) => setTimeout(resolve, 5));
  const writes = scenario.writes();
  interrupted.abort();
  return { scenario, writes, result: await ran };
}

describe("a signal while the providers are read", { timeout: 30_000 }, () => {
  it("stops a run that has contained a leaver at once, and names the step and what was done", async () => {
    const { scenario, writes, result } = await stoppedWhileReading({ ...leaves, ...gains });
    expect(result.code).toBe(5);
    expect(result.err).toContain(
      "unattended/interrupted: A signal or the deadline stopped the run while reading the providers.",
    );
    expect(result.err).toContain("Nothing was written except to contain users who must be kept out.");
    expect(await scenario.statusOf("bob")).not.toBe("ACTIVE");
    expect(scenario.writes()).toBe(writes);
    expect(scenario.records().some(({ kind }) => kind === "contained")).toBe(true);
    // The next run does what is left.
    scenario.okta.clearFaults();
    expect((await scenario.apply()).code).toBe(0);
    expect(await scenario.members("Wiki Users")).toContain("ada");
  });
});

describe("a signal while the approvals are judged", { timeout: 30_000 }, () => {
  it("stops the run before it writes, and names the step", async () => {
    const scenario = await aScenario();
    scenario.mergeApproved("change", leaves, "ada");
    const interrupted = new AbortController();
    scenario.github.addFault({ method: "GET", path: /\/reviews$/, fault: { kind: "hang" } });
    const ran = scenario.apply({}, { signal: interrupted.signal });
    while (!scenario.github.requests.some(({ path }) => path.endsWith("/reviews")))
      await new Promise((resolve) => setTimeout(resolve, 5));
    interrupted.abort();
    await expect(ran).rejects.toThrow("stopped by a signal while judging the approvals. Nothing was written.");
    expect(scenario.writes()).toBe(0);
  });
});

describe("a signal while leavers are looked up", { timeout: 30_000 }, () => {
  it("stops the run before it writes, and names the step", async () => {
    const scenario = await aScenario();
    scenario.mergeApproved("change", leaves, "ada");
    const interrupted = new AbortController();
    scenario.okta.addFault({ method: "GET", path: /\/users/, fault: { kind: "hang" } });
    scenario.google.addFault({ method: "GET", path: /\/users/, fault: { kind: "hang" } });
    const ran = scenario.apply({}, { signal: interrupted.signal, requestTimeout: 60_000 });
    while (scenario.okta.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    interrupted.abort();
    await expect(ran).rejects.toThrow("stopped by a signal while containing leavers. Nothing was written.");
    expect(scenario.writes()).toBe(0);
  });
});

describe("a signal while an operation reads its object before the write", { timeout: 30_000 }, () => {
  it("ends the run without waiting for the read, and keeps what is recorded", async () => {
    const scenario = await aScenario(oneAtATime);
    scenario.mergeApproved("change", { ...gains, [grantPath("bob", "okta/crm")]: null }, "mel");
    const interrupted = new AbortController();
    const ran = scenario.apply(
      {},
      {
        signal: interrupted.signal,
        requestTimeout: 60_000,
        err: (text) => {
          if (!text.includes("1/2 done")) return;
          // The next operation, a removal, reads from here on.
          scenario.okta.addFault({ method: "GET", fault: { kind: "hang" } });
          setTimeout(() => interrupted.abort(), 200);
        },
      },
    );
    const result = await ran;
    scenario.okta.clearFaults();
    expect([result.code, scenario.writes()]).toEqual([5, 1]);
    expect(result.out).toContain("the run was interrupted before the write was sent");
    const outcomes = scenario.records().flatMap((record) => (record.kind === "result" ? [record.outcome] : []));
    expect(outcomes).toEqual(["done", "not-attempted"]);
    expect((await scenario.apply()).code).toBe(0);
    expect([await scenario.members("Wiki Users"), await scenario.members("CRM Users")]).toEqual([["ada"], []]);
  });
});
