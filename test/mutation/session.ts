import { appendFileSync, readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { INSTRUMENTER_CONSTANTS } from "@stryker-mutator/api/core";
import { type CollectedTest, startCollecting } from "./collected.ts";
import type { Answer, Job, MutantTask, Reach, RunVerdict } from "./mutant.ts";

/** The state that the instrumented code reads and writes (Stryker's instrumenter, `syntax-helpers`). */
interface Switchboard {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
  mutantCoverage: { static: Record<string, number>; perTest: Record<string, Record<string, number>> };
}

/** The module functions of the test runner: load a module, and unload all modules. */
export interface Modules {
  readonly load: (path: string) => Promise<unknown>;
  readonly forget: () => void;
}

/** A module that keeps results between tests. */
interface Cache {
  readonly forget: () => void;
}

/** A mutant evaluated this many times as often as the original code is in an endless loop. */
const hitFactor = 100;

const switchboard: Switchboard = { mutantCoverage: { static: {}, perTest: {} } };
Object.assign(globalThis, { [INSTRUMENTER_CONSTANTS.NAMESPACE]: switchboard });

/** Runs one job: reports the reach of all mutants, or the verdict on each mutant of the job. */
export async function runSession(job: Job, modules: Modules): Promise<void> {
  const answer = (line: Answer): void => appendFileSync(job.answers, `${JSON.stringify(line)}\n`);
  try {
    if (job.mutants === null) answer({ kind: "covered", coverage: await coverageOf(job, modules) });
    else await judge(job.mutants, { job, modules, answer });
    answer({ kind: "finished" });
  } catch (error) {
    answer({ kind: "broken", reason: error instanceof Error ? (error.stack ?? error.message) : String(error) });
  }
}

async function coverageOf(job: Job, modules: Modules) {
  const began = performance.now();
  const reach = new Map<string, { loading: string[]; tests: Record<string, number[]>; hits: number }>();
  const reachOf = (id: string) => {
    const known = reach.get(id) ?? { loading: [], tests: {}, hits: 0 };
    reach.set(id, known);
    return known;
  };
  let count = 0;
  for (const file of job.testFiles) {
    modules.forget();
    switchboard.mutantCoverage = { static: {}, perTest: {} };
    const tests = await collectFrom(file, job, modules);
    for (const [position, test] of tests.entries()) {
      switchboard.currentTestId = String(position);
      const failure = await failureOf(test, { job, modules });
      switchboard.currentTestId = undefined;
      if (failure !== undefined) throw new Error(`${file}: "${test.name}" fails without a mutant: ${failure}`);
      count += 1;
    }
    for (const [id, hits] of Object.entries(switchboard.mutantCoverage.static)) {
      reachOf(id).loading.push(file);
      reachOf(id).hits += hits;
    }
    for (const [position, hitBy] of Object.entries(switchboard.mutantCoverage.perTest))
      for (const [id, hits] of Object.entries(hitBy)) {
        (reachOf(id).tests[file] ??= []).push(Number(position));
        reachOf(id).hits += hits;
      }
  }
  return { reach: Object.fromEntries(reach), tests: count, milliseconds: performance.now() - began };
}

/** The job of a session, and where its modules come from. */
interface Places {
  readonly job: Job;
  readonly modules: Modules;
}

interface Session extends Places {
  readonly answer: (line: Answer) => void;
}

async function judge(mutants: readonly MutantTask[], session: Session): Promise<void> {
  const { job, modules, answer } = session;
  const loaded = new Map<string, readonly CollectedTest[]>();
  const testsIn: TestsIn = async (file) => {
    const known = loaded.get(file) ?? (await collectFrom(file, job, modules));
    loaded.set(file, known);
    return known;
  };
  // Mutants that are not evaluated while loading share one load. Each of the others needs a separate load.
  for (const mutant of mutants.filter(({ reach }) => reach.loading.length === 0)) {
    for (const file of Object.keys(mutant.reach.tests)) await testsIn(file);
    answer({ kind: "started", id: mutant.id });
    answer({ kind: "judged", id: mutant.id, verdict: await verdictOn(mutant, testsIn, session) });
  }
  for (const [file, tests] of loaded)
    for (const test of tests) {
      const failure = await failureOf(test, session);
      // A mutant that changed the state of a module would affect later mutants.
      if (failure !== undefined) throw new Error(`${file}: "${test.name}" fails after the mutants: ${failure}`);
    }
  const judgedAnew = (mutant: MutantTask): Promise<RunVerdict> => {
    modules.forget();
    return verdictOn(mutant, (file) => collectFrom(file, job, modules), session);
  };
  const needLoad = mutants.filter(({ reach }) => reach.loading.length > 0);
  const [first] = needLoad;
  // A mutant that does not exist must survive. Otherwise loading again fails and every verdict would be "killed".
  if (first !== undefined && (await judgedAnew({ ...first, id: "none" })) !== "survived")
    throw new Error("A test fails with newly loaded modules, without a mutant.");
  for (const mutant of needLoad) {
    answer({ kind: "started", id: mutant.id });
    answer({ kind: "judged", id: mutant.id, verdict: await judgedAnew(mutant) });
  }
}

type TestsIn = (file: string) => Promise<readonly CollectedTest[]>;

async function verdictOn(mutant: MutantTask, testsIn: TestsIn, places: Places): Promise<RunVerdict> {
  const limit = hitFactor * (mutant.reach.hits + 1);
  switchboard.activeMutant = mutant.id;
  switchboard.hitCount = 0;
  switchboard.hitLimit = limit;
  try {
    const fails = await anyFails(mutant, testsIn, places);
    // The instrumented code throws at the limit, to leave the loop.
    if (switchboard.hitCount > limit) return "timed out";
    return fails ? "killed" : "survived";
  } finally {
    switchboard.activeMutant = undefined;
    switchboard.hitCount = undefined;
    switchboard.hitLimit = undefined;
  }
}

/** Returns whether a test that the mutant reaches fails, or a test file does not load. */
async function anyFails({ file, reach }: MutantTask, testsIn: TestsIn, places: Places): Promise<boolean> {
  for (const testFile of likeliestFirst(file, reach)) {
    let tests: readonly CollectedTest[];
    try {
      tests = await testsIn(testFile);
    } catch {
      return true;
    }
    // Values computed while the file loads can affect each of its tests.
    const reached = reach.loading.includes(testFile) ? [...tests.keys()] : (reach.tests[testFile] ?? []);
    for (const position of reached) {
      const test = tests[position];
      // The mutant changed the list of tests.
      if (test === undefined || (await failureOf(test, places)) !== undefined) return true;
    }
  }
  return false;
}

/** Returns the test files in order of likely detection: `src/policy/rules/no-reason.ts` is most likely detected by `test/policy/rules/no-reason.test.ts`, then by files of its folder. */
function likeliestFirst(file: string, reach: Reach): readonly string[] {
  const own = file.replace(/^src\//, "test/").replace(/\.ts$/, ".test.ts");
  const folder = own.slice(0, own.lastIndexOf("/"));
  const far = (test: string): number =>
    test === own ? 0 : test.startsWith(`${folder}/`) || test === `${folder}.test.ts` ? 1 : 2;
  return [...new Set([...reach.loading, ...Object.keys(reach.tests)])].sort((left, right) => far(left) - far(right));
}

async function collectFrom(file: string, job: Job, modules: Modules): Promise<readonly CollectedTest[]> {
  const tests = startCollecting();
  await modules.load(`${job.root}/${file}`);
  return tests;
}

/** Returns the failure of a test that starts without kept results; undefined: passed. */
async function failureOf(test: CollectedTest, { job, modules }: Places): Promise<string | undefined> {
  try {
    for (const path of job.caches) ((await modules.load(`${job.root}/${path}`)) as Cache).forget();
    await test.run();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

export function readJob(path: string): Job {
  return JSON.parse(readFileSync(path, "utf8")) as Job;
}
