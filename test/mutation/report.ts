import type { Judged, Verdict } from "./mutant.ts";

/** The share of the drawn mutants that the tests must notice. */
export const scoreWanted = 0.85;

/** Killed and timed out over all drawn; what no test reaches counts as survived. Of nothing there is no score: zero. */
export function scoreOf(judged: readonly Judged[]): number {
  const noticed = judged.filter(({ verdict }) => verdict === "killed" || verdict === "timed out").length;
  return judged.length === 0 ? 0 : noticed / judged.length;
}

export interface RunFacts {
  readonly seed: number;
  readonly total: number;
  readonly minutes: number;
}

/** The figures, then each mutant that no test noticed, where it stands and what it changes. */
export function renderRun(judged: readonly Judged[], { seed, total, minutes }: RunFacts): string {
  const count = (verdict: Verdict): number => judged.filter((one) => one.verdict === verdict).length;
  const left = judged.filter(({ verdict }) => verdict === "survived" || verdict === "uncovered");
  const figures = [
    `seed ${seed}: ${judged.length} of ${total} mutants drawn, ${judged.filter(({ isStatic }) => isStatic).length} of them evaluated while modules load`,
    `killed ${count("killed")}, timed out ${count("timed out")}, survived ${count("survived")}, no coverage ${count("uncovered")}`,
    `score ${(scoreOf(judged) * 100).toFixed(1)} % (wanted ${scoreWanted * 100} %), ${minutes.toFixed(1)} minutes`,
  ];
  const survivors = left.map(({ mutant, verdict }) => {
    const place = `${mutant.file}:${mutant.line}:${mutant.column}`;
    const mark = verdict === "uncovered" ? " (no coverage)" : "";
    return `${place} ${mutant.kind}${mark}\n    ${oneLine(mutant.original)}\n  → ${oneLine(mutant.replacement)}`;
  });
  return [...figures, ...survivors].join("\n");
}

function oneLine(code: string): string {
  const text = code.replace(/\s+/g, " ");
  return text.length > 160 ? `${text.slice(0, 157)}...` : text;
}
