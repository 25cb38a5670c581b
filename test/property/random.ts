/** A deterministic random source: the same seed gives the same choices everywhere (mulberry32). */
export interface Random {
  /** Returns an integer from 0 up to, not including, `limit`. */
  readonly below: (limit: number) => number;
  /** Returns true with this probability. */
  readonly chance: (share: number) => boolean;
  readonly one: <T>(items: readonly T[]) => T;
  /** Returns each item with this probability, in order. */
  readonly some: <T>(items: readonly T[], share: number) => T[];
}

export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (limit: number): number => Math.floor(next() * limit);
  const chance = (share: number): boolean => next() < share;
  return {
    below,
    chance,
    one: (items) => items[below(items.length)]!,
    some: (items, share) => items.filter(() => chance(share)),
  };
}
