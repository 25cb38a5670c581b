/** The results of a number of cases, as plain data that processes can exchange. */
export interface Tally {
  readonly cases: number;
  /** The number of findings of each code family, for example `yaml`. */
  readonly families: Readonly<Record<string, number>>;
  readonly codes: readonly string[];
  /** Cases without a single finding. */
  readonly accepted: number;
  readonly escapes: readonly string[];
  readonly slowest: { readonly milliseconds: number; readonly seed: number };
  readonly peakMegabytes: number;
}

export const nothing: Tally = {
  cases: 0,
  families: {},
  codes: [],
  accepted: 0,
  escapes: [],
  slowest: { milliseconds: 0, seed: 0 },
  peakMegabytes: 0,
};

/** Adds two tallies. */
export function added(left: Tally, right: Tally): Tally {
  const families: Record<string, number> = { ...left.families };
  for (const [family, count] of Object.entries(right.families)) families[family] = (families[family] ?? 0) + count;
  return {
    cases: left.cases + right.cases,
    families,
    codes: [...new Set([...left.codes, ...right.codes])].sort(),
    accepted: left.accepted + right.accepted,
    escapes: [...left.escapes, ...right.escapes],
    slowest: left.slowest.milliseconds >= right.slowest.milliseconds ? left.slowest : right.slowest,
    peakMegabytes: Math.max(left.peakMegabytes, right.peakMegabytes),
  };
}
