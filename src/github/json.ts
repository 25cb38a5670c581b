import { GithubFailure } from "../ports/github-failure.ts";

export type Json = Readonly<Record<string, unknown>>;

/** Fails for an answer that does not have the expected form. `what` names the object in messages. */
const broken = (what: string, problem: string): GithubFailure =>
  new GithubFailure(
    "unexpected",
    `GitHub's answer about ${what} is invalid: ${problem}. Run the command again. If it fails again, report it.`,
  );

export function isJson(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function jsonIn(value: unknown, what: string): Json {
  if (!isJson(value)) throw broken(what, "it is not an object");
  return value;
}

export function listIn(value: unknown, what: string): readonly Json[] {
  if (!Array.isArray(value)) throw broken(what, "it is not a list");
  return value.map((item) => jsonIn(item, what));
}

export function objectField(from: Json, field: string, what: string): Json {
  return jsonIn(from[field], `${what} (${field})`);
}

export function textField(from: Json, field: string, what: string): string {
  const value = from[field];
  if (typeof value !== "string") throw broken(what, `"${field}" is not a text`);
  return value;
}

/** Returns a text; null where it is null or missing. */
export function maybeText(from: Json, field: string, what: string): string | null {
  return from[field] === undefined || from[field] === null ? null : textField(from, field, what);
}

export function numberField(from: Json, field: string, what: string): number {
  const value = from[field];
  if (typeof value !== "number" || !Number.isSafeInteger(value)) throw broken(what, `"${field}" is not an integer`);
  return value;
}

export function flagField(from: Json, field: string, what: string): boolean {
  const value = from[field];
  if (typeof value !== "boolean") throw broken(what, `"${field}" is not true or false`);
  return value;
}

/** Returns the switch in a field such as `{ enabled: true }`, the notation of classic branch protection. */
export function isEnabled(from: Json, field: string, what: string): boolean {
  return from[field] === undefined ? false : flagField(objectField(from, field, what), "enabled", what);
}
