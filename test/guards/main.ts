// npm run guards: shows that the tests of the known attacks and of the providers' traps can fail. In a private copy, it
// removes the guards of each entry, one at a time, and runs the entry's tests. Every test must fail without one of the
// guards. Options: --table attacks|traps, --only TEXT (entries whose name has the text).
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import type { Guard, Guarded } from "./guarded.ts";
import { tables } from "./tables.ts";

const project = fileURLToPath(new URL("../..", import.meta.url));
const { values } = parseArgs({ options: { only: { type: "string", default: "" }, table: { type: "string" } } });
const left: ReadonlySet<string> = new Set(["node_modules", ".git", "coverage"]);

/** Copies the project, without what git and npm keep. */
function privateCopy(): string {
  const copy = mkdtempSync(join(tmpdir(), "rolecall-guards-"));
  cpSync(project, copy, { recursive: true, filter: (path) => !left.has(basename(path)) });
  symlinkSync(join(project, "node_modules"), join(copy, "node_modules"));
  return copy;
}

interface TestResult {
  readonly fullName: string;
  readonly status: string;
}

/** Returns the pattern of names with the text. The runner puts values of a table in quotation marks, and escapes theirs. */
function patternOf(text: string): string {
  const escaped = text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return escaped.replaceAll("'", ".{1,2}").replaceAll(" ", "[\"']? [\"']?");
}

/** Runs the entry's tests, and returns their results. */
function ranIn(copy: string, { tests }: Guarded): readonly TestResult[] {
  const report = join(copy, "report.json");
  const files = [...new Set(tests.map(([file]) => file))];
  const names = tests.map(([, text]) => patternOf(text)).join("|");
  rmSync(report, { force: true });
  spawnSync(
    process.execPath,
    ["node_modules/vitest/vitest.mjs", "run", ...files, "-t", names, "--reporter=json", `--outputFile=${report}`],
    { cwd: copy, stdio: "ignore" },
  );
  const { testResults } = JSON.parse(readFileSync(report, "utf8")) as {
    readonly testResults: readonly { readonly assertionResults: readonly TestResult[] }[];
  };
  return testResults.flatMap(({ assertionResults }) =>
    assertionResults.filter(({ status }) => status === "passed" || status === "failed"),
  );
}

/** Returns the names of the entry's tests that fail without the guards. */
function failedWithout(guards: readonly Guard[], entry: Guarded, copy: string): readonly string[] {
  const sources = new Map(guards.map(({ file }) => [file, readFileSync(join(copy, file), "utf8")]));
  for (const { file, from, to } of guards) {
    const path = join(copy, file);
    writeFileSync(
      path,
      readFileSync(path, "utf8").replace(from, () => to),
    );
  }
  try {
    return ranIn(copy, entry).flatMap(({ fullName, status }) => (status === "failed" ? [fullName] : []));
  } finally {
    for (const [file, source] of sources) writeFileSync(join(copy, file), source);
  }
}

/** Returns what is wrong with the entry's tests, as lines; empty: each of them fails without a guard. */
function judge(entry: Guarded, copy: string): readonly string[] {
  const whole = ranIn(copy, entry);
  const problems = whole.flatMap(({ fullName, status }) =>
    status === "failed" ? [`fails as it is: ${fullName}`] : [],
  );
  if (whole.length === 0) problems.push("has no test with these names");
  const detected = new Set<string>();
  for (const guards of entry.guards) {
    const failed = failedWithout(guards, entry, copy);
    if (failed.length === 0) problems.push(`no test fails without: ${guards.map(({ from }) => from).join(" and ")}`);
    for (const name of failed) detected.add(name);
  }
  for (const { fullName } of whole) if (!detected.has(fullName)) problems.push(`never fails: ${fullName}`);
  console.log(`${problems.length === 0 ? "ok  " : "FAIL"} ${entry.name}: ${detected.size} of ${whole.length} tests`);
  for (const problem of problems) console.log(`     ${problem}`);
  return problems;
}

const copy = privateCopy();
try {
  const chosen = Object.entries(tables)
    .filter(([table]) => values.table === undefined || table === values.table)
    .flatMap(([, entries]) => entries.filter(({ name }) => name.includes(values.only)));
  const failed = chosen.filter((entry) => judge(entry, copy).length > 0).length;
  console.log(`${chosen.length} entries, ${failed} with a test that does not fail without its guard`);
  if (failed > 0) process.exitCode = 1;
} finally {
  rmSync(copy, { recursive: true, force: true, maxRetries: 5 });
}
