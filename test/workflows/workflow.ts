import { LineCounter, parseDocument } from "yaml";

/** A value of a workflow file, whose form GitHub's documentation describes. */
export type Value = string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value };
export type Fields = { readonly [key: string]: Value };

export interface Step {
  /** `job`, and the step's name or position. */
  readonly where: string;
  readonly uses: string;
  readonly run: string;
  readonly with: Fields;
  readonly all: Fields;
  /** The line of `uses:` as written, including the comment. */
  readonly usesLine: string;
}

export interface Job {
  readonly id: string;
  readonly if: string;
  readonly environment: string;
  readonly needs: readonly string[];
  readonly steps: readonly Step[];
  readonly all: Fields;
  /** The line of each permission as written. */
  readonly permissionLines: readonly string[];
  /** Whether the job can hold a credential: it has an environment or names a secret. */
  readonly isCredentialed: boolean;
}

export interface Workflow {
  readonly file: string;
  readonly text: string;
  readonly all: Fields;
  /** The events that start the workflow, with the filters of each. */
  readonly triggers: ReadonlyMap<string, Fields>;
  readonly jobs: readonly Job[];
  /** Whether a change that is not merged can start the workflow. */
  readonly isForChanges: boolean;
}

export const fields = (value: Value | undefined): Fields =>
  typeof value === "object" && value !== null && !isList(value) ? value : {};
export const list = (value: Value | undefined): readonly Value[] =>
  value === undefined || value === null ? [] : isList(value) ? value : [value];
export const text = (value: Value | undefined): string =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? String(value) : "";
const isList = (value: Value): value is readonly Value[] => Array.isArray(value);

/** Parses a workflow file. @throws Error for invalid YAML */
export function parseWorkflow(file: string, source: string): Workflow {
  const counter = new LineCounter();
  const document = parseDocument(source, { lineCounter: counter });
  if (document.errors.length > 0) throw new Error(`${file}: ${document.errors[0]?.message}`);
  const lines = source.split("\n");
  const lineAt = (path: readonly (string | number)[]): string => {
    const node = document.getIn(path, true) as { readonly range?: readonly [number, number, number] } | undefined;
    return node?.range === undefined ? "" : (lines[counter.linePos(node.range[0]).line - 1] ?? "");
  };
  const all = fields(document.toJS() as Value);
  const jobs = Object.entries(fields(all["jobs"])).map(([id, value]): Job => {
    const job = fields(value);
    const environment = text(job["environment"]) || text(fields(job["environment"])["name"]);
    return {
      id,
      if: text(job["if"]),
      environment,
      needs: list(job["needs"]).map(text),
      steps: list(job["steps"]).map((step, place) => {
        const all = fields(step);
        return {
          where: `${id}/${text(all["name"]) || place}`,
          uses: text(all["uses"]),
          run: text(all["run"]),
          with: fields(all["with"]),
          all,
          usesLine: lineAt(["jobs", id, "steps", place, "uses"]),
        };
      }),
      all: job,
      permissionLines: Object.keys(fields(job["permissions"])).map((key) => lineAt(["jobs", id, "permissions", key])),
      isCredentialed: environment !== "" || /\bsecrets\b/.test(JSON.stringify(job)),
    };
  });
  const on = all["on"] ?? null;
  const triggers = new Map(
    typeof on === "object" && on !== null && !isList(on)
      ? Object.entries(on).map(([name, value]) => [name, fields(value)])
      : list(on).map((name) => [text(name), {}]),
  );
  const isForChanges = [...triggers.keys()].some((name) => /^pull_request|^merge_group$/.test(name));
  return { file, text: source, all, triggers, jobs, isForChanges };
}
