import { isAlias, isMap, isScalar, isSeq, type ParsedNode, type Scalar, type YAMLMap, type YAMLSeq } from "yaml";
import { characterProblems } from "./characters.ts";
import { wildcardProblem } from "./compose.ts";
import { longestScalar } from "./limits.ts";
import type { Problem, TextProblem } from "./problems.ts";
import { plainScalarProblem } from "./scalars.ts";
import { secretFieldProblem } from "./secrets.ts";

/** The plain value of a YAML node, with the problems of its nodes. */
export interface Walked {
  readonly value: unknown;
  readonly problems: readonly TextProblem[];
}

type Field = readonly (string | number)[];
type Fields = Record<string, unknown>;

/** Names that have a special meaning in JavaScript (threat N2). */
const forbiddenKeys: ReadonlySet<string> = new Set(["__proto__", "constructor", "prototype"]);

/**
 * Converts YAML nodes to plain values. Recursion is safe, because `compose` has checked the depth. Maps are objects
 * without a prototype, so that no key has a special meaning.
 */
export function walk(root: ParsedNode, text: string): Walked {
  const problems: TextProblem[] = [];
  const value = new Walk(text, problems).node(root, []);
  return { value, problems };
}

class Walk {
  readonly #text: string;
  readonly #problems: TextProblem[];

  constructor(text: string, problems: TextProblem[]) {
    this.#text = text;
    this.#problems = problems;
  }

