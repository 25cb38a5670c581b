import { type Glob, globsOf, literalOf, matchesGlob, matchesRun } from "./glob.ts";

/** `**`: any number of steps, including none. */
type Step = Glob | "**";

/** A compiled pattern. */
export interface Pattern {
  /** The steps that must match all steps of a path. */
  readonly steps: readonly Step[];
  /** For a pattern without wildcards: the path (`/docs/api`), or the name if it matches anywhere (`docs`). */
  readonly literal: { readonly key: string; readonly onlyBelow: boolean } | null;
}

/**
 * Compiles a pattern by GitHub's rules. A slash at the start or in the middle anchors it to the root of the repository;
 * otherwise it matches anywhere. A slash at the end matches everything below a folder of that name. A last step of only `*`
 * does not match below folders; any other last step does.
 */
export function compilePattern(written: string): Pattern {
  const isBelow = written.endsWith("/");
  const inner = written.slice(written.startsWith("/") ? 1 : 0, isBelow ? -1 : undefined);
  // "/" alone is the root itself, which is not a file.
  if (inner === "") return { steps: [[]], literal: null };
  const isTied = written.startsWith("/") || inner.includes("/");
  const globs = globsOf(inner);
  const steps = globs.flatMap((glob, index) => stepsOf(glob, index === globs.length - 1));
  const last = globs.at(-1) ?? [];
  const tail: readonly Step[] = isBelow ? [anyStep, "**"] : isStars(last, 1) || isStars(last, 2) ? [] : ["**"];
  const names = globs.map(literalOf);
  return {
    steps: [...(isTied ? [] : ["**" as const]), ...steps, ...tail],
    literal: names.includes(null) ? null : { key: `${isTied ? "/" : ""}${names.join("/")}`, onlyBelow: isBelow },
  };
}

/** Matches a path, given as its steps from the root of the repository. */
export function matchesPath({ steps }: Pattern, path: readonly string[]): boolean {
  return matchesRun(steps, path, {
    isRun: (step) => step === "**",
    matches: (step, name) => step !== "**" && matchesGlob(step, name),
  });
}

const anyStep: Glob = ["*"];

/** Returns the steps of a glob. At the end, `**` matches everything inside, so at least one step. */
function stepsOf(glob: Glob, isLast: boolean): readonly Step[] {
  if (!isStars(glob, 2)) return [glob];
  return isLast ? [anyStep, "**"] : ["**"];
}

function isStars(glob: Glob, count: number): boolean {
  return glob.length === count && glob.every((item) => item === "*");
}
