// Runs the tests. If ROLECALL_TEST_REPORT names a file, also writes the runner's JSON report to it.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const vitest = fileURLToPath(new URL("../node_modules/vitest/vitest.mjs", import.meta.url));
const report = process.env.ROLECALL_TEST_REPORT;
const reporters = report === undefined ? [] : ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
const ran = spawnSync(process.execPath, [vitest, "run", ...reporters, ...process.argv.slice(2)], { stdio: "inherit" });
process.exitCode = ran.status ?? 1;
