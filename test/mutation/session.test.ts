import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, it as sessionTest } from "vitest";
import { it } from "./collected.ts";
import type { Answer, MutantTask } from "./mutant.ts";
import { runSession } from "./session.ts";

const folder = mkdtempSync(join(tmpdir(), "rolecall-session-"));
afterEach(() => rmSync(join(folder, "answers.jsonl"), { force: true }));
afterAll(() => rmSync(folder, { recursive: true }));

interface Switch {
  readonly activeMutant?: string;
  readonly currentTestId?: string;
  readonly mutantCoverage: { static: Record<string, number>; perTest: Record<string, Record<string, number>> };
  hitCount?: number;
}
const ns = () => (globalThis as unknown as Record<"__stryker__", Switch>)["__stryker__"];

/** Simulates instrumented code with the mutant `id`: counts the evaluation, and returns whether the mutant is on. */
function reached(id: string): boolean {
  const { static: loading, perTest } = ns().mutantCoverage;
  const test = ns().currentTestId;
  const counts = test === undefined ? loading : (perTest[test] ??= {});
  counts[id] = (counts[id] ?? 0) + 1;
  if (ns().activeMutant !== id) return false;
  ns().hitCount = (ns().hitCount ?? 0) + 1;
  return true;
}

/** Runs a session. Files are given by name, as the functions that loading them calls. */
async function answersTo(
  files: Record<string, () => void>,
  mutants: readonly MutantTask[] | null,
  caches: readonly string[] = [],
) {
  const answers = join(folder, "answers.jsonl");
  const testFiles = Object.keys(files).filter((name) => !caches.includes(name));
  const job = { root: "", testFiles, mutants, instrumented: "", answers, caches };
  await runSession(job, { load: async (path) => files[path.slice(1)]?.(), forget: () => undefined });
  return readFileSync(answers, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Answer);
}

async function verdictsOn(files: Record<string, () => void>, mutants: readonly MutantTask[]) {
  const answers = await answersTo(files, mutants);
  return answers.flatMap((answer) => (answer.kind === "judged" ? [`${answer.id} ${answer.verdict}`] : []));
}

const task = (id: string, loading: readonly string[], tests: Record<string, readonly number[]>, hits = 1) => ({
  id,
  file: "src/model/a.ts",
  reach: { loading, tests, hits },
});

/** Three tests: the first detects the mutant `seen`, the second reaches `unseen` without a failure. */
const plain = () => {
  it("adds", () => expect(reached("seen") ? 3 : 2).toBe(2));
  it("runs", () => expect(reached("unseen")).toBeTypeOf("boolean"));
  it("does not reach a mutant", () => expect(ns().mutantCoverage.perTest[ns().currentTestId ?? ""]).toBeUndefined());
};

describe("a session without mutants", () => {
  sessionTest("reports the mutants that each test reaches, and those evaluated while a file loads", async () => {
    const files = {
      plain,
      early: () => {
        reached("early");
        plain();
      },
    };
    const covered = (await answersTo(files, null))[0];
    expect(covered).toMatchObject({
      kind: "covered",
      coverage: {
        tests: 6,
        reach: {
          seen: { loading: [], tests: { plain: [0], early: [0] }, hits: 2 },
          unseen: { loading: [], tests: { plain: [1], early: [1] }, hits: 2 },
          early: { loading: ["early"], tests: {}, hits: 1 },
        },
      },
    });
  });

  sessionTest("is broken if a test fails without a mutant", async () => {
    const failing = () => it("is wrong", () => expect(1).toBe(2));
    expect(await answersTo({ failing }, null)).toMatchObject([
      { kind: "broken", reason: expect.stringContaining('"is wrong" fails without a mutant') },
    ]);
  });
});

describe("a session with mutants", () => {
  sessionTest("distinguishes detected and undetected mutants", async () => {
    const tasks = [task("seen", [], { plain: [0] }), task("unseen", [], { plain: [1] })];
    expect(await verdictsOn({ plain }, tasks)).toEqual(["seen killed", "unseen survived"]);
  });

  sessionTest("runs each row of a table", async () => {
    const table = () =>
      it.each([
        [1, 2],
        [2, 3],
      ])("%i and one", (number, next) => expect(Number(number) + (reached("row") && number === 2 ? 2 : 1)).toBe(next));
    expect(await verdictsOn({ table }, [task("row", [], { table: [0, 1] })])).toEqual(["row killed"]);
  });

  sessionTest("starts each test without the results that another mutant left in a cache", async () => {
    let kept: number | undefined;
    const files = {
      cached: () => it("adds once", () => expect((kept ??= reached("kept") ? 3 : 2)).toBe(2)),
      cache: () => ({ forget: () => void (kept = undefined) }),
    };
    const answers = await answersTo(files, [task("kept", [], { cached: [0] })], ["cache"]);
    expect(answers).toContainEqual({ kind: "judged", id: "kept", verdict: "killed" });
    expect(answers.at(-1)).toEqual({ kind: "finished" });
  });

  sessionTest("loads modules again for a mutant that is evaluated while a file loads", async () => {
    const files = {
      changed: () => {
        const value = reached("changed") ? 3 : 2;
        it("knows the value", () => expect(value).toBe(2));
      },
      broken: () => {
        if (reached("broken")) throw new Error("does not load");
      },
      ignored: () => {
        reached("ignored");
        plain();
      },
    };
    const tasks = ["ignored", "changed", "broken"].map((id) => task(id, [id], {}));
    expect(await verdictsOn(files, tasks)).toEqual(["ignored survived", "changed killed", "broken killed"]);
  });

  sessionTest("stops an endless loop and reports it", async () => {
    const loop = () =>
      it("ends", () => {
        while (reached("loop")) if ((ns().hitCount ?? 0) > 1000) throw new Error("limit reached");
      });
    expect(await verdictsOn({ loop }, [task("loop", [], { loop: [0] })])).toEqual(["loop timed out"]);
  });

  sessionTest("rejects the verdicts if a mutant changed shared state", async () => {
    let state = 0;
    const leaking = () =>
      it("starts at nothing", () => {
        if (reached("leak")) state = 1;
        expect(state).toBe(0);
      });
    expect(await answersTo({ leaking }, [task("leak", [], { leaking: [0] })])).toContainEqual({
      kind: "broken",
      reason: expect.stringContaining("fails after the mutants") as string,
    });
  });

  sessionTest("rejects the verdicts if loading modules again fails without a mutant", async () => {
    let loads = 0;
    const once = () => {
      loads += 1;
      it("is loaded once", () => expect(loads).toBe(0));
    };
    expect(await answersTo({ once }, [task("any", ["once"], {})])).toMatchObject([
      { kind: "broken", reason: expect.stringContaining("newly loaded modules") },
    ]);
  });
});
