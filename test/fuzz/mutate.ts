import type { Random } from "../property/random.ts";
import { hostile, instants, keys, values } from "./texts.ts";

/** One file with its context: names to swap with. */
export interface Specimen {
  readonly path: string;
  readonly text: string;
  /** Ids and references of other files. */
  readonly names: readonly string[];
}

/** A mutated file. */
export interface Mutant {
  /** The edits, in order. */
  readonly name: string;
  readonly path: string;
  readonly content: string | Uint8Array;
  readonly kind: "file" | "symlink" | "submodule" | "other";
}

type Edit = (text: string, random: Random, names: readonly string[]) => string;

const field = /^( *(?:- )?)("?[^\s:#"]+"?):(?: +(.*))?$/;
const date = /\d{4}-\d\d-\d\d(?:T[\d:]+(?:Z|[+-]\d\d:\d\d))?/g;
const address = /[a-z][a-z.-]*@[a-z.]+/g;
const reference = /[a-z][a-z-]*\/[a-z][a-z0-9-]*|(?<=[:[,] ?)[a-z]+-[a-z]+(?=[\],\n]|$)/g;

/** Groups of values that can replace each other. */
const choices: readonly (readonly string[])[] = [
  ["employee", "contractor", "vendor", "partner", "service"],
  ["active", "on-leave", "terminated", "retired", "eligible"],
  ["low", "medium", "high", "critical"],
  ["enforce", "observe", "add-only"],
  ["prevent", "detect", "approve"],
  ["error", "warning", "note", "none"],
  ["member", "manager", "owner"],
  ["true", "false"],
  ["holds", "never", "exactly"],
];
const choice = new RegExp(`(?<=[ [])(?:${choices.flat().join("|")})(?=[\\],:\\n }])`, "g");

/** Returns a random position in a text. */
const place = (text: string, random: Random): number => random.below(text.length + 1);

function atLine(change: (line: string, random: Random, lines: readonly string[]) => string | readonly string[]): Edit {
  return (text, random) => {
    const lines = text.split("\n");
    const position = random.below(Math.max(1, lines.length - 1));
    const changed = change(lines[position] ?? "", random, lines);
    return lines.toSpliced(position, 1, ...(typeof changed === "string" ? [changed] : changed)).join("\n");
  };
}

/** Changes one line `key: value`. A text without such lines is not changed. */
function atField(change: (parts: readonly [string, string, string], random: Random) => string): Edit {
  return (text, random) => {
    const lines = text.split("\n");
    const fields = lines.flatMap((line, position) => (field.test(line) ? [position] : []));
    if (fields.length === 0) return text;
    const position = random.one(fields);
    const [, before = "", key = "", value = ""] = field.exec(lines[position] ?? "") ?? [];
    return lines.with(position, change([before, key, value], random)).join("\n");
  };
}

function atMatch(pattern: RegExp, written: (random: Random, names: readonly string[]) => string): Edit {
  return (text, random, names) => {
    const found = [...text.matchAll(pattern)];
    if (found.length === 0) return text;
    const { index, 0: match } = random.one(found);
    return `${text.slice(0, index)}${written(random, names)}${text.slice(index + match.length)}`;
  };
}

const typo = (word: string, random: Random): string => {
  const position = random.below(Math.max(1, word.length - 1));
  return random.one([
    `${word.slice(0, position)}${word.slice(position + 1)}`,
    `${word.slice(0, position)}${word.slice(position, position + 1)}${word.slice(position)}`,
    `${word.slice(0, position)}${word.slice(position + 1, position + 2)}${word.slice(position, position + 1)}${word.slice(position + 2)}`,
    word.toUpperCase(),
    `${word}s`,
  ]);
};

