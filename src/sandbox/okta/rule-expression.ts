import { plainTexts } from "./json.ts";
import type { JsonObject } from "./json.ts";
import { invalid } from "./refusal.ts";

export type UserTest = (profile: JsonObject) => boolean;

const WORD = /\s*(==|!=|&&|\|\||[()!,]|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[A-Za-z_][\w.]*)/y;

/**
 * Parses the commonly used part of Okta's expression language for group rules: `user.attribute == "text"`, `!=`,
 * `String.stringContains(user.attribute, "text")`, `String.startsWith(…)`, AND, OR, NOT and parentheses.
 * Refuses every other expression as one that cannot be evaluated. Rules cannot use `user.status`.
 */
export function parseExpression(text: string): UserTest {
  const tokens = tokensOf(text);
  let at = 0;
  const next = (): string => tokens[at++] ?? "";
  const take = (...expected: readonly string[]): boolean => {
    const found = expected.includes((tokens[at] ?? "").toUpperCase());
    if (found) at += 1;
    return found;
  };
  const either = (): UserTest => {
    const parts = [both()];
    while (take("OR", "||")) parts.push(both());
    return (profile) => parts.some((holds) => holds(profile));
  };
  const both = (): UserTest => {
    const parts = [one()];
    while (take("AND", "&&")) parts.push(one());
    return (profile) => parts.every((holds) => holds(profile));
  };
  const one = (): UserTest => {
    if (take("!", "NOT")) {
      const inner = one();
      return (profile) => !inner(profile);
    }
    if (take("(")) {
      const inner = either();
      if (!take(")")) throw unusable(text);
      return inner;
    }
    const token = next();
    if (token === "String.stringContains" || token === "String.startsWith") return call(token);
    const attribute = attributeIn(token, text);
    const operator = next();
    const value = literalIn(next(), text);
    if (operator === "==") return (profile) => profile[attribute] === value;
    if (operator === "!=") return (profile) => profile[attribute] !== value;
    throw unusable(text);
  };
  const call = (name: string): UserTest => {
    if (!take("(")) throw unusable(text);
    const attribute = attributeIn(next(), text);
    if (!take(",")) throw unusable(text);
    const value = literalIn(next(), text);
    if (!take(")")) throw unusable(text);
    const holds = name === "String.startsWith" ? startsWith : contains;
    return (profile) => holds(plainTexts(profile[attribute]).join(), value);
  };
  const test = either();
  if (at !== tokens.length) throw unusable(text);
  return test;
}

function tokensOf(text: string): readonly string[] {
  const tokens: string[] = [];
  const trimmed = text.trim();
  const pattern = new RegExp(WORD);
  while (pattern.lastIndex < trimmed.length) {
    const token = pattern.exec(trimmed)?.[1];
    if (token === undefined) throw unusable(text);
    tokens.push(token);
  }
  return tokens;
}

function attributeIn(token: string, text: string): string {
  const attribute = /^user\.(\w+)$/.exec(token)?.[1];
  if (attribute === undefined || attribute === "status") throw unusable(text);
  return attribute;
}

function literalIn(token: string, text: string): string {
  if (!/^["']/.test(token)) throw unusable(text);
  return token.slice(1, -1).replaceAll(/\\(.)/g, "$1");
}

function startsWith(value: string, part: string): boolean {
  return value.startsWith(part);
}

function contains(value: string, part: string): boolean {
  return value.includes(part);
}

function unusable(text: string): ReturnType<typeof invalid> {
  return invalid("expression", `Invalid expression: ${text}`);
}
