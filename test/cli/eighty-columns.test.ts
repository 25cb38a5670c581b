import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { screenOf, shownOn } from "../../src/cli/screen.ts";
import { rolecall } from "../support/cli.ts";
import { eightyColumns as screens, expectFits, expectSameWords } from "../support/fitting.ts";
import { aFolder, aSandbox } from "../support/sandboxed.ts";

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
      ["who", "okta/prod-db-admin"],
      ["what", "wei-ting-lee"],
      ["plan", "--target", "no-such-user"],
    ];
    for (const argv of questions) {
      const [fitted, raw] = [await rolecall(argv, { screens }), await rolecall(argv)];
      expectFits(fitted.out + fitted.err);
      expectSameWords(fitted.out + fitted.err, raw.out + raw.err);
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
    ]) {
      const { out, err } = await run(argv, { screens });
      expect(out).not.toBe("");
      expectFits(out + err);
    }
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
    [{}, {}, 80],
    [{ columns: 10 }, {}, 40],
    [{ columns: 0 }, { COLUMNS: "x" }, 80],
  ])("has the width of the terminal %o, else of COLUMNS %o, else 80", (stream, env, columns) => {
    expect(screenOf(stream, env).columns()).toBe(columns);
  });
});
