import { describe, expect, it } from "vitest";
import { aScenario, type Scenario } from "../workflow/after-merge/scenario.ts";
import { runCli } from "../../src/cli/program.ts";
import type { Ran } from "../support/cli.ts";
import { runTestGit } from "../support/real-git.ts";

const rolecall = (scenario: Scenario, ...argv: readonly string[]): Promise<Ran> =>
  scenario.run((environment) => runCli([...argv, `--root=${scenario.root}`], environment));

const reason = "An unknown account is in the administrators";

describe("rolecall freeze and unfreeze", { timeout: 60_000 }, () => {
  it("stop the unattended runs with author and reason, and let them start again", async () => {
    const scenario = await aScenario();
    const frozen = await rolecall(scenario, "freeze", "--reason", reason);
    expect([frozen.code, frozen.out]).toEqual([
      0,
      expect.stringContaining(
        `origin has the branch rolecall-freeze now. Test <test@acme.example> gave the reason: ${reason}.`,
      ),
    ]);
    const stopped = await scenario.apply();
    expect([stopped.code, stopped.err]).toEqual([4, expect.stringContaining("unattended/frozen: ")]);
    expect(stopped.err).toContain(reason);
    expect(stopped.err).toContain("rolecall unfreeze");
    const ended = await rolecall(scenario, "unfreeze");
    expect([ended.code, ended.out]).toEqual([
      0,
      expect.stringContaining(`was deleted at origin. Test <test@acme.example>`),
    ]);
    expect((await scenario.apply()).code).toBe(0);
  });

  it("change nothing where the runs are frozen already, or are not frozen", async () => {
    const scenario = await aScenario();
    const nothing = await rolecall(scenario, "unfreeze");
    expect([nothing.code, nothing.err]).toEqual([4, expect.stringContaining("Runs are not frozen")]);
    expect((await rolecall(scenario, "freeze", "--reason", reason)).code).toBe(0);
    const again = await rolecall(scenario, "freeze", "--reason", "Another reason");
    expect([again.code, again.err]).toEqual([4, expect.stringContaining(`Runs are frozen already.`)]);
    expect(again.err).toContain(reason);
    expect(again.err).not.toContain("Another reason");
  });

  it.each(["", "  ", "two\nlines", "a\u200bb", "x".repeat(201)])("freeze refuses the reason %j", async (text) => {
    const scenario = await aScenario();
    expect((await rolecall(scenario, "freeze", `--reason=${text}`)).code).toBe(64);
    expect((await rolecall(scenario, "unfreeze")).code).toBe(4);
  });

  it("work with the program git, and fail where the remote does not respond", async () => {
    const scenario = await aScenario({}, "program");
    runTestGit(scenario.root, "config", "user.name", "Ada");
    runTestGit(scenario.root, "config", "user.email", "ada@acme.example");
    expect((await rolecall(scenario, "freeze", "--reason", reason)).code).toBe(0);
    expect((await rolecall(scenario, "unfreeze")).code).toBe(0);
    const failed = await rolecall(scenario, "freeze", "--reason", reason, "--remote=nowhere");
    expect([failed.code, failed.err]).toEqual([1, expect.stringContaining("from nowhere")]);
  });
});
