import { judge } from "./judge.ts";
import { readSpecimens } from "./specimens.ts";
import type { Tally } from "./tally.ts";

/** The maximum number of escapes that are stored completely. */
const kept = 20;

/** Runs the cases of `count` seeds from `first`. Measures processor time, which does not depend on the load of the machine. */
export async function fuzz(count: number, first: number): Promise<Tally> {
  const specimens = await readSpecimens();
  const families: Record<string, number> = {};
  const codes = new Set<string>();
  const escapes: string[] = [];
  let accepted = 0;
  let slowest = { milliseconds: 0, seed: first };
  for (let seed = first; seed < first + count; seed += 1) {
    const { mutant, tree } = specimens.caseOf(seed);
    const before = process.cpuUsage();
    const verdict = judge(tree);
    const { user, system } = process.cpuUsage(before);
    const milliseconds = (user + system) / 1000;
    if (milliseconds > slowest.milliseconds) slowest = { milliseconds, seed };
    if (verdict.codes.length === 0) accepted += 1;
    for (const code of verdict.codes) {
      codes.add(code);
      const family = code.split("/")[0] ?? "";
      families[family] = (families[family] ?? 0) + 1;
    }
    for (const escape of verdict.escapes)
      if (escapes.length < kept) escapes.push(`seed ${seed}, ${mutant.path}: ${mutant.name}: ${escape}`);
  }
  const peakMegabytes = process.resourceUsage().maxRSS / 1024;
  return { cases: count, families, codes: [...codes], accepted, escapes, slowest, peakMegabytes };
}
