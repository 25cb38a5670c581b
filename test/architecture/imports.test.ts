import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const src = fileURLToPath(new URL("../../src", import.meta.url));

interface Layer {
  /** Folders (or files) of src/ that it may import. */
  readonly may: readonly string[];
  /** Folders from which it may import types only. */
  readonly types?: readonly string[];
  /** Node.js modules and packages; true: any. */
  readonly outside: true | readonly string[];
}

/** The import table of src/ARCHITECTURE.md. */
const table: Readonly<Record<string, Layer>> = {
  support: { may: [], outside: [] },
  formats: { may: [], outside: ["node:module"] },
  diagnostics: { may: ["support"], outside: [] },
  model: { may: ["diagnostics", "support"], outside: [] },
  load: { may: ["model", "diagnostics", "support", "formats"], outside: ["yaml"] },
  policy: { may: ["model", "diagnostics", "support"], outside: [] },
  plan: {
    may: ["model", "diagnostics", "support"],
    types: ["formats"],
    outside: ["node:crypto", "fast-json-patch"],
  },
  ports: { may: ["diagnostics"], types: ["load", "model", "plan"], outside: [] },
  apply: {
    may: ["ports", "model", "support", "plan/order/start-edges.ts"],
    types: ["plan", "diagnostics"],
    outside: [],
  },
  approval: { may: ["load", "plan", "model", "diagnostics", "support"], types: ["formats", "ports"], outside: [] },
  codeowners: { may: ["load", "model", "diagnostics", "support"], types: ["formats"], outside: [] },
  request: { may: ["model", "diagnostics", "support"], types: ["plan"], outside: ["yaml"] },
  report: {
    may: ["approval", "request", "model", "diagnostics", "support", "plan/actions.ts"],
    types: ["policy", "plan", "apply", "formats"],
    outside: [],
  },
  source: { may: ["support"], types: ["load"], outside: true },
  journal: { may: ["ports", "model", "diagnostics", "support"], types: ["plan", "apply"], outside: true },
  http: { may: ["diagnostics", "support"], types: ["ports", "model"], outside: true },
  github: { may: ["ports", "model", "diagnostics", "support", "http"], types: ["plan", "report"], outside: true },
  providers: { may: ["ports", "model", "diagnostics", "support", "http"], types: ["plan"], outside: true },
  sandbox: { may: ["model", "support"], types: ["plan"], outside: true },
  git: { may: ["diagnostics", "support", "source"], types: ["load", "ports"], outside: true },
  workflow: {
    may: [
      "load",
      "formats",
      "model",
      "policy",
      "plan",
      "approval",
      "apply",
      "codeowners",
      "request",
      "report",
      "ports",
      "diagnostics",
      "support",
    ],
    outside: ["yaml"],
  },
  cli: {
    may: [
      "cli/wiring",
      "workflow",
      "report",
      "ports",
      "model",
      "formats",
      "diagnostics",
      "support",
      "journal",
      "github",
      "git",
      "sandbox",
    ],
    types: ["plan", "apply"],
    outside: true,
  },
  // The only place that lists the edges that a command uses.
  "cli/wiring": {
    may: [
      "cli",
      "workflow",
      "ports",
      "model",
      "diagnostics",
      "support",
      "source",
      "journal",
      "http",
      "providers",
      "github",
      "git",
    ],
    outside: true,
  },
  action: { may: ["cli", "report", "diagnostics", "support"], outside: true },
};

interface Import {
  readonly from: string;
  readonly to: string;
  readonly isType: boolean;
}

