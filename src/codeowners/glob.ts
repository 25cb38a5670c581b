/** One step of a pattern: literal characters, `*` (any run, also none) and `?` (any one character). */
export type Glob = readonly (GlobSign | { readonly literal: string })[];
type GlobSign = "*" | "?";

/** Returns the steps of a pattern between its slashes. A backslash makes the next character literal. */
export function globsOf(pattern: string): readonly Glob[] {
  const globs: (GlobSign | { readonly literal: string })[][] = [[]];
  const characters = Array.from(pattern);
  for (let at = 0; at < characters.length; at += 1) {
    const character = characters[at] ?? "";
    if (character === "/") {
      globs.push([]);
      continue;
    }
    const glob = globs.at(-1) ?? [];
    if (character === "*" || character === "?") glob.push(character);
    else if (character === "\\") {
      at += 1;
      glob.push({ literal: characters[at] ?? "\\" });
    } else glob.push({ literal: character });
  }
  return globs;
}

/** Returns the literal text of a step; null if it contains `*` or `?`. */
export function literalOf(glob: Glob): string | null {
  const parts = glob.map((item) => (typeof item === "string" ? null : item.literal));
  return parts.includes(null) ? null : parts.join("");
}

/** Matches one step of a path, case-sensitively. The time is at most the product of both lengths. */
export function matchesGlob(glob: Glob, step: string): boolean {
  const characters = Array.from(step);
  return matchesRun(glob, characters, {
    isRun: (item) => item === "*",
    matches: (item, character) => item === "?" || (typeof item !== "string" && item.literal === character),
  });
}

interface RunRules<Item> {
  /** Whether the item matches any number of things, including none. */
  readonly isRun: (item: Item) => boolean;
  readonly matches: (item: Item, thing: string) => boolean;
}

/**
 * Checks whether items match all things in order. Only the last run is extended, because the matches of earlier runs stay
 * valid. So no pattern makes this slow.
 */
export function matchesRun<Item>(items: readonly Item[], things: readonly string[], rules: RunRules<Item>): boolean {
  let item = 0;
  let thing = 0;
  let run: { readonly item: number; thing: number } | null = null;
  while (thing < things.length) {
    const wanted = items[item];
    if (wanted !== undefined && rules.isRun(wanted)) {
      run = { item, thing };
      item += 1;
    } else if (wanted !== undefined && rules.matches(wanted, things[thing] ?? "")) {
      item += 1;
      thing += 1;
    } else if (run === null) return false;
    else {
      run.thing += 1;
      item = run.item + 1;
      thing = run.thing;
    }
  }
  return items.slice(item).every(rules.isRun);
}