  node(node: unknown, field: Field): unknown {
    if (isAlias(node)) {
      this.#report(node, field, {
        code: "yaml/alias-forbidden",
        message: "The value is an alias.",
        remedy: "Replace the alias with the value.",
      });
      return undefined;
    }
    if (isMap(node) || isSeq(node) || isScalar(node)) {
      if (node.anchor !== undefined)
        this.#report(node, field, {
          code: "yaml/alias-forbidden",
          message: `The value has an anchor (&${node.anchor}).`,
          remedy: "Remove the anchor, and write the value wherever it is used.",
        });
      if (this.#hasTag(node))
        this.#report(node, field, {
          code: "yaml/tag-forbidden",
          message: "The value has a YAML tag.",
          remedy: "Remove the tag. Quote the value if it is text.",
        });
    }
    if (isMap(node)) return this.#map(node, field);
    if (isSeq(node)) return this.#list(node, field);
    return isScalar(node) ? this.#scalar(node, field) : undefined;
  }

  #map(map: YAMLMap, field: Field): Fields {
    const value = Object.create(null) as Fields;
    const seen = new Set<string>();
    const folded = new Map<string, string>();
    for (const { key, value: item } of map.items) {
      const name = this.#key(key, field);
      if (name === undefined) continue;
      const at = [...field, name];
      if (seen.has(name)) {
        this.#report(key, at, {
          code: "yaml/duplicate-key",
          message: `The field ${name} is duplicated.`,
          remedy: "Remove one of them.",
        });
        continue;
      }
      seen.add(name);
      const other = folded.get(name.toLowerCase());
      if (other !== undefined)
        this.#report(key, at, {
          code: "schema/ambiguous-key",
          message: `The fields ${other} and ${name} differ in letter case only.`,
          remedy: "Remove one of them.",
        });
      folded.set(name.toLowerCase(), name);
      if (forbiddenKeys.has(name)) {
        this.#report(key, at, {
          code: "schema/forbidden-key",
          message: `The field name ${name} is not allowed.`,
          remedy: "Rename the field.",
        });
        continue;
      }
      const secret = secretFieldProblem(name);
      if (secret !== undefined) this.#report(key, at, { code: "text/looks-like-secret", ...secret });
      value[name] = item === null ? this.#missing(key, at) : this.node(item, at);
    }
    return value;
  }

  #list(list: YAMLSeq, field: Field): readonly unknown[] {
    return list.items.map((item, position) => this.node(item, [...field, position]));
  }

  /** Returns a key as text; undefined, with a finding, where it is not text. */
  #key(key: unknown, field: Field): string | undefined {
    if (!isScalar(key)) {
      if (isAlias(key)) this.node(key, field);
      else
        this.#report(key, field, {
          code: "yaml/syntax",
          message: "The name of a field is not plain text.",
          remedy: "Write `field: value` lines.",
        });
      return undefined;
    }
    const source = String(key.source ?? key.value);
    if (source === "<<") {
      this.#report(key, field, {
        code: "yaml/merge-forbidden",
        message: "The file uses a merge key (<<).",
        remedy: "Replace the merge key with the fields.",
      });
      return undefined;
    }
    if (key.value === null || typeof key.value === "boolean") {
      this.#report(key, field, {
        code: "yaml/ambiguous-scalar",
        message: "The name of a field is not plain text.",
        remedy: "Put the name in quotes, or rename the field.",
      });
      return undefined;
    }
    this.node(key, [...field, source]);
    return typeof key.value === "string" ? key.value : source;
  }

  #scalar(scalar: Scalar, field: Field): unknown {
    const { value, type } = scalar;
    const source = scalar.source ?? "";
    if (source.length > longestScalar)
      this.#report(scalar, field, {
        code: "yaml/scalar-too-long",
        message: "The value is too long: expected at most 64 KiB.",
        remedy: "Shorten the text.",
      });
    if (type === "PLAIN") {
      if (value === null) return this.#nullText(scalar, field);
      const problem = plainScalarProblem(source, value);
      if (problem !== undefined) this.#report(scalar, field, problem);
    }
    if (typeof value === "string") this.#textOf(scalar, value, field);
    return value;
  }

  #textOf(scalar: Scalar, value: string, field: Field): void {
    const isQuoted = scalar.type === "QUOTE_DOUBLE" || scalar.type === "QUOTE_SINGLE";
    if (isQuoted && value !== value.trim())
      this.#report(scalar, field, {
        code: "text/stray-space",
        message: "The quoted text begins or ends with a space.",
        remedy: "Remove the space.",
      });
    if (value === "*" || /^[a-z0-9@.-]+\/\*$/.test(value)) this.#report(scalar, field, wildcardProblem(0));
    const [from = 0, to = 0] = scalar.range ?? [];
    // Literal characters are checked in the text of the file; here only those written as an escape.
    if (scalar.type === "QUOTE_DOUBLE" && this.#text.slice(from, to).includes("\\"))
      for (const problem of characterProblems(value))
        if (!this.#text.slice(from, to).includes(value.slice(problem.offset, problem.offset + 1)))
          this.#report(scalar, field, problem);
    if (/\P{ASCII}/u.test(value) && value !== value.normalize("NFC"))
      this.#report(scalar, field, {
        code: "text/not-normalised",
        message: "The text contains letters in decomposed form: it looks the same as a different text.",
        remedy: "Write the text in composed form (Unicode NFC).",
      });
  }

  #missing(node: unknown, field: Field): undefined {
    this.#report(node, field, {
      code: "schema/null-value",
      message: `${named(field)} does not have a value.`,
      remedy: "Write a value, or remove the field.",
    });
    return undefined;
  }

  /** Reports a plain scalar that YAML reads as no value. A person can have such a name, so the text may be meant. */
  #nullText(scalar: Scalar, field: Field): undefined {
    const [from = 0, to = 0] = scalar.range ?? [];
    const written = this.#text.slice(from, to);
    if (written === "") return this.#missing(scalar, field);
    this.#report(scalar, field, {
      code: "schema/null-value",
      message: `${named(field)} does not have a value: YAML reads the unquoted ${written} as no value.`,
      remedy: `Put it in quotes if it is text: "${written}". Otherwise write a value, or remove the field.`,
    });
    return undefined;
  }

  #hasTag(node: { readonly tag?: string | undefined; readonly range?: readonly number[] | null | undefined }): boolean {
    return node.tag !== undefined && node.tag !== null;
  }

  #report(node: unknown, field: Field, problem: Problem): void {
    const offset = offsetOf(node);
    this.#problems.push({ code: problem.code, message: problem.message, remedy: problem.remedy, offset, field });
  }
}

function offsetOf(node: unknown): number {
  if (typeof node !== "object" || node === null || !("range" in node) || !Array.isArray(node.range)) return 0;
  return typeof node.range[0] === "number" ? node.range[0] : 0;
}

function named(field: Field): string {
  const last = field.at(-1);
  if (typeof last !== "string") return "The entry of the list";
  return last === "" ? "The field without a name" : `The field ${last}`;
}