const statement =
  /(?:^|\n)\s*(?:import|export)\s+(type\s+)?[^;'"]*?from\s*["']([^"']+)["']|(?:^|\n)\s*import\s+["']([^"']+)["']|\bimport\(\s*["']([^"']+)["']\s*\)/g;

function importsOf(file: string): readonly Import[] {
  const text = readFileSync(file, "utf8");
  return [...text.matchAll(statement)].map((match) => {
    const target = match[2] ?? match[3] ?? match[4] ?? "";
    // `import { type A, type B }` imports types only.
    const names =
      /\{([^}]*)\}/
        .exec(match[0])?.[1]
        ?.split(",")
        .map((name) => name.trim())
        .filter(Boolean) ?? [];
    const onlyTypes = names.length > 0 && names.every((name) => name.startsWith("type "));
    const typeQuery = match[4] !== undefined && text.slice(0, match.index).endsWith("typeof ");
    return { from: file, to: target, isType: match[1] !== undefined || onlyTypes || typeQuery };
  });
}

const files = readdirSync(src, { recursive: true, encoding: "utf8" })
  .filter((name) => name.endsWith(".ts"))
  .map((name) => join(src, name));
/** Returns the folder in the table: `cli/wiring` where the table has it, otherwise `cli`. */
function layerOf(file: string): string {
  const [folder = "", below = ""] = relative(src, file).split("/");
  return table[`${folder}/${below}`] === undefined ? folder : `${folder}/${below}`;
}

function complaint({ from, to, isType }: Import): string | undefined {
  const layer = table[layerOf(from)];
  const where = relative(src, from);
  if (layer === undefined) return `${where}: src/${layerOf(from)} is not in the import table`;
  if (!to.startsWith(".")) {
    const allowed = layer.outside === true || layer.outside.some((name) => to === name || to.startsWith(`${name}/`));
    return allowed || isType ? undefined : `${where} imports ${to}`;
  }
  const file = resolve(dirname(from), to);
  const target = layerOf(file);
  if (target === layerOf(from) || layer.may.includes(target)) return undefined;
  if (layer.may.includes(relative(src, file))) return undefined;
  if (isType && layer.types?.includes(target) === true) return undefined;
  return `${where} imports ${isType ? "types of " : ""}${target}`;
}

function neighboursOf(file: string): readonly string[] {
  return importsOf(file)
    .filter(({ to }) => to.startsWith("."))
    .map(({ to }) => relative(src, resolve(dirname(file), to)));
}

/** Returns the import cycles, each from the first of its files by name. */
function circlesIn(edges: ReadonlyMap<string, readonly string[]>): readonly string[] {
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (file: string, trail: readonly string[]): void => {
    if (trail.includes(file)) {
      const circle = trail.slice(trail.indexOf(file));
      const first = circle.indexOf([...circle].sort()[0] ?? "");
      circles.push([...circle.slice(first), ...circle.slice(0, first + 1)].join(" → "));
      return;
    }
    if (done.has(file)) return;
    for (const next of edges.get(file) ?? []) visit(next, [...trail, file]);
    done.add(file);
  };
  for (const file of [...edges.keys()].sort()) visit(file, []);
  return circles;
}

describe("the import table", () => {
  it("allows every import under src/", () => {
    expect(files.length).toBeGreaterThan(20);
    expect(files.flatMap(importsOf).flatMap((found) => complaint(found) ?? [])).toEqual([]);
  });

  it("rejects a forbidden import of code and of a package", () => {
    const from = join(src, "plan", "example.ts");
    expect(complaint({ from, to: "../policy/rule.ts", isType: false })).toBe("plan/example.ts imports policy");
    expect(complaint({ from, to: "node:fs", isType: false })).toBe("plan/example.ts imports node:fs");
    expect(complaint({ from: join(src, "report", "x.ts"), to: "../plan/plan.ts", isType: false })).toBe(
      "report/x.ts imports plan",
    );
    expect(complaint({ from: join(src, "report", "x.ts"), to: "../plan/plan.ts", isType: true })).toBeUndefined();
    expect(complaint({ from: join(src, "workflow", "x.ts"), to: "../git/history.ts", isType: false })).toBe(
      "workflow/x.ts imports git",
    );
    expect(complaint({ from: join(src, "cli", "x.ts"), to: "../providers/okta/index.ts", isType: false })).toBe(
      "cli/x.ts imports providers",
    );
    const wiring = join(src, "cli", "wiring", "x.ts");
    expect(complaint({ from: wiring, to: "../../providers/okta/index.ts", isType: false })).toBeUndefined();
  });

  it("has no import cycles, including imports of types", () => {
    const edges = new Map(files.map((file) => [relative(src, file), neighboursOf(file)]));
    expect(circlesIn(edges)).toEqual([]);
  });

  it("reports a cycle with each of its files", () => {
    const edges = new Map([
      ["a.ts", ["b.ts"]],
      ["b.ts", ["c.ts", "d.ts"]],
      ["c.ts", ["b.ts"]],
    ]);
    expect(circlesIn(edges)).toEqual(["b.ts → c.ts → b.ts"]);
  });
});

describe("the pure steps", () => {
  it("do not read the clock, the environment or randomness", () => {
    const pure = [
      "support",
      "diagnostics",
      "model",
      "load",
      "policy",
      "plan",
      "approval",
      "codeowners",
      "request",
      "apply",
      "report",
      "workflow",
    ];
    const reads = files
      .filter((file) => pure.includes(layerOf(file)))
      .filter((file) => /process\.|Date\.now\(|new Date\(\)|Math\.random/.test(readFileSync(file, "utf8")))
      .map((file) => relative(src, file));
    expect(reads).toEqual([]);
  });
});
