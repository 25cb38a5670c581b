import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import type { Answer, Coverage, Job, MutantTask, RunVerdict } from "./mutant.ts";

export type Workplace = Pick<Job, "root" | "instrumented" | "testFiles" | "caches">;

/** The timeout for loading the runner and the modules on a busy machine, before the first mutant starts. */
const startLimit = 180_000;
const pollEvery = 50;

let jobs = 0;
const running = new Set<ChildProcess>();

/** Stops all workers, for an aborted run. */
export function stopWorkers(): void {
  for (const worker of running) worker.kill("SIGKILL");
}

/** Runs all tests once without a mutant. Throws if one fails, because verdicts would not be valid. */
export async function coverTests(place: Workplace): Promise<Coverage> {
  const { answers } = await runWorker(place, null, { limit: startLimit * 5 });
  const covered = answers.find((answer) => answer.kind === "covered");
  if (covered === undefined) throw new Error("The tests did not finish without a mutant.");
  return covered.coverage;
}

export interface JudgeOptions {
  readonly limit: number;
  readonly onJudged: (id: string, verdict: RunVerdict) => void;
}

/** Tests mutants in order. An endless mutant stops its worker, and a new worker continues after it. */
export async function judgeAll(place: Workplace, tasks: readonly MutantTask[], options: JudgeOptions): Promise<void> {
  let left = tasks;
  while (left.length > 0) {
    const { answers, isOver } = await runWorker(place, left, { limit: options.limit });
    const judged = new Map<string, RunVerdict>();
    for (const answer of answers) if (answer.kind === "judged") judged.set(answer.id, answer.verdict);
    for (const [id, verdict] of judged) options.onJudged(id, verdict);
    if (isOver) return;
    const stuck = answers.findLast((answer) => answer.kind === "started");
    if (stuck === undefined || judged.has(stuck.id)) throw new Error("A worker died between two mutants.");
    options.onJudged(stuck.id, "timed out");
    left = left.filter(({ id }) => !judged.has(id) && id !== stuck.id);
  }
}

interface WorkerEnd {
  readonly answers: readonly Answer[];
  /** False: the worker was stopped or died during a mutant. */
  readonly isOver: boolean;
}

async function runWorker(
  place: Workplace,
  mutants: readonly MutantTask[] | null,
  { limit }: { readonly limit: number },
): Promise<WorkerEnd> {
  jobs += 1;
  const jobPath = join(place.root, `job-${jobs}.json`);
  const job: Job = { ...place, mutants, answers: join(place.root, `answers-${jobs}.jsonl`) };
  writeFileSync(jobPath, JSON.stringify(job));
  // A mutant that exhausts memory must stop only its worker.
  const args = ["--max-old-space-size=1500", "--import", "tsx", join(place.root, "test/mutation/worker.ts"), jobPath];
  const worker = spawn(process.execPath, args, { cwd: place.root, stdio: ["ignore", "pipe", "pipe"] });
  running.add(worker);
  let output = "";
  for (const stream of [worker.stdout, worker.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => (output = (output + text).slice(-4000)));
  const end = new Promise<"ended">((resolve) => void worker.on("close", () => resolve("ended")));
  let lines = 0;
  let since = Date.now();
  while ((await Promise.race([end, pause(pollEvery)])) !== "ended") {
    const now = answersIn(job.answers);
    if (now.length > lines) {
      lines = now.length;
      since = Date.now();
    }
    const allowed = now.at(-1)?.kind === "started" ? limit : startLimit;
    if (Date.now() - since > (mutants === null ? limit : allowed)) {
      worker.kill("SIGKILL");
      await end;
    }
  }
  running.delete(worker);
  const answers = answersIn(job.answers);
  const broken = answers.find((answer) => answer.kind === "broken");
  if (broken !== undefined) throw new Error(broken.reason);
  const isOver = answers.at(-1)?.kind === "finished";
  if (!isOver && !answers.some(({ kind }) => kind === "started")) throw new Error(`A worker did not start: ${output}`);
  return { answers, isOver };
}

function answersIn(path: string): readonly Answer[] {
  if (!existsSync(path)) return [];
  // The last line can be incomplete.
  const whole = readFileSync(path, "utf8").split("\n").slice(0, -1);
  return whole.map((line) => JSON.parse(line) as Answer);
}
