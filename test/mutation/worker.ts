// One worker process: the test runner, which reads the instrumented text wherever a module of a mutated folder is loaded.
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
    // Threads die with this process when a mutant never ends; forks would live on.
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
// The runner keeps handles open; the job is done.
process.exit();
