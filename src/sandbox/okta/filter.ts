import { OktaRefusal } from "./refusal.ts";

/** Returns the values of an attribute of an object, as text; none when the object does not have the attribute. */
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
 * Parses the SCIM-like language of `filter` and `search`: `attribute operator "value"`, `and`, `or`, parentheses; no
 * `not` and no `ne`. Compares texts without regard to case, and instants as instants.
 * @throws OktaRefusal E0000053 for a bad filter, E0000031 for a bad search
 */
export function parseFilter(text: string, language: FilterLanguage): Filter {
  const tokens = tokensOf(text, language);
  let at = 0;
  const keyword = (expected: string): boolean => {
    const found = tokens[at]?.toLowerCase() === expected;
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
    const attribute = tokens[at++] ?? "";
    const operator = tokens[at++]?.toLowerCase() ?? "";
    if (!isOperator(operator) || !language.allows(attribute, operator)) throw unusable(text, language);
    if (operator === "pr") return (attributes) => attributes(attribute).length > 0;
    const value = literal(tokens[at++]);
    if (value === undefined) throw unusable(text, language);
    return (attributes) => attributes(attribute).some((found) => compares(found, operator, value));
  };
  const filter = either();
  if (at !== tokens.length) throw unusable(text, language);
  return filter;
}

function isOperator(token: string): token is Operator {
  return OPERATORS.includes(token);
}

function tokensOf(text: string, language: FilterLanguage): readonly string[] {
  const tokens: string[] = [];
  const trimmed = text.trim();
  const pattern = new RegExp(WORD);
  while (pattern.lastIndex < trimmed.length) {
    const token = pattern.exec(trimmed)?.[1];
    if (token === undefined) throw unusable(text, language);
    tokens.push(token);
  }
  return tokens;
}

/** Returns the value of a quoted text, a number, true or false. */
function literal(token: string | undefined): string | undefined {
  if (token === undefined) return undefined;
  if (token.startsWith('"')) return token.slice(1, -1).replaceAll(/\\(.)/g, "$1");
  return /^(true|false|-?\d+(\.\d+)?)$/.test(token) ? token : undefined;
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
