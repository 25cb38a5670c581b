import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { rolecall } from "../support/cli.ts";
import { aFolder } from "../support/sandboxed.ts";

const scriptFor = async (shell: string): Promise<string> => (await rolecall(["completion", shell])).out;

/** Returns what bash offers for the last word of a command line. */
async function offeredByBash(...words: readonly string[]): Promise<readonly string[]> {
  const file = join(aFolder(), "completion.bash");
  writeFileSync(file, await scriptFor("bash"));
  const line = `source "$0"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _rolecall; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const out = execFileSync("bash", ["--norc", "-c", line, file, "rolecall", ...words], { encoding: "utf8" });
  return out.split("\n").filter((word) => word !== "");
}

describe("the completion of bash", () => {
  it.each([
    [["va"], ["validate"]],
    [["un"], ["unfreeze"]],
    [["plan", "--det"], ["--detailed-exitcode"]],
    [
      ["plan", "--format", ""],
      ["text", "json", "markdown"],
    ],
    [["validate", "--fail-on", "w"], ["warning"]],
    [
      ["completion", ""],
      ["bash", "zsh", "fish", "--help", "--version", "--no-color"],
    ],
    [["plan", "--out", "x"], []],
    [["no-such-command", "--"], []],
  ])("offers for %j: %j", async (words, offered) => {
    const all = await offeredByBash(...words);
    expect([...new Set(all)]).toEqual(expect.arrayContaining(offered));
    expect(new Set(all).size).toBe(offered.length);
  });

  it("does not offer a hidden option", async () => {
    expect(await offeredByBash("apply", "--obs")).toEqual([]);
    expect(await offeredByBash("plan", "--obs")).toEqual(["--observed", "--observed-sha256"]);
  });
});

describe("the completion", () => {
  it.each(["bash", "zsh", "fish"])("of %s has every command of the program", async (shell) => {
    const script = await scriptFor(shell);
    const { out } = await rolecall(["--help"]);
    const names = [...(/\nCommands:\n([\s\S]*)$/.exec(out)?.[1] ?? "").matchAll(/^ {2}([a-z-]+)/gm)].map(
      ([, name]) => name,
    );
    expect(names.length).toBeGreaterThan(20);
    expect(
      names.filter((name) => name !== "help" && !script.includes(` ${name}`) && !script.includes(`'${name}:`)),
    ).toEqual([]);
  });

  it("of zsh and fish quotes descriptions", async () => {
    expect(await scriptFor("fish")).toMatch(/-l plan -r -d '[^']+'$/m);
    expect(await scriptFor("zsh")).toContain("'*--plan[apply this plan only; refused when it is stale]:value:_files'");
  });

  it("of another shell does not exist", async () => {
    const { code, err } = await rolecall(["completion", "cmd"]);
    expect([code, err]).toEqual([64, expect.stringContaining("bash, zsh, fish")]);
  });
});
