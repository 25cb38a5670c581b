import { OktaRefusal } from "./refusal.ts";

/** The values of an attribute of the judged object, as text; none when it has no such attribute. */
export type Attributes = (name: string) => readonly string[];
export type Filter = (attributes: Attributes) => boolean;

export type Operator = "eq" | "sw" | "co" | "gt" | "ge" | "lt" | "le" | "pr";

export interface FilterLanguage {
  readonly parameter: "filter" | "search";
  /** Whether the operator may be used on the attribute. */
  readonly allows: (attribute: string, operator: Operator) => boolean;
}

const OPERATORS: readonly string[] = ["eq", "sw", "co", "gt", "ge", "lt", "le", "pr"];
const WORD = /\s*(\(|\)|"(?:[^"\\]|\\.)*"|[^\s()"]+)/y;

/**
 * The SCIM-like language of `filter` and `search`: `attribute operator "value"`, `and`, `or`, parentheses; no `not`
 * and no `ne`. Texts compare without regard to case, instants as instants.
 * @throws OktaRefusal E0000053 for a bad filter, E0000031 for a bad search
 */
export function parseFilter(text: string, language: FilterLanguage): Filter {
  const words = wordsOf(text, language);
  let at = 0;
  const keyword = (expected: string): boolean => {
    const found = words[at]?.toLowerCase() === expected;
    if (found) at += 1;
    return found;
  };
  const either = (): Filter => {
    const parts = [both()];
    while (keyword("or")) parts.push(both());
    return (attributes) => parts.some((holds) => holds(attributes));
  };
  const both = (): Filter => {
    const parts = [one()];
    while (keyword("and")) parts.push(one());
    return (attributes) => parts.every((holds) => holds(attributes));
  };
  const one = (): Filter => {
    if (keyword("(")) {
      const inner = either();
      if (!keyword(")")) throw unusable(text, language);
      return inner;
    }
    const attribute = words[at++] ?? "";
    const operator = words[at++]?.toLowerCase() ?? "";
    if (!isOperator(operator) || !language.allows(attribute, operator)) throw unusable(text, language);
    if (operator === "pr") return (attributes) => attributes(attribute).length > 0;
    const value = literal(words[at++]);
    if (value === undefined) throw unusable(text, language);
    return (attributes) => attributes(attribute).some((found) => compares(found, operator, value));
  };
  const filter = either();
  if (at !== words.length) throw unusable(text, language);
  return filter;
}

function isOperator(word: string): word is Operator {
  return OPERATORS.includes(word);
}

function wordsOf(text: string, language: FilterLanguage): readonly string[] {
  const words: string[] = [];
  const trimmed = text.trim();
  const pattern = new RegExp(WORD);
  while (pattern.lastIndex < trimmed.length) {
    const word = pattern.exec(trimmed)?.[1];
    if (word === undefined) throw unusable(text, language);
    words.push(word);
  }
  return words;
}

/** A text in quotes, or a bare number, true or false. */
function literal(word: string | undefined): string | undefined {
  if (word === undefined) return undefined;
  if (word.startsWith('"')) return word.slice(1, -1).replaceAll(/\\(.)/g, "$1");
  return /^(true|false|-?\d+(\.\d+)?)$/.test(word) ? word : undefined;
}

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/;

function compares(found: string, operator: Exclude<Operator, "pr">, value: string): boolean {
  const bothInstants = INSTANT.test(found) && INSTANT.test(value);
  const left = bothInstants ? Date.parse(found) : found.toLowerCase();
  const right = bothInstants ? Date.parse(value) : value.toLowerCase();
  switch (operator) {
    case "eq":
      return left === right;
    case "gt":
      return left > right;
    case "ge":
      return left >= right;
    case "lt":
      return left < right;
    case "le":
      return left <= right;
    case "sw":
      return String(left).startsWith(String(right));
    case "co":
      return String(left).includes(String(right));
  }
}

function unusable(text: string, { parameter }: FilterLanguage): OktaRefusal {
  return parameter === "filter"
    ? new OktaRefusal(400, "E0000053", `Invalid filter '${text}'`)
    : new OktaRefusal(400, "E0000031", `Invalid search criteria: ${text}`);
}
