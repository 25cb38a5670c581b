import { fork } from "node:child_process";
import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { closeServers, judgeClientsOf } from "../differential/judge-clients.ts";
import { judgeHistory } from "../property/approved-histories.ts";
import { judgeCase } from "../property/differences.ts";

/*
 * Compares the product with the reference evaluator on many random companies, then checks what unattended runs write for ten
 * times as many random histories of approved and unapproved commits, then compares the clients of the providers with the
 * reference clients on a tenth as many random sequences of writes.
 * Arguments: number of companies (default 100000), first seed (default 1), one part (default: all). Exits with 1 on a difference, 64 on an invalid argument.
 */

/** Judges one seed. Returns a difference as a text. */
type Judge = (seed: number) => string | undefined | Promise<string | undefined>;

interface PartRow {
  readonly judge: Judge;
  readonly perCase: number;
  /** Releases what the judge keeps open. */
  readonly close?: () => Promise<void>;
}

const parts = {
  companies: { judge: judgeCase, perCase: 1 },
  histories: { judge: judgeHistory, perCase: 10 },
  clients: { judge: judgeClientsOf, perCase: 0.1, close: closeServers },
} as const satisfies Readonly<Record<string, PartRow>>;
type Part = keyof typeof parts;
const partNames = Object.keys(parts) as readonly Part[];

/** The maximum number of differences that each process prints. */
const shown = 3;

const [cases = 100_000, firstSeed = 1] = process.argv.slice(2, 4).map(Number);
const part = partNames.find((name) => name === process.argv[4]);
if (!Number.isSafeInteger(cases) || cases < 1 || !Number.isSafeInteger(firstSeed)) {
  process.stderr.write("usage: verify [companies] [first seed] [companies | histories | clients], integers\n");
  process.exitCode = 64;
} else if (process.send !== undefined && part !== undefined) {
  const { judge, close }: PartRow = parts[part];
  process.send(await judged(judge, cases, firstSeed));
  await close?.();
} else {
  let differing = 0;
  // A part that is named runs alone.
  for (const name of part === undefined ? partNames : [part])
    differing += await spread(name, Math.ceil(cases * parts[name].perCase), firstSeed);
  process.exitCode = differing === 0 ? 0 : 1;
}

/** Returns the number of cases with a difference. */
async function judged(judge: Judge, count: number, first: number): Promise<number> {
  let differing = 0;
  for (let seed = first; seed < first + count; seed += 1) {
    const difference = await judge(seed);
    if (difference === undefined) continue;
    differing += 1;
    if (differing <= shown) process.stdout.write(`${difference}\n`);
  }
  return differing;
}

/** Starts one process for each core with a share of the seeds. A process that dies without a result is a failure. */
async function spread(name: Part, count: number, first: number): Promise<number> {
  const processes = Math.min(availableParallelism(), count);
  const bounds = Array.from({ length: processes + 1 }, (_, number) => Math.floor((count * number) / processes));
  const answers = await Promise.all(
    bounds.slice(1).map((end, number) => answerOf(name, end - (bounds[number] ?? 0), first + (bounds[number] ?? 0))),
  );
  const differing = answers.reduce((sum, answer) => sum + answer, 0);
  process.stdout.write(`${count} ${name}, seeds ${first} to ${first + count - 1}: ${differing} with a difference\n`);
  return differing;
}

function answerOf(name: Part, count: number, first: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = fork(fileURLToPath(import.meta.url), [String(count), String(first), name]);
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
