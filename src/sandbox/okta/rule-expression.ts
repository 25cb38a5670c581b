import { plainTexts } from "./json.ts";
import type { JsonObject } from "./json.ts";
import { invalid } from "./refusal.ts";

export type UserTest = (profile: JsonObject) => boolean;

const WORD = /\s*(==|!=|&&|\|\||[()!,]|"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[A-Za-z_][\w.]*)/y;

/**
 * The part of Okta's expression language that group rules mostly use: `user.attribute == "text"`, `!=`,
 * `String.stringContains(user.attribute, "text")`, `String.startsWith(…)`, AND, OR, NOT and parentheses.
 * Everything else is refused as an expression that cannot be evaluated. `user.status` is unusable in rules.
 */
export function parseExpression(text: string): UserTest {
  const words = wordsOf(text);
  let at = 0;
  const next = (): string => words[at++] ?? "";
  const take = (...expected: readonly string[]): boolean => {
    const found = expected.includes((words[at] ?? "").toUpperCase());
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
    const word = next();
    if (word === "String.stringContains" || word === "String.startsWith") return call(word);
    const attribute = attributeIn(word, text);
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
  if (at !== words.length) throw unusable(text);
  return test;
}

function wordsOf(text: string): readonly string[] {
  const words: string[] = [];
  const trimmed = text.trim();
  const pattern = new RegExp(WORD);
  while (pattern.lastIndex < trimmed.length) {
    const word = pattern.exec(trimmed)?.[1];
    if (word === undefined) throw unusable(text);
    words.push(word);
  }
  return words;
}

function attributeIn(word: string, text: string): string {
  const attribute = /^user\.(\w+)$/.exec(word)?.[1];
  if (attribute === undefined || attribute === "status") throw unusable(text);
  return attribute;
}

function literalIn(word: string, text: string): string {
  if (!/^["']/.test(word)) throw unusable(text);
  return word.slice(1, -1).replaceAll(/\\(.)/g, "$1");
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
