import { parseDuration } from "../../model/duration.ts";
import { durationText } from "../../model/instant-text.ts";
import type { ModelChange } from "../../plan/plan.ts";
import type { DateTexts } from "../when.ts";

/** The values of a new or removed document that have no effect, by kind and field: the defaults of the schema. */
const defaults: Readonly<Record<string, ReadonlyMap<string, unknown>>> = {
  entitlement: new Map<string, unknown>([
    ["status", "active"],
    ["standing", false],
    ["requestable", true],
    ["membership", "authoritative"],
    ["target.role", "member"],
    ["settings", "{}"],
    ["profile", "{}"],
  ]),
  user: new Map<string, unknown>([
    ["kind", "employee"],
    ["status", "active"],
    ["preboarding", false],
    ["legalHold", false],
    ["attributes", "{}"],
  ]),
  grant: new Map<string, unknown>([["eligible", false]]),
};

/** Checks whether a field of a new or removed document only has its default, so that a list of its fields can leave it out. */
export function isDefault({ kind, field, before, after }: ModelChange): boolean {
  if (isAbsent(before) === isAbsent(after)) return false;
  const given = isAbsent(before) ? after : before;
  const value = typeof given === "object" && given !== null ? JSON.stringify(given) : given;
  return defaults[kind]?.has(field) === true && defaults[kind].get(field) === value;
}

export const isAbsent = (value: unknown): boolean => value === null || value === undefined;

/** Returns a value for people: durations in words, instants as dates in the organization's time zone, other values as JSON. */
export function valueText(field: string, value: unknown, dates: DateTexts): string {
  if (isAbsent(value)) return "(none)";
  if (typeof value !== "string") return JSON.stringify(value);
  const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/.test(value);
  if (instant) return dates.short(value, /(?:start|starts)$/.test(field) ? "from" : "until");
  const duration = parseDuration(value);
  return duration === undefined ? JSON.stringify(value) : durationText(duration);
}
