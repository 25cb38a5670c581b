import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runCli } from "../../src/cli/program.ts";
import { screenOf, shownOn } from "../../src/cli/screen.ts";
import { rolecall } from "../support/cli.ts";
import { eightyColumns as screens, expectFits, expectSameWords } from "../support/fitting.ts";
import { aFolder, aSandbox } from "../support/sandboxed.ts";
import { grantFile, grantPath } from "../workflow/after-merge/company-files.ts";
import { aScenario } from "../workflow/after-merge/scenario.ts";
import { aWorkplace } from "./request-scenario.ts";

/** The commands that the program lists in its help. */
async function commands(): Promise<readonly string[]> {
  const { out } = await rolecall(["--help"]);
  return [...(/\nCommands:\n([\s\S]*)$/.exec(out)?.[1] ?? "").matchAll(/^ {2}([a-z-]+)/gm)].map(
    ([, name]) => name ?? "",
  );
}

describe("at 80 columns", () => {
  it("no line of any --help is longer", async () => {
    const all = await commands();
    expect(all.length).toBeGreaterThan(20);
    for (const command of ["", ...all]) {
      const argv = command === "" ? ["--help"] : command === "help" ? ["help"] : [command, "--help"];
      const fitted = await rolecall(argv, { screens });
      expectFits(fitted.out);
      expectSameWords(fitted.out, (await rolecall(argv)).out);
    }
  });

  it("no line of an answer from the files is longer, and no word is broken", async () => {
    const questions = [
      ["validate", "--fail-on", "note"],
      ["test"],
      ["explain"],
      ["explain", "lp/too-long"],
      ["explain", "unattended/lease"],
      ["why", "ada-lovelace", "google/eng-all"],
      ["who", "okta/prod-db-admin", "--at", "2026-11-23T12:00:00Z"],
      ["plan", "--target", "no-such-user"],
      ["handover", "grace-hopper"],
    ];
    for (const argv of questions) {
      const [fitted, raw] = [await rolecall(argv, { screens }), await rolecall(argv)];
      expectFits(fitted.out + fitted.err);
      expectSameWords(fitted.out + fitted.err, raw.out + raw.err);
    }
  });

  it("who and what are tables with every user, entitlement, role and file of the lines in a pipe", async () => {
    for (const argv of [
      ["who", "google/eng-all"],
      ["who", "okta/prod-db-admin", "--all"],
      ["what", "wei-ting-lee"],
      ["what", "aoife-byrne", "--all"],
    ]) {
      const [fitted, raw] = [await rolecall(argv, { screens }), await rolecall(argv)];
      expect(raw.out).not.toContain("UNTIL");
      expect(fitted.out).toMatch(/^(USER|ENTITLEMENT) .*BY .*UNTIL$/m);
      expectFits(fitted.out);
      const facts = new Set(
        raw.out.match(/[\w./:-]+\.yaml:\d+|^[a-z][\w/-]+(?= \(|$)|(?<=of the role )[\w-]+|\d{4}-\d\d-\d\d/gm),
      );
      expect(facts.size).toBeGreaterThan(3);
      for (const fact of facts) expect(fitted.out).toContain(fact);
    }
  });

  it("no line of a plan, an apply or a journal is longer", async () => {
    const { rolecall: run } = await aSandbox("all");
    const journal = join(aFolder(), "journal.jsonl");
    for (const argv of [
      ["plan"],
      ["plan", "--verbose"],
      ["apply"],
      ["apply", "--yes", "--journal", journal],
      ["journal", journal],
      ["journal", journal, "--user", "ada-lovelace"],
      ["doctor", "--providers"],
    ]) {
      const { out, err } = await run(argv, { screens });
      expect(out).not.toBe("");
      expectFits(out + err);
    }
  });

  it("no line about a pull request, the repository or a freeze is longer, and no word is broken", async () => {
    const scenario = await aScenario();
    const number = scenario.propose("ada-crm", { [grantPath("ada", "okta/crm")]: grantFile("ada", "okta/crm") }, "ada");
    scenario.approve(number, "ada");
    scenario.fetch();
    const reason = "An unknown account is in the administrators, and its owner is not known until tomorrow";
    const shown = async (argv: readonly string[]) => {
      const run = (more: object) =>
        scenario.run((environment) => runCli([...argv, `--root=${scenario.root}`], { ...environment, ...more }));
      const [fitted, raw] = [await run({ screens }), await run({})];
      expect(fitted.out + fitted.err).not.toBe("");
      expectFits(fitted.out + fitted.err);
      return [fitted, raw] as const;
    };
    for (const argv of [
      ["diff", "--base", scenario.start, "--commit", "origin/ada-crm"],
      ["approvals", "--pull-request", String(number)],
      ["doctor"],
      ["ratify", "--dry-run"],
    ]) {
      const [fitted, raw] = await shown(argv);
      expectSameWords(fitted.out + fitted.err, raw.out + raw.err);
    }
    await shown(["freeze", "--reason", reason]);
    await shown(["unfreeze"]);
  }, 60_000);

  it("no line of a request that is shown before it is written is longer", async () => {
    const { root } = aWorkplace("aoife.byrne@acme.example");
    const argv = ["request", `--root=${root}`, "--entitlement", "okta/prod-db-admin", "--ticket", "INC-1234"];
    argv.push("--reason", "Migrate the orders database to the new cluster, and check each table", "--dry-run");
    const { code, out, err } = await rolecall([...argv, "--for-duration", "PT4H"], { screens });
    expect([code, out]).toEqual([0, expect.stringContaining("Who has to approve:")]);
    expectFits(out + err);
  });

  it("no line of the demo that refuses to write comments is longer than a path in it", async () => {
    const { code, err } = await rolecall(["demo", "--comments", process.cwd()], { screens });
    expect(code).toBe(64);
    expectFits(err);
  });

  it("a format for programs is not wrapped", async () => {
    const formats = [["--json"], ["--format", "markdown"], ["--format", "sarif"], ["--format", "github"]];
    for (const format of formats) {
      const argv = ["validate", ...format];
      expect((await rolecall(argv, { screens })).out).toBe((await rolecall(argv)).out);
    }
    expect((await rolecall(["codeowners"], { screens })).out).toBe((await rolecall(["codeowners"])).out);
  });
});

describe("colour", () => {
  const coloured = { ...screens, out: { ...screens.out, hasColour: true } };
  const escape = "\u001b[";

  it("marks severities at a terminal, and nothing in a format for programs or with --no-color", async () => {
    const argv = ["validate", "--fail-on", "error"];
    expect((await rolecall(argv, { screens: coloured })).out).toContain(`${escape}36mnote${escape}39m: `);
    for (const more of [["--no-color"], ["--json"], ["--format", "github"]])
      expect((await rolecall([...argv, ...more], { screens: coloured })).out).not.toContain(escape);
  });

  it.each([
    ["a terminal", { isTTY: true }, {}, true],
    ["a pipe", {}, {}, false],
    ["a terminal with NO_COLOR", { isTTY: true }, { NO_COLOR: "1" }, false],
    ["a terminal with an empty NO_COLOR", { isTTY: true }, { NO_COLOR: "" }, true],
    ["a terminal that cannot", { isTTY: true }, { TERM: "dumb" }, false],
    ["a pipe with FORCE_COLOR", {}, { FORCE_COLOR: "1" }, true],
    ["a terminal with FORCE_COLOR=0", { isTTY: true }, { FORCE_COLOR: "0" }, false],
  ])("follows %s", (_, stream, env, expected) => {
    const screen = screenOf(stream, env);
    expect([screen.hasColour, shownOn(screen, "error: x").includes(escape)]).toEqual([expected, expected]);
  });

  it.each([
    [{ columns: 120 }, {}, 120],
    [{}, { COLUMNS: "100" }, 100],
    [{ isTTY: true }, {}, 80],
    [{}, {}, Number.POSITIVE_INFINITY],
    [{ columns: 10 }, {}, 40],
    [{ isTTY: true, columns: 0 }, { COLUMNS: "x" }, 80],
  ])("has the width of the terminal %o, else of COLUMNS %o, else 80 at a terminal", (stream, env, columns) => {
    expect(screenOf(stream, env).columns()).toBe(columns);
  });
});
