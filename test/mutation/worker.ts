// One worker process: runs the test runner, which loads the instrumented text for all modules of mutated folders.
import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { startVitest } from "vitest/node";
import { readJob } from "./session.ts";

const [jobPath = ""] = process.argv.slice(2);
const job = readJob(jobPath);
const instrumented = JSON.parse(readFileSync(job.instrumented, "utf8")) as Readonly<Record<string, string>>;
const collected = join(job.root, "test/mutation/collected.ts");

await startVitest(
  "test",
  [],
  {
    root: job.root,
    config: false,
    watch: false,
    include: ["test/mutation/session.run.ts"],
    reporters: [{}],
    // Threads end with this process if a mutant is endless; forks would not.
    pool: "threads",
    maxWorkers: 1,
    isolate: false,
    testTimeout: 0,
    provide: { rolecallJob: jobPath },
  },
  {
    cacheDir: join(job.root, ".cache"),
    logLevel: "error",
    plugins: [
      {
        name: "rolecall-mutation",
        enforce: "pre",
        transform(code, id) {
          const path = relative(job.root, id);
          const text = instrumented[path];
          if (text !== undefined) return { code: text, map: null };
          if (!job.testFiles.includes(path)) return undefined;
          return { code: code.replace(/(from\s+)"vitest"/g, `$1${JSON.stringify(collected)}`), map: null };
        },
      },
    ],
  },
);
// Exits, because the runner keeps handles open.
process.exit();
