import type { Judged, Verdict } from "./mutant.ts";

/** The share of the drawn mutants that the tests must detect. */
export const minScore = 0.85;

/** Returns the share of killed and timed out mutants. Uncovered mutants count as survived. Without mutants, the score is zero. */
export function scoreOf(judged: readonly Judged[]): number {
  const detected = judged.filter(({ verdict }) => verdict === "killed" || verdict === "timed out").length;
  return judged.length === 0 ? 0 : detected / judged.length;
}

export interface RunFacts {
  readonly seed: number;
  readonly total: number;
  readonly minutes: number;
}

/** Returns the figures, then each mutant that no test detected, with its place and change. */
export function renderRun(judged: readonly Judged[], { seed, total, minutes }: RunFacts): string {
  const count = (verdict: Verdict): number => judged.filter((one) => one.verdict === verdict).length;
  const left = judged.filter(({ verdict }) => verdict === "survived" || verdict === "uncovered");
  const figures = [
    `seed ${seed}: ${judged.length} of ${total} mutants drawn, ${judged.filter(({ isStatic }) => isStatic).length} of them evaluated while modules load`,
    `killed ${count("killed")}, timed out ${count("timed out")}, survived ${count("survived")}, no coverage ${count("uncovered")}`,
    `score ${(scoreOf(judged) * 100).toFixed(1)} % (expected ${minScore * 100} %), ${minutes.toFixed(1)} minutes`,
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
