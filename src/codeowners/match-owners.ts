import { bytesIn, codeownersSizeLimit } from "./file.ts";
import { compilePattern, matchesPath, type Pattern } from "./pattern.ts";
import { parseCodeowners } from "./syntax.ts";

/** The code owners of a path, whose review GitHub requests. */
export type Ownership =
  | { readonly state: "owned"; readonly owners: readonly string[]; readonly line: number }
  /** The last matching line has no owner and overrides earlier lines. */
  | { readonly state: "unowned"; readonly line: number }
  | { readonly state: "unmatched" };

/** Returns the owners of a path. For many paths, use `ownerLookup`, which reads the text once. */
export function matchOwners(text: string, path: string): Ownership {
  return ownerLookup(text)(path);
}

/** The position of the last rule that names a path: for the path itself, and for paths below it. */
interface Named {
  readonly itself: number;
  readonly below: number;
}

/**
 * Returns a function that finds the owners of a path by GitHub's rules: the last matching line decides, invalid lines are
 * skipped, matching is case-sensitive, and a file that is too large has no effect. Paths start at the root of the repository,
 * without a leading slash. Patterns without wildcards are looked up, so that many lines and paths remain fast.
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

/** Returns the position of the last matching rule without wildcards; -1: none. */
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
