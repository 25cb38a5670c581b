// npm run mutation: measures whether the tests of the access model and of policy detect wrong code. A sample of small changes,
// drawn by seed, is switched on one at a time, and the tests that reach it are run. Options: --sample N, --seed S,
// --files GLOB (of src/…), --workers N, --keep (keep the private copy).
import { readdirSync, rmSync } from "node:fs";
import { cpus } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { draw, matchesGlob } from "./draw.ts";
import { instrument, privateCopy } from "./instrument.ts";
import type { Judged, MutantTask, Reach, Verdict } from "./mutant.ts";
import { renderRun, scoreOf, minScore } from "./report.ts";
import { coverTests, judgeAll, stopWorkers } from "./workers.ts";

const project = fileURLToPath(new URL("../..", import.meta.url));
/** The modules of the product that keep results. */
const caches = ["src/load/read-cache.ts"];
const testFolders = ["test/model", "test/policy"];
/** A mutant that takes this many times as long as all tests together counts as endless. */
const timeoutFactor = 3;
const minTimeout = 10_000;

const { values } = parseArgs({
  options: {
    sample: { type: "string", default: "600" },
    seed: { type: "string", default: "20261121" },
    files: { type: "string", default: "src/**" },
    workers: { type: "string", default: String(Math.max(1, cpus().length)) },
    keep: { type: "boolean", default: false },
  },
});

function wholeNumber(name: "sample" | "seed" | "workers"): number {
  const number = Number(values[name]);
  if (!Number.isSafeInteger(number) || number < 0)
    throw new Error(`--${name} is not valid: expected an integer, got ${values[name]}.`);
  return number;
}

async function run(root: string): Promise<void> {
  const seed = wholeNumber("seed");
  const began = performance.now();
  const { mutants, path } = await instrument(root);
  const inScope = mutants.filter(({ file }) => matchesGlob(file, values.files));
  const drawn = draw(inScope, wholeNumber("sample"), seed);
  if (drawn.length === 0) throw new Error(`No mutants in ${values.files}.`);
  const testFiles = testFolders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".test.ts"))
      .map((name) => `${folder}/${name}`),
  );
  const place = { root, instrumented: path, testFiles: testFiles.sort(), caches };
  const coverage = await coverTests(place);
  const seconds = (coverage.milliseconds / 1000).toFixed(1);
  console.log(`${coverage.tests} tests of ${testFiles.length} files pass without a mutant (${seconds} s)`);

  const verdicts = new Map<string, Verdict>();
  const tasks = drawn.flatMap(({ id, file }): MutantTask[] => {
    const reach = coverage.reach[id];
    if (reach === undefined) verdicts.set(id, "uncovered");
    return reach === undefined ? [] : [{ id, file, reach }];
  });
  const workers = Math.min(wholeNumber("workers") || 1, tasks.length);
  const limit = Math.max(minTimeout, timeoutFactor * coverage.milliseconds);
  const shares = Array.from({ length: workers }, (_, share) => tasks.filter((_task, turn) => turn % workers === share));
  await Promise.all(
    shares.map((share) => judgeAll(place, share, { limit, onJudged: (id, verdict) => void verdicts.set(id, verdict) })),
  );

  const judged = drawn.map((mutant): Judged => {
    const verdict = verdicts.get(mutant.id);
    if (verdict === undefined) throw new Error(`Missing verdict on mutant ${mutant.id} of ${mutant.file}.`);
    return { mutant, verdict, isStatic: isStatic(coverage.reach[mutant.id]) };
  });
  console.log(renderRun(judged, { seed, total: inScope.length, minutes: (performance.now() - began) / 60_000 }));
  if (scoreOf(judged) < minScore) process.exitCode = 1;
}

const isStatic = (reach: Reach | undefined): boolean => (reach?.loading.length ?? 0) > 0;

const root = privateCopy(project);
function leave(): void {
  stopWorkers();
  if (!values.keep) rmSync(root, { recursive: true, force: true, maxRetries: 5 });
}
for (const signal of ["SIGINT", "SIGTERM"] as const)
  process.on(signal, () => {
    leave();
    process.exit(1);
  });
try {
  await run(root);
} finally {
  if (values.keep) console.log(root);
  leave();
}
