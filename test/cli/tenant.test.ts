import { describe, expect, it } from "vitest";
import { runCli } from "../../src/cli/program.ts";
import type { Ran } from "../support/cli.ts";
import { aStranger } from "../support/stranger.ts";
import { oktaSystem } from "../workflow/after-merge/company-files.ts";
import { aScenario, type Scenario } from "../workflow/after-merge/scenario.ts";

const path = "access/systems/okta.yaml";
const at = (url: string): string => oktaSystem().replace("https://acme.okta.example", url);

/** Runs a command with the connection of the files, without the address that replaces it. */
function run(scenario: Scenario, argv: readonly string[], more: Readonly<Record<string, string>> = {}): Promise<Ran> {
  scenario.fetch();
  return scenario.run((environment) => {
    const { ROLECALL_OKTA_URL: _, ...env } = environment.env;
    return runCli([...argv, `--root=${scenario.root}`], { ...environment, env: { ...env, ...more } });
  });
}

/** A company whose files name the sandbox as the Okta organization, and a change that names a stranger's host. */
async function aChangedConnection() {
  const scenario = await aScenario();
  const stranger = await aStranger();
  const base = scenario.pushDirectly({ [path]: at(scenario.okta.url) });
  scenario.propose("change", { [path]: at(stranger.url) }, "ada");
  const change = [`--base=${base}`, `--commit=${scenario.repository.hash("change")}`];
  return { scenario, stranger, base, change };
}

describe("the tenant of a credential", { timeout: 60_000 }, () => {
  it("is the one of the base in a plan of a change: a changed orgUrl gets no request", async () => {
    const { scenario, stranger, change } = await aChangedConnection();
    const ran = await run(scenario, ["plan", ...change]);
    expect(ran.code, ran.err).toBe(0);
    expect(scenario.okta.count()).toBeGreaterThan(0);
    expect(stranger.count()).toBe(0);
  });

  it("has the credential of the base in a plan of a change", async () => {
    const { scenario, base } = await aChangedConnection();
    scenario.repository.checkout("third", base);
    scenario.propose("third", { [path]: at(`${scenario.okta.url}, credentials: OTHER`) }, "ada");
    const change = [`--base=${base}`, `--commit=${scenario.repository.hash("third")}`];
    const other = { OTHER_OKTA_CLIENT_TOKEN: "of-another-system" };
    const ran = await run(scenario, ["plan", ...change], other);
    expect(ran.code, ran.err).toBe(0);
    expect(scenario.okta.requests.some(({ status }) => status === 401)).toBe(false);
    const merged = await run(scenario, ["plan", change[1] ?? ""], other);
    expect([merged.code, merged.out + merged.err]).toEqual([1, expect.stringContaining("set OTHER_OKTA_CLIENT_TOKEN")]);
  });

  it("is the one of the base in an observation of a change, and is required there in CI", async () => {
    const { scenario, stranger, change } = await aChangedConnection();
    const argv = ["observe", "--system", "okta", ...change];
    const unnamed = await run(scenario, argv, { CI: "true" });
    expect([unnamed.code, unnamed.err]).toEqual([64, expect.stringContaining("OKTA_CLIENT_ORGURL is not set")]);
    const ran = await run(scenario, argv, { CI: "true", OKTA_CLIENT_ORGURL: scenario.okta.url });
    expect(ran.code, ran.err).toBe(0);
    expect(scenario.okta.count()).toBeGreaterThan(0);
    expect(stranger.count()).toBe(0);
  });

  it("is required in CI, and for a system that the change adds", async () => {
    const { scenario, stranger, change, base } = await aChangedConnection();
    const before = scenario.okta.count();
    const unnamed = await run(scenario, ["plan", ...change], { CI: "true" });
    expect([unnamed.code, unnamed.err]).toEqual([64, expect.stringContaining("OKTA_CLIENT_ORGURL is not set")]);
    scenario.repository.checkout("second", base);
    scenario.propose(
      "second",
      { "access/systems/other.yaml": at(stranger.url).replace("id: okta", "id: other") },
      "ada",
    );
    const second = ["plan", `--base=${base}`, `--commit=${scenario.repository.hash("second")}`];
    const added = await run(scenario, second);
    expect([added.code, added.err]).toEqual([64, expect.stringContaining("for a system that the change adds")]);
    const named = await run(scenario, second, { OKTA_CLIENT_ORGURL: scenario.okta.url });
    expect([named.code, named.err]).toEqual([64, expect.stringContaining("access/systems/other.yaml")]);
    expect([scenario.okta.count(), stranger.count()]).toEqual([before, 0]);
    const right = await run(scenario, ["plan", ...change], { CI: "true", OKTA_CLIENT_ORGURL: `${scenario.okta.url}/` });
    expect(right.code, right.err).toBe(0);
    expect(stranger.count()).toBe(0);
  });

  it("is never another one than the environment names, before any request", async () => {
    const { scenario, stranger } = await aChangedConnection();
    scenario.pushDirectly({ [path]: at(stranger.url) });
    const before = scenario.okta.count();
    const journal = [`--branch=main`, `--journal=${scenario.journal}`];
    for (const argv of [["plan"], ["observe"], ["apply", "--unattended", ...journal]]) {
      const ran = await run(scenario, argv, { OKTA_CLIENT_ORGURL: scenario.okta.url });
      expect([argv[0], ran.code, ran.err]).toEqual([
        argv[0],
        64,
        expect.stringContaining("The credential is not sent"),
      ]);
    }
    const unnamed = await run(scenario, ["apply", "--unattended", ...journal]);
    expect([unnamed.code, unnamed.err]).toEqual([64, expect.stringContaining("OKTA_CLIENT_ORGURL is not set")]);
    expect([scenario.okta.count(), stranger.count()]).toEqual([before, 0]);
  });
});
