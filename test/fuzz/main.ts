import { fork } from "node:child_process";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { fuzz } from "./run.ts";
import { added, nothing, type Tally } from "./tally.ts";

/*
 * Mutates files of the sample company and runs load and policy on the resulting trees.
 * Arguments: number of cases (default 100000), first seed (default 1).
 * Exits with 1 on an escape, a case of more than a second of processor time or too much memory; with 64 on an invalid argument.
 */

const slowestAllowed = 1_000;
const memoryAllowed = 512;
/** Seeds for each process: small enough to limit the loss if a process dies, large enough to make its start negligible. */
const portion = 5_000;

const [cases = 100_000, firstSeed = 1] = process.argv.slice(2, 4).map(Number);
if (!Number.isSafeInteger(cases) || cases < 1 || !Number.isSafeInteger(firstSeed)) {
  process.stderr.write("usage: fuzz [cases] [first seed], integers\n");
  process.exitCode = 64;
} else if (process.send === undefined) {
  report(await spread(cases, firstSeed));
} else {
  process.send(await fuzz(cases, firstSeed));
}

/** Starts as many processes as there are cores, each with a portion of the seeds. */
async function spread(count: number, first: number): Promise<Tally> {
  const size = Math.min(portion, Math.ceil(count / availableParallelism()));
  const starts = Array.from({ length: Math.ceil(count / size) }, (_, index) => first + index * size);
  let all = nothing;
  const work = async (): Promise<void> => {
    for (let start = starts.shift(); start !== undefined; start = starts.shift()) {
      const answer = await answerOf(Math.min(size, first + count - start), start);
      all = added(all, answer);
      process.stderr.write(`${all.cases} of ${count}\n`);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return all;
}

/** Returns the result of a process. A process that dies without a result, for example without memory, is an escape. */
function answerOf(count: number, first: number): Promise<Tally> {
  return new Promise((resolve) => {
    const child = fork(fileURLToPath(import.meta.url), [String(count), String(first)], {
      execArgv: [...process.execArgv, `--max-old-space-size=${memoryAllowed}`],
    });
    let answer: Tally | undefined;
    child.on("message", (tally) => {
      answer = tally as Tally;
    });
    child.on("exit", (code, signal) => {
      const dead = `seeds ${first} to ${first + count - 1}: the process exited with ${code ?? signal} and without a result`;
      resolve(answer ?? { ...nothing, cases: count, escapes: [dead] });
    });
  });
}

function report({ cases: judged, accepted, families, codes, escapes, slowest, peakMegabytes }: Tally): void {
  const byFamily = Object.entries(families).sort(([, left], [, right]) => right - left);
  const lines = [
    `${judged} cases, seeds ${firstSeed} to ${firstSeed + cases - 1}; ${accepted} without a finding`,
    `findings: ${byFamily.map(([family, count]) => `${family} ${count}`).join(", ")}`,
    `codes: ${codes.length}: ${codes.join(" ")}`,
    `slowest case: ${Math.round(slowest.milliseconds)} ms of processor time (seed ${slowest.seed}); limit ${slowestAllowed}`,
    `peak memory of a process: ${Math.round(peakMegabytes)} MB; limit ${memoryAllowed}`,
    ...escapes.map((escape) => `ESCAPE ${escape}`),
    `escapes: ${escapes.length}`,
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
  if (judged !== cases) throw new Error(`expected ${cases} cases, got ${judged}`);
  const isInLimits = slowest.milliseconds <= slowestAllowed && peakMegabytes <= memoryAllowed;
  process.exitCode = escapes.length === 0 && isInLimits ? 0 : 1;
}