/** The text edits by name. */
export const edits: Readonly<Record<string, Edit>> = {
  "delete a line": atLine(() => []),
  "write a line twice": atLine((line) => [line, line]),
  "swap two lines": (text, random) => {
    const lines = text.split("\n");
    const [left, right] = [random.below(lines.length), random.below(lines.length)];
    return lines
      .with(left, lines[right] ?? "")
      .with(right, lines[left] ?? "")
      .join("\n");
  },
  "rename a key": atField(([before, , value], random) => `${before}${random.one(keys)}: ${value}`),
  "mistype a key": atField(([before, key, value], random) => `${before}${typo(key, random)}: ${value}`),
  "write another value": atField(([before, key], random) => `${before}${key}: ${random.one(values)}`),
  "mistype a value": atField(([before, key, value], random) => `${before}${key}: ${typo(value, random)}`),
  "put a value in a list": atField(([before, key, value]) => `${before}${key}: [${value}]`),
  "put a value in a map": atField(([before, key, value]) => `${before}${key}: { x: ${value} }`),
  "put a value in quotes": atField(([before, key, value]) => `${before}${key}: "${value}"`),
  "take the brackets away": (text) => text.replace(/[[\]]/g, ""),
  "swap two values": (text, random) => {
    const lines = text.split("\n");
    const fields = lines.flatMap((line, position) => (field.test(line) ? [position] : []));
    if (fields.length === 0) return text;
    const [left, right] = [random.one(fields), random.one(fields)];
    const valueOf = (position: number): string => field.exec(lines[position] ?? "")?.[3] ?? "";
    const withValue = (position: number, value: string): string => {
      const [, before = "", key = ""] = field.exec(lines[position] ?? "") ?? [];
      return `${before}${key}: ${value}`;
    };
    return lines
      .with(left, withValue(left, valueOf(right)))
      .with(right, withValue(right, valueOf(left)))
      .join("\n");
  },
  "add a field": atLine((line, random) => [line, `${random.one(keys)}: ${random.one(values)}`]),
  "indent a line": atLine((line, random) => `${random.one([" ", "  ", "\t", "\u00a0"])}${line}`),
  "take an indent away": atLine((line) => line.trimStart()),
  "write another date": atMatch(date, (random) => random.one(instants)),
  "write another reference": atMatch(reference, (random, names) => random.one(names)),
  "write another address": atMatch(
    address,
    (random, names) =>
      `${random.one(names)}${random.one(["", "", "+news"])}@${random.one(["acme.example", "ACME.example", "partner.example", "rival.example"])}`,
  ),
  "write another choice": (text, random) => {
    const found = [...text.matchAll(choice)];
    if (found.length === 0) return text;
    const { index, 0: word } = random.one(found);
    const among = choices.find((group) => group.includes(word)) ?? [];
    return `${text.slice(0, index)}${random.one(among)}${text.slice(index + word.length)}`;
  },
  "mistype a reference": atMatch(reference, (random, names) => typo(random.one(names), random)),
  "cut the end": (text, random) => text.slice(0, place(text, random)),
  "cut the beginning": (text, random) => text.slice(place(text, random)),
  "cut a piece": (text, random) => {
    const from = place(text, random);
    return `${text.slice(0, from)}${text.slice(from + 1 + random.below(20))}`;
  },
  "insert something hostile": (text, random) => {
    const at = place(text, random);
    return `${text.slice(0, at)}${random.one(hostile)}${text.slice(at)}`;
  },
  "replace one character": (text, random) => {
    const at = place(text, random);
    return `${text.slice(0, at)}${random.one(hostile)}${text.slice(at + 1)}`;
  },
  "repeat a piece": (text, random) => {
    const from = place(text, random);
    const piece = text.slice(from, from + 1 + random.below(60));
    return `${text.slice(0, from)}${piece.repeat(2 + random.below(20))}${text.slice(from)}`;
  },
  "begin a second document": atLine((line) => [line, "---"]),
  "leave a conflict": atLine((line) => ["<<<<<<< HEAD", line, "=======", line, ">>>>>>> other"]),
  "write Windows line endings": (text) => text.replaceAll("\n", "\r\n"),
  "put a mark in front": (text) => `\ufeff${text}`,
  "put a directive in front": (text) => `%YAML 1.1\n---\n${text}`,
  "nest deeply": atField(([before, key], random) => {
    const depth = 20 + random.below(600);
    return `${before}${key}: ${"[".repeat(depth)}${"]".repeat(random.chance(0.5) ? depth : 0)}`;
  }),
  "write a long value": atField(
    ([before, key], random) => `${before}${key}: ${"x ".repeat(1 + random.below(40_000))}y`,
  ),
  "write a long list": atField(
    ([before, key], random) => `${before}${key}: [${"ada-lovelace, ".repeat(1 + random.below(2_000))}x]`,
  ),
  "anchor and alias": atField(([before, key, value]) => `${before}${key}: &a ${value}\n${before}copy: *a`),
};

/** Edits after which a document is often still valid, so that rules are reached. */
const gentle = Object.entries(edits).filter(
  ([name]) => name.startsWith("write another ") || name === "swap two values",
);

const byteEdits: Readonly<Record<string, (bytes: Uint8Array, random: Random) => Uint8Array>> = {
  "flip a bit": (bytes, random) => {
    const position = random.below(Math.max(1, bytes.length));
    return bytes.map((byte, index) => (index === position ? byte ^ (1 << random.below(8)) : byte));
  },
  "write any bytes": (bytes, random) => {
    const from = random.below(Math.max(1, bytes.length));
    return bytes.map((byte, index) => (index >= from && index < from + 3 ? random.below(256) : byte));
  },
  "save as UTF-16": (bytes) =>
    Uint8Array.from({ length: bytes.length * 2 }, (_, index) => (index % 2 === 0 ? (bytes[index / 2] ?? 0) : 0)),
  "leave nothing": () => new Uint8Array(0),
};

const pathEdits: Readonly<Record<string, (path: string, random: Random) => string>> = {
  "change the extension": (path, random) =>
    path.replace(/\.yaml$/, random.one([".yml", ".YAML", ".yaml~", "", ".json"])),
  "move up": (path) => path.replace(/[^/]+\//, ""),
  "move down": (path, random) => path.replace(/([^/]+)$/, `${random.one(["x", "X", "..", "."])}/$1`),
  "rename the file": (path, random) => path.replace(/[^/]+(?=\.yaml$)/, (name) => typo(name, random)),
  "hide the file": (path) => path.replace(/([^/]+)$/, ".$1"),
  "put something hostile in the path": (path, random) => {
    const at = random.below(path.length);
    return `${path.slice(0, at)}${random.one(hostile)}${path.slice(at)}`;
  },
};

/** Makes one to three edits to a file, the same for the same seed. */
export function mutate({ path, text, names }: Specimen, random: Random): Mutant {
  const done: string[] = [];
  let changed = text;
  for (let left = random.one([1, 1, 1, 2, 3]); left > 0; left -= 1) {
    const [name, edit] = random.one(random.chance(0.35) ? gentle : Object.entries(edits));
    changed = edit(changed, random, names);
    done.push(name);
  }
  let content: string | Uint8Array = changed;
  if (random.chance(0.06)) {
    const [name, edit] = random.one(Object.entries(byteEdits));
    content = Uint8Array.from(edit(new TextEncoder().encode(changed), random));
    done.push(name);
  }
  let moved = path;
  if (random.chance(0.06)) {
    const [name, edit] = random.one(Object.entries(pathEdits));
    moved = edit(path, random);
    done.push(name);
  }
  const kind = random.chance(0.01) ? random.one(["symlink", "submodule", "other"] as const) : "file";
  return { name: [...done, ...(kind === "file" ? [] : [kind])].join(", "), path: moved, content, kind };
}
