import { bytesIn, codeownersSizeLimit } from "./file.ts";
import { compilePattern, matchesPath, type Pattern } from "./pattern.ts";
import { parseCodeowners } from "./syntax.ts";

/** Whose review GitHub asks for a path. */
export type Ownership =
  | { readonly state: "owned"; readonly owners: readonly string[]; readonly line: number }
  /** The last line that matches names nobody: it takes away what earlier lines gave. */
  | { readonly state: "unowned"; readonly line: number }
  | { readonly state: "unmatched" };

/** Who owns a path by a CODEOWNERS text. For many paths `ownerLookup` reads the text once. */
export function matchOwners(text: string, path: string): Ownership {
  return ownerLookup(text)(path);
}

/** The last rule that names a place, by its position: for the place itself, and for what is below it. */
interface Named {
  readonly itself: number;
  readonly below: number;
}

/**
 * Reads a CODEOWNERS text and answers whose a path is, by GitHub's rules: the last line that matches decides, lines with a
 * mistake are skipped, letter case counts, and a file that is too large owns nothing. Paths are given from the repository's
 * top, without a slash in front. Patterns without wildcards are looked up, so that many lines and many paths stay quick.
 */
export function ownerLookup(text: string): (path: string) => Ownership {
  if (bytesIn(text) >= codeownersSizeLimit) return () => ({ state: "unmatched" });
  const { rules } = parseCodeowners(text);
  const named = new Map<string, Named>();
  const wild: { readonly position: number; readonly pattern: Pattern }[] = [];
  for (const [position, rule] of rules.entries()) {
    const pattern = compilePattern(rule.pattern);
    if (pattern.literal === null) wild.push({ position, pattern });
    else {
      const { key, onlyBelow } = pattern.literal;
      named.set(key, { itself: onlyBelow ? (named.get(key)?.itself ?? -1) : position, below: position });
    }
  }
  return (path) => {
    const steps = path.split("/");
    let best = lastNamed(steps, named);
    for (let at = wild.length - 1; at >= 0; at -= 1) {
      const candidate = wild[at];
      if (candidate === undefined || candidate.position < best) break;
      if (matchesPath(candidate.pattern, steps)) best = candidate.position;
    }
    const rule = rules[best];
    if (rule === undefined) return { state: "unmatched" };
    const { owners, line } = rule;
    return owners.length > 0 ? { state: "owned", owners, line } : { state: "unowned", line };
  };
}

/** The position of the last rule without wildcards that matches; -1 where none does. */
function lastNamed(steps: readonly string[], named: ReadonlyMap<string, Named>): number {
  let best = -1;
  let prefix = "";
  for (const [index, step] of steps.entries()) {
    prefix += `/${step}`;
    for (const key of [prefix, step]) {
      const found = named.get(key);
      if (found !== undefined) best = Math.max(best, index === steps.length - 1 ? found.itself : found.below);
    }
  }
  return best;
}
