// npm run bench: wall time and peak memory of load, resolve, policy and plan for synthetic companies, the growth from one
// size to the next, and how long the command line takes to start. A machine is noisy: compare within one run.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import { publishedLimits } from "../../src/sandbox/okta/rate-limits.ts";
import { paceOf } from "../apply/virtual-pace.ts";
import { writeSyntheticCompany } from "./synthetic-company.ts";

interface Run {
  readonly laps: Readonly<Record<string, number>>;
  readonly total: number;
  readonly peakMegabytes: number;
  readonly assignments: number;
  readonly findings: number;
  readonly operations: number;
}

const project = fileURLToPath(new URL("../..", import.meta.url));
const sizes = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [1000, 10_000, 100_000];
/** The maximum time factor for ten times the users: linear plus a logarithm. */
const growthLimit = 12.6;
const limits = { total: 6000, megabytes: 700, help: 150, validate: 600 };
let failures = 0;

function verdict(isMet: boolean, text: string): void {
  if (!isMet) failures += 1;
  console.log(`${isMet ? "met    " : "NOT MET"}  ${text}`);
}

function runOnce(users: number): Run {
  const root = mkdtempSync(join(tmpdir(), "rolecall-bench-"));
  try {
    writeSyntheticCompany(root, users);
    const tsx = join(project, "node_modules", "tsx", "dist", "cli.mjs");
    // The default heap of a small machine is too small for the largest size.
    const script = fileURLToPath(new URL("one-run.ts", import.meta.url));
    const ran = spawnSync(process.execPath, ["--max-old-space-size=12000", tsx, script, root], { encoding: "utf8" });
    if (ran.status !== 0) throw new Error(ran.stderr);
    return JSON.parse(ran.stdout) as Run;
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

function medianMilliseconds(argv: readonly string[], times = 9): number {
  const measured = Array.from({ length: times }, () => {
    const began = performance.now();
    const ran = spawnSync(process.execPath, [join(project, "dist", "cli", "main.js"), ...argv], { cwd: project });
    if (ran.status !== 0) throw new Error(`${argv.join(" ")} ended with ${ran.status}: ${ran.stderr.toString()}`);
    return performance.now() - began;
  }).sort((left, right) => left - right);
  return measured[Math.floor(times / 2)] ?? Number.NaN;
}

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(2)} s`;

console.log(
  "users     total     read      load      resolve   policy    snapshot  plan      peak      assignments  operations",
);
const runs = new Map<number, Run>();
for (const users of sizes) {
  const run = runOnce(users);
  runs.set(users, run);
  const times = ["read", "load", "resolve", "policy", "snapshot", "plan"].map((name) => seconds(run.laps[name] ?? 0));
  console.log(
    [String(users), seconds(run.total), ...times, `${Math.round(run.peakMegabytes)} MB`]
      .map((cell) => cell.padEnd(10))
      .join("") + `${String(run.assignments).padEnd(13)}${run.operations}`,
  );
}
for (const [users, run] of runs) {
  const before = runs.get(users / 10);
  if (before === undefined) continue;
  const factor = run.total / before.total;
  const text = `from ${users / 10} to ${users} users: ${factor.toFixed(1)} times the time, growth exponent ${Math.log10(factor).toFixed(2)}`;
  if (users === 100_000) verdict(factor <= growthLimit, `${text} (at most ${growthLimit} times)`);
  else console.log(`         ${text}`);
  const policy = (run.laps["policy"] ?? 0) / (before.laps["policy"] ?? 1);
  if (users === 100_000)
    verdict(policy <= growthLimit, `policy alone: ${policy.toFixed(1)} times (at most ${growthLimit})`);
}
const tenThousand = runs.get(10_000);
if (tenThousand !== undefined) {
  verdict(tenThousand.total < limits.total, `10,000 users: ${seconds(tenThousand.total)} (under 6 s)`);
  verdict(
    tenThousand.peakMegabytes < limits.megabytes,
    `10,000 users: ${Math.round(tenThousand.peakMegabytes)} MB (under 700 MB)`,
  );
  verdict((tenThousand.laps["policy"] ?? 0) < 2000, `policy: ${seconds(tenThousand.laps["policy"] ?? 0)} (under 2 s)`);
}
console.log("1,000 additions  limits          allowed     taken       requests");
for (const groups of [20, 1, 1000])
  for (const profile of ["workforce", "integratorFree"] as const) {
    const share = { additions: 1000, groups, share: 0.25, inFlight: 8, latency: 60 };
    const { minutes, allowed, requests, refused } = await paceOf({ ...share, limits: publishedLimits[profile] });
    const times = [allowed, minutes].map((time) => `${time.toFixed(1)} min`.padEnd(12)).join("");
    console.log(`${`${groups} groups`.padEnd(17)}${profile.padEnd(16)}${times}${JSON.stringify(requests)}`);
    const text = `1,000 additions to ${groups} groups, ${profile}: ${(minutes / allowed).toFixed(2)} of what the share allows`;
    if (groups === 20) verdict(minutes <= allowed * 1.1 && refused === 0, `${text} (at most 1.10)`);
    else console.log(`         ${text}`);
  }
const help = medianMilliseconds(["--help"]);
verdict(help < limits.help, `rolecall --help: ${Math.round(help)} ms (under ${limits.help} ms)`);
const validate = medianMilliseconds(["validate", "--at", "2026-12-01T09:00:00Z"]);
verdict(
  validate < limits.validate,
  `rolecall validate of the sample: ${Math.round(validate)} ms (under ${limits.validate} ms)`,
);
process.exitCode = failures > 0 ? 1 : 0;
