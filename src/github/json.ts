import { GithubFailure } from "../ports/github-failure.ts";

export type Json = Readonly<Record<string, unknown>>;

/** Answers come from outside: each field is looked at before it is believed. `what` names the thing in messages. */
const broken = (what: string, wanted: string): GithubFailure =>
  new GithubFailure(
    "unexpected",
    `GitHub's answer about ${what} is not understood: ${wanted}. Try again; if it stays so, report it.`,
  );

export function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function jsonIn(value: unknown, what: string): Json {
  if (!isJson(value)) throw broken(what, "it is no object");
  return value;
}

export function listIn(value: unknown, what: string): readonly Json[] {
  if (!Array.isArray(value)) throw broken(what, "it is no list");
  return value.map((item) => jsonIn(item, what));
}

export function objectField(from: Json, field: string, what: string): Json {
  return jsonIn(from[field], `${what} (${field})`);
}

export function textField(from: Json, field: string, what: string): string {
  const value = from[field];
  if (typeof value !== "string") throw broken(what, `"${field}" is no text`);
  return value;
}

/** A text that may be null or left out. */
export function maybeText(from: Json, field: string, what: string): string | null {
  return from[field] === undefined || from[field] === null ? null : textField(from, field, what);
}

export function numberField(from: Json, field: string, what: string): number {
  const value = from[field];
  if (typeof value !== "number" || !Number.isSafeInteger(value)) throw broken(what, `"${field}" is no whole number`);
  return value;
}

export function flagField(from: Json, field: string, what: string): boolean {
  const value = from[field];
  if (typeof value !== "boolean") throw broken(what, `"${field}" is neither true nor false`);
  return value;
}

/** Whether `{ enabled: true }` stands in the field; classic branch protection writes its switches so. */
export function isEnabled(from: Json, field: string, what: string): boolean {
  return from[field] === undefined ? false : flagField(objectField(from, field, what), "enabled", what);
}
