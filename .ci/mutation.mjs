// Mutation testing of src/model and src/policy; the options are those of test/mutation/main.ts.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const main = fileURLToPath(new URL("../test/mutation/main.ts", import.meta.url));
const ran = spawnSync(process.execPath, ["--import", "tsx", main, ...process.argv.slice(2)], { stdio: "inherit" });
process.exitCode = ran.status ?? 1;
