import { randomFrom } from "../property/random.ts";
import type { Mutant } from "./mutant.ts";

/** Returns `count` mutants in source order, the same for the same seed and sources. */
export function draw(mutants: readonly Mutant[], count: number, seed: number): readonly Mutant[] {
  const random = randomFrom(seed);
  const pool = [...mutants];
  const drawn: Mutant[] = [];
  while (drawn.length < count && pool.length > 0) {
    const position = random.below(pool.length);
    const taken = pool[position]!;
    // The last one fills the gap, because removal from the middle is quadratic.
    pool[position] = pool.at(-1)!;
    pool.pop();
    drawn.push(taken);
  }
  const order = new Map(mutants.map((mutant, position) => [mutant, position]));
  return drawn.sort((left, right) => order.get(left)! - order.get(right)!);
}

/** Matches a path: `*` is any text within one folder, `**` any text, as in `src/policy/rules/**`. */
export function matchesGlob(path: string, glob: string): boolean {
  const parts = glob.split(/(\*\*\/|\*\*|\*)/).map((part) => {
    if (part === "**/") return "(?:.*/)?";
    if (part === "**") return ".*";
    if (part === "*") return "[^/]*";
    return part.replace(/[\\^$.|?+()[\]{}]/g, "\\$&");
  });
  return new RegExp(`^${parts.join("")}$`).test(path);
}
