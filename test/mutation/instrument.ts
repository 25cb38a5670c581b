import { cpSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { createInstrumenter } from "@stryker-mutator/instrumenter";
import { createInjector } from "typed-inject";
import type { Mutant } from "./mutant.ts";

/** The folders with mutated code. */
const mutated = ["src/model", "src/policy"];
const notCopied = new Set(["node_modules", ".git", "dist", "coverage"]);

/** Creates a private copy of the project, which does not change while mutants run. */
export function privateCopy(project: string): string {
  const root = mkdtempSync(join(tmpdir(), "rolecall-mutation-"));
  for (const entry of readdirSync(project))
    if (!notCopied.has(entry)) cpSync(join(project, entry), join(root, entry), { recursive: true });
  symlinkSync(join(project, "node_modules"), join(root, "node_modules"));
  return root;
}

export interface Instrumented {
  readonly mutants: readonly Mutant[];
  /** The file of the instrumented texts, as JSON by path from the root. Workers load them instead of the files. */
  readonly path: string;
}

/** Adds every mutant of the mutated folders to the code, each behind a switch, with Stryker's instrumenter. */
export async function instrument(root: string): Promise<Instrumented> {
  const files = mutated
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((name) => `${folder}/${name}`),
    )
    .filter((name) => name.endsWith(".ts"))
    .sort();
  const sources = new Map(files.map((file) => [file, readFileSync(join(root, file), "utf8")]));
  const result = await instrumenter().instrument(
    [...sources].map(([file, content]) => ({ name: join(root, file), content, mutate: true })),
    { plugins: null, excludedMutations: [], ignorers: [] },
  );
  const path = join(root, "instrumented.json");
  const texts = result.files.map(({ name, content }) => [relative(root, name), content] as const);
  writeFileSync(path, JSON.stringify(Object.fromEntries(texts)));
  const mutants = result.mutants
    .filter(({ status }) => status !== "Ignored")
    .map(({ id, fileName, location, mutatorName, replacement }) => {
      const file = relative(root, fileName);
      return {
        id,
        file,
        line: location.start.line + 1,
        column: location.start.column + 1,
        kind: mutatorName,
        original: textBetween(sources.get(file) ?? "", location),
        replacement,
      };
    });
  return { mutants, path };
}

function instrumenter() {
  const silent = () => undefined;
  const no = () => false;
  const logger = {
    isTraceEnabled: no,
    isDebugEnabled: no,
    isInfoEnabled: no,
    isWarnEnabled: no,
    isErrorEnabled: no,
    isFatalEnabled: no,
    trace: silent,
    debug: silent,
    info: silent,
    warn: silent,
    error: silent,
    fatal: silent,
  };
  return createInjector()
    .provideValue("logger", logger)
    .provideValue("getLogger", () => logger)
    .injectFunction(createInstrumenter);
}

interface Position {
  readonly line: number;
  readonly column: number;
}

function textBetween(text: string, { start, end }: { readonly start: Position; readonly end: Position }): string {
  const lines = text.split("\n").slice(start.line, end.line + 1);
  const last = lines.length - 1;
  return lines
    .map((line, number) => line.slice(number === 0 ? start.column : 0, number === last ? end.column : undefined))
    .join("\n");
}
