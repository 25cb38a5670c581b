import { type Glob, globsOf, literalOf, matchesGlob, matchesRun } from "./glob.ts";

/** `**`: any number of steps, also none. */
type Step = Glob | "**";

/** A pattern, made ready to be matched. */
export interface Pattern {
  /** What must match all steps of a path. */
  readonly steps: readonly Step[];
  /** Where nothing in it is a wildcard: the path (`/docs/api`) or, when it may stand anywhere, the one name (`docs`). */
  readonly literal: { readonly key: string; readonly onlyBelow: boolean } | null;
}

/**
 * Reads a pattern as GitHub does: a slash at the start or in the middle ties it to the repository's top, else it may begin
 * anywhere; a slash at the end means what is below a folder of that name; a last step of `*` alone does not reach into
 * folders, any other last step does.
 */
export function compilePattern(written: string): Pattern {
  const isBelow = written.endsWith("/");
  const inner = written.slice(written.startsWith("/") ? 1 : 0, isBelow ? -1 : undefined);
  // "/" alone names the top itself, and no file is that.
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

/** Whether the pattern matches a path, given step by step from the repository's top. */
export function matchesPath({ steps }: Pattern, path: readonly string[]): boolean {
  return matchesRun(steps, path, {
    isRun: (step) => step === "**",
    matches: (step, name) => step !== "**" && matchesGlob(step, name),
  });
}

const anyStep: Glob = ["*"];

/** At the end `**` means everything inside, so at least one step. */
function stepsOf(glob: Glob, isLast: boolean): readonly Step[] {
  if (!isStars(glob, 2)) return [glob];
  return isLast ? [anyStep, "**"] : ["**"];
}

function isStars(glob: Glob, count: number): boolean {
  return glob.length === count && glob.every((item) => item === "*");
}
