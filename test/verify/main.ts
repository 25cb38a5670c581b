import { fork } from "node:child_process";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { judgeCase } from "../property/differences.ts";

/*
 * Compares the product with the reference evaluator on many random companies.
 * Arguments: number of cases (default 100000), first seed (default 1). Exits with 1 on a difference, 64 on an invalid argument.
 */

/** The maximum number of differences that each process prints. */
const shown = 3;

const [cases = 100_000, firstSeed = 1] = process.argv.slice(2, 4).map(Number);
if (!Number.isSafeInteger(cases) || cases < 1 || !Number.isSafeInteger(firstSeed)) {
  process.stderr.write("usage: verify [cases] [first seed], integers\n");
  process.exitCode = 64;
} else if (process.send === undefined) {
  await spread(cases, firstSeed);
} else {
  process.send(judge(cases, firstSeed));
}

/** Returns the number of cases with a difference. */
function judge(count: number, first: number): number {
  let differing = 0;
  for (let seed = first; seed < first + count; seed += 1) {
    const difference = judgeCase(seed);
    if (difference === undefined) continue;
    differing += 1;
    if (differing <= shown) process.stdout.write(`${difference}\n`);
  }
  return differing;
}

/** Starts one process for each core with a share of the seeds. A process that dies without a result is a failure. */
async function spread(count: number, first: number): Promise<void> {
  const processes = Math.min(availableParallelism(), count);
  const bounds = Array.from({ length: processes + 1 }, (_, number) => Math.floor((count * number) / processes));
  const answers = await Promise.all(
    bounds.slice(1).map((end, number) => answerOf(end - (bounds[number] ?? 0), first + (bounds[number] ?? 0))),
  );
  const differing = answers.reduce((sum, answer) => sum + answer, 0);
  process.stdout.write(`${count} cases, seeds ${first} to ${first + count - 1}: ${differing} with a difference\n`);
  process.exitCode = differing === 0 ? 0 : 1;
}

function answerOf(count: number, first: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(import.meta.url), [String(count), String(first)]);
    let answer: number | undefined;
    child.on("message", (differing) => {
      answer = Number(differing);
    });
    child.on("error", reject);
    child.on("exit", (code) => {
      if (answer === undefined)
        reject(new Error(`seeds from ${first}: the process exited with ${code} and without a result`));
      else resolve(answer);
    });
  });
}
