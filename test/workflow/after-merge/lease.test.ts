import { describe, expect, it } from "vitest";
import type { CliEnvironment } from "../../../src/cli/environment.ts";
import type { JournalRecord } from "../../../src/ports/journal.ts";
import { journalBranch } from "../../../src/journal/journal-branch.ts";
import { grantFile, grantPath, userFile, oneAtATime } from "./company-files.ts";
import { aScenario, type Scenario } from "./scenario.ts";

const onBranch = { journal: "branch:rolecall-journal" };
const bobIs = (status: string, end = "") => ({
  "access/users/bob.yaml": `${userFile("bob", { status, end })}${status === "on-leave" ? "returnDate: 2026-12-20\n" : ""}`,
});

function merged(scenario: Scenario, branch: string, edit: Readonly<Record<string, string>>): void {
  const number = scenario.propose(branch, edit, "ada");
  for (const approver of ["mel", "olga", "sue", "sam"]) scenario.approve(number, approver);
  scenario.merge(number);
}

const recordsOf = async (scenario: Scenario): Promise<readonly JournalRecord[]> =>
  (await journalBranch(scenario.repository.open(), { remote: "origin", branch: "rolecall-journal" }).read()) ?? [];

/** Runs `work` when the run is about to push for the first time: it has read everything, and has written nothing. */
function pausedBeforeFirstPush(scenario: Scenario, work: () => Promise<void>): Partial<CliEnvironment> {
  let isPaused = false;
  return {
    openGit: () => {
      const git = scenario.runner();
      return {
        ...git,
        pushFile: async (push) => {
          if (!isPaused) {
            isPaused = true;
            await work();
          }
          return git.pushFile(push);
        },
      };
    },
  };
}

describe("an unattended run with its journal on a branch", { timeout: 120_000 }, () => {
  it.each(["memory", "program"] as const)("reads and continues it without a folder: git %s", async (git) => {
    const scenario = await aScenario({}, git);
    merged(scenario, "wiki", { [grantPath("ada", "okta/wiki")]: grantFile("ada", "okta/wiki") });
    const first = await scenario.apply(onBranch);
    expect([first.code, first.err]).toEqual([0, expect.not.stringContaining("unattended/")]);
    expect(await scenario.members("Wiki Users")).toEqual(["ada"]);
    const kinds = (await recordsOf(scenario)).map(({ kind }) => kind).filter((kind) => kind !== "signature");
    expect(kinds).toEqual([
      "journal-started",
      "lease",
      "evidence",
      "commit-accepted",
      "run-started",
      "intent",
      "result",
      "run-ended",
      "commit-settled",
      "lease-released",
    ]);
    // The next run believes it: it has nothing to write, and takes no lease.
    expect((await scenario.apply(onBranch)).code).toBe(0);
    const later = (await recordsOf(scenario)).slice(
      (await recordsOf(scenario)).findIndex(({ kind }) => kind === "lease-released") + 2,
    );
    expect(later.map(({ kind }) => kind)).toEqual(["commit-accepted", "commit-settled", "signature"]);
  });

  it("sends no write after a newer run has finished while it was paused, and does not end with 0", async () => {
    const scenario = await aScenario(bobIs("on-leave"));
    expect((await scenario.apply(onBranch)).code).toBe(0);
    expect(await scenario.statusOf("bob")).toBe("SUSPENDED");
    merged(scenario, "return", bobIs("active"));
    let newer: number | null = null;
    const paused = await scenario.apply(
      onBranch,
      pausedBeforeFirstPush(scenario, async () => {
        merged(scenario, "leave", bobIs("terminated", "2026-11-30"));
        newer = (await scenario.apply(onBranch)).code;
      }),
    );
    expect(newer).toBe(0);
    expect([paused.code, paused.err]).toEqual([4, expect.stringContaining("unattended/lease:")]);
    expect(await scenario.statusOf("bob")).toBe("SUSPENDED");
  });

  it("is applied by a run that was not paused: the twin", async () => {
    const scenario = await aScenario(bobIs("on-leave"));
    expect((await scenario.apply(onBranch)).code).toBe(0);
    merged(scenario, "return", bobIs("active"));
    const ran = await scenario.apply(
      onBranch,
      pausedBeforeFirstPush(scenario, async () => undefined),
    );
    expect([ran.code, ran.err]).toEqual([0, expect.not.stringContaining("unattended/")]);
    expect(await scenario.statusOf("bob")).toBe("ACTIVE");
  });

  it("sends no further write once its lease has ended, and reports what was done and what was not attempted", async () => {
    const scenario = await aScenario(oneAtATime);
    merged(scenario, "wiki", {
      [grantPath("ada", "okta/wiki")]: grantFile("ada", "okta/wiki"),
      [grantPath("bob", "okta/wiki")]: grantFile("bob", "okta/wiki"),
    });
    const ran = await scenario.apply(onBranch, {
      err: (text) => {
        if (text.includes("1/2")) scenario.later(400_000);
      },
    });
    expect(ran.code).toBe(5);
    expect(ran.out).toContain("Stopped: unattended/lease: The lease of this run (epoch 1) ends at");
    expect(ran.out).toContain("1 done, 1 not attempted");
    expect(await scenario.members("Wiki Users")).toHaveLength(1);
    expect((await scenario.apply(onBranch)).code).toBe(0);
    expect(await scenario.members("Wiki Users")).toEqual(["ada", "bob"]);
  });

  it("is refused while a run that stopped early holds the lease, and starts after its end", async () => {
    const scenario = await aScenario();
    merged(scenario, "wiki", { [grantPath("ada", "okta/wiki")]: grantFile("ada", "okta/wiki") });
    const writes = scenario.writes();
    let pushes = 0;
    const cutOff: Partial<CliEnvironment> = {
      openGit: () => {
        const git = scenario.runner();
        return {
          ...git,
          pushFile: async (push) => {
            pushes += 1;
            if (pushes > 1) throw new Error("the runner is gone");
            return git.pushFile(push);
          },
        };
      },
    };
    expect((await scenario.apply(onBranch, cutOff)).code).not.toBe(0);
    expect(scenario.writes()).toBe(writes);
    const early = await scenario.apply(onBranch);
    expect([early.code, early.err]).toEqual([
      4,
      expect.stringMatching(/unattended\/lease: The run \w+ holds the lease/),
    ]);
    expect(scenario.writes()).toBe(writes);
    scenario.later(300_000);
    expect((await scenario.apply(onBranch)).code).toBe(0);
    expect(await scenario.members("Wiki Users")).toEqual(["ada"]);
  });

  it("stops before the first write where the journal cannot be pushed or read", async () => {
    const scenario = await aScenario();
    merged(scenario, "wiki", { [grantPath("ada", "okta/wiki")]: grantFile("ada", "okta/wiki") });
    const writes = scenario.writes();
    const denied = (method: "pushFile" | "branchFile"): Partial<CliEnvironment> => ({
      openGit: () => ({ ...scenario.runner(), [method]: () => Promise.reject(new Error("denied")) }),
    });
    await expect(scenario.apply(onBranch, denied("pushFile"))).rejects.toThrow("denied");
    await expect(scenario.apply(onBranch, denied("branchFile"))).rejects.toThrow("denied");
    expect(scenario.writes()).toBe(writes);
    await expect(scenario.apply({ journal: "branch:../main" })).rejects.toThrow(
      "The branch of the journal is not valid",
    );
  });
});
