import { pageOf } from "../../src/workflow/explain.ts";
import type { Finding } from "../../src/diagnostics/finding.ts";
import type { Tree } from "../../src/load/tree.ts";
import { checkTree } from "../../src/workflow/check.ts";

/** What one tree came to. An escape is anything that breaks a promise of load and policy about bad input. */
export interface Verdict {
  readonly codes: readonly string[];
  readonly escapes: readonly string[];
}

/** The instant at which every tree is judged. */
export const judgedAt = Date.parse("2026-11-21T09:00:00Z");

const builtIns = [Object, Array, Function, String, Number, Boolean, RegExp, Date, Map, Set, Promise, Error].map(
  ({ name, prototype }) => ({ name, prototype: prototype as object }),
);

/** Everything that stands on the built-in prototypes; a changed value shows as well as a new name. */
const prototypesNow = (): readonly (readonly [string, PropertyDescriptor])[] =>
  builtIns.flatMap(({ name, prototype }) =>
    Reflect.ownKeys(prototype).map((key) => {
      const descriptor = Object.getOwnPropertyDescriptor(prototype, key);
      if (descriptor === undefined) throw new Error(`${name} lost ${String(key)}`);
      return [`${name}.${String(key)}`, descriptor] as const;
    }),
  );
const untouched = prototypesNow();

/** Load and policy over one tree: never an error that is thrown (I29), never a finding without its parts, nothing polluted (I31). */
export function judge(tree: Tree): Verdict {
  try {
    const { findings, loaded } = checkTree(tree, judgedAt);
    const hasErrors = loaded.findings.some(({ severity }) => severity === "error");
    return {
      codes: findings.map(({ code }) => code),
      escapes: [
        ...(hasErrors === (loaded.model === null)
          ? []
          : ["there is a model although there are errors, or none without"]),
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

/** What a finding lacks to be acted on. */
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
    if (line !== null || column !== null) lacks.push(of("a line of no file"));
    return lacks;
  }
  const entry = tree.entries.find(({ path }) => path === file);
  // The one file that is spoken of because it is not there.
  if (entry === undefined) return code === "repo/incomplete-state" ? lacks : [...lacks, of("a file that is not there")];
  const lines = new TextDecoder().decode(entry.bytes).split("\n");
  const written = lines[(line ?? 0) - 1];
  if (line === null || column === null || written === undefined || column < 1 || column > written.length + 1)
    lacks.push(of("a place outside of the file"));
  return lacks;
}

function pollution(): readonly string[] {
  const now = prototypesNow();
  if (now.length !== untouched.length) return ["a built-in prototype has more or less than before"];
  return now.flatMap(([name, descriptor], index) => {
    const [was, before] = untouched[index] ?? [];
    const isSame =
      was === name && (["value", "get", "set"] as const).every((part) => before?.[part] === descriptor[part]);
    return isSame ? [] : [`${name} was changed`];
  });
}
