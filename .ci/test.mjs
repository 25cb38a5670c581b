// Runs the tests. If ROLECALL_TEST_REPORT names a file, also writes the runner's JSON report to it. With
// ROLECALL_TEST_COVERAGE=1, also holds the coverage floor of vitest.config.ts.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const vitest = fileURLToPath(new URL("../node_modules/vitest/vitest.mjs", import.meta.url));
const report = process.env.ROLECALL_TEST_REPORT;
const reporters = report === undefined ? [] : ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
const coverage = process.env.ROLECALL_TEST_COVERAGE === "1" ? ["--coverage"] : [];
const ran = spawnSync(process.execPath, [vitest, "run", ...coverage, ...reporters, ...process.argv.slice(2)], {
  stdio: "inherit",
});
process.exitCode = ran.status ?? 1;
