import { pageOf } from "../../src/workflow/explain.ts";
import type { Finding } from "../../src/diagnostics/finding.ts";
import type { Tree } from "../../src/load/tree.ts";
import { checkTree } from "../../src/workflow/check.ts";

/** The result of one tree. An escape is a violation of the guarantees of load and policy about invalid input. */
export interface Verdict {
  readonly codes: readonly string[];
  readonly escapes: readonly string[];
}

/** The instant at which every tree is evaluated. */
export const judgedAt = Date.parse("2026-11-21T09:00:00Z");

const builtIns = [Object, Array, Function, String, Number, Boolean, RegExp, Date, Map, Set, Promise, Error].map(
  ({ name, prototype }) => ({ name, prototype: prototype as object }),
);

/** Returns all properties of the built-in prototypes, to detect new and changed ones. */
const prototypesNow = (): readonly (readonly [string, PropertyDescriptor])[] =>
  builtIns.flatMap(({ name, prototype }) =>
    Reflect.ownKeys(prototype).map((key) => {
      const descriptor = Object.getOwnPropertyDescriptor(prototype, key);
      if (descriptor === undefined) throw new Error(`${name} lost ${String(key)}`);
      return [`${name}.${String(key)}`, descriptor] as const;
    }),
  );
const untouched = prototypesNow();

/** Runs load and policy on one tree and checks: no exception (I29), only complete findings, no prototype pollution (I31). */
export function judge(tree: Tree): Verdict {
  try {
    const { findings, loaded } = checkTree(tree, judgedAt);
    const hasErrors = loaded.findings.some(({ severity }) => severity === "error");
    return {
      codes: findings.map(({ code }) => code),
      escapes: [
        ...(hasErrors === (loaded.model === null)
          ? []
          : ["a model exists with errors, or does not exist without errors"]),
        ...findings.flatMap((finding) => missingFrom(finding, tree)),
        ...pollution(),
      ],
    };
  } catch (cause) {
    return {
      codes: [],
      escapes: [`thrown: ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}`],
    };
  }
}

/** Words that no sentence for a person holds: a value that was not looked at, or a rule that could not decide. */
const unfinished = /\bundefined\b|\[object |\bNaN\b|The check \S+ failed: |could not be checked/;

/** Returns the missing parts of a finding. */
export function missingFrom(finding: Finding, tree: Tree): readonly string[] {
  const { code, message, remedy, file, line, column } = finding;
  const of = (what: string): string =>
    `${code}: ${what} (${message} → ${remedy}, ${file ?? "-"}:${line ?? "-"}:${column ?? "-"})`;
  const lacks: string[] = [];
  if (pageOf(code) === undefined) lacks.push(of("no page"));
  if (message.trim().length < 10) lacks.push(of("no message"));
  if (remedy.trim().length < 10) lacks.push(of("no remedy"));
  if (unfinished.test(remedy) || unfinished.test(message)) lacks.push(of("an unfinished sentence"));
  if (file === null) {
    if (line !== null || column !== null) lacks.push(of("a line without a file"));
    return lacks;
  }
  const entry = tree.entries.find(({ path }) => path === file);
  // The only file that is reported because it is missing.
  if (entry === undefined) return code === "repo/incomplete-state" ? lacks : [...lacks, of("a missing file")];
  const lines = new TextDecoder().decode(entry.bytes).split("\n");
  const written = lines[(line ?? 0) - 1];
  if (line === null || column === null || written === undefined || column < 1 || column > written.length + 1)
    lacks.push(of("a place outside of the file"));
  return lacks;
}

function pollution(): readonly string[] {
  const now = prototypesNow();
  if (now.length !== untouched.length) return ["a built-in prototype has added or removed properties"];
  return now.flatMap(([name, descriptor], index) => {
    const [was, before] = untouched[index] ?? [];
    const isSame =
      was === name && (["value", "get", "set"] as const).every((part) => before?.[part] === descriptor[part]);
    return isSame ? [] : [`${name} was changed`];
  });
}
