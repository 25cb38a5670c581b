import { execFileSync } from "node:child_process";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { rolecall } from "../support/cli.ts";
import { aFolder } from "../support/sandboxed.ts";

/** The first words of a command line, and what a shell offers for its last word. */
const lines: readonly (readonly [string, readonly string[]])[] = [
  ["rolecall va", ["validate"]],
  ["rolecall plan --det", ["--detailed-exitcode"]],
  ["rolecall plan --format ", ["json", "markdown", "text"]],
  ["rolecall completion ", ["bash", "fish", "zsh"]],
];

const shells = ["/usr/bin", "/bin", "/usr/local/bin"];
const found = (shell: string): string | undefined =>
  shells.map((folder) => join(folder, shell)).find((path) => existsSync(path));

async function scriptIn(folder: string, shell: string): Promise<string> {
  const file = join(folder, `rolecall.${shell}`);
  writeFileSync(file, (await rolecall(["completion", shell])).out);
  return file;
}

const fish = found("fish");

describe.skipIf(fish === undefined)(fish === undefined ? "skipped: fish is not installed" : "in fish", () => {
  it.each(lines)("the line %j offers %j", async (line, offered) => {
    const file = await scriptIn(aFolder(), "fish");
    const out = execFileSync(fish ?? "", ["--no-config", "-c", `source ${file}; complete -C'${line}'`], {
      encoding: "utf8",
      env: { PATH: process.env["PATH"], HOME: aFolder(), TERM: "dumb" },
    });
    const words = out.split("\n").flatMap((one) => (one === "" ? [] : [one.split("\t")[0]]));
    expect(new Set(words)).toEqual(new Set(offered));
  });
});

const zsh = found("zsh");

/** Types a line and a tab into an interactive zsh, in which the completion prints what it would offer. */
const typed = (file: string, line: string): string => `
zmodload zsh/zpty
zpty z 'PROMPT= PS2= ${zsh ?? ""} -f -i'
zpty -w z 'autoload -Uz compinit; compinit -u -D; source ${file}; unsetopt zle_bracketed_paste 2>/dev/null'
zpty -w z 'compadd () { if [[ \${@[1,(i)(-|--)]} == *-(O|A|D)\\ * ]]; then builtin compadd "$@"; return $?; fi; typeset -a hits; builtin compadd -A hits "$@"; print -l -- "HIT:"$^hits:END }'
zpty -w z 'bindkey "^I" complete-word; print READY'
typeset chunk all
while zpty -r z chunk; do all+=$chunk; [[ $all == *$'\\n'READY* ]] && break; done
zpty -w -n z '${line}'$'\\t'
all=
while zpty -r -t z chunk || { sleep 0.5; zpty -r -t z chunk }; do all+=$chunk; done
print -r -- "$all"
zpty -d z
`;

describe.skipIf(zsh === undefined)(zsh === undefined ? "skipped: zsh is not installed" : "in zsh", () => {
  it.each(lines)("the line %j offers %j", async (line, offered) => {
    const folder = aFolder();
    const script = join(folder, "typed.zsh");
    writeFileSync(script, typed(await scriptIn(folder, "zsh"), line));
    const out = execFileSync(zsh ?? "", ["-f", script], {
      encoding: "utf8",
      timeout: 20_000,
      env: { PATH: process.env["PATH"], HOME: folder, TERM: "dumb" },
    });
    const words = [...out.matchAll(/HIT:(.+?):END/g)].map(([, word]) => word);
    expect(new Set(words)).toEqual(new Set(offered));
  });
});
