import type { ObservedAccount, ObservedGroup } from "../../model/observation.ts";
import { hasTitle, isAddressAttribute } from "../../model/provider.ts";
import type { Attributes } from "../../plan/operation.ts";
import { canonicalJson } from "../../support/canonical-json.ts";
import { compareText } from "../../support/compare.ts";
import { asPlanned, asWanted, moved, type LookResult } from "./step.ts";

/** Providers fold the case of addresses. */
const isFoldedAttribute = (name: string): boolean => name === "email" || isAddressAttribute(name);

/** An attribute's value at the provider; the address is an attribute as well (`login`, `primaryEmail`). */
export function accountField(account: ObservedAccount, name: string): unknown {
  if (Object.hasOwn(account.profile, name)) return account.profile[name];
  return isAddressAttribute(name) ? account.address : null;
}

/**
 * A group's field at the provider. Some groups have two names: the address, which observations call `name`, and the
 * title, an attribute of that name; which of them a plan means shows in the value.
 */
export function groupField(group: ObservedGroup, name: string, planned: unknown): unknown {
  const isTitle = hasTitle(group.type) && !(typeof planned === "string" && /^[^@\s]+@[^@\s]+$/.test(planned));
  return name === "name" && !isTitle ? group.name : Object.hasOwn(group.profile, name) ? group.profile[name] : null;
}

/**
 * Whether two values are one, as the planner counts it: providers give text where a file may have a number, and leave out
 * or blank what is not set.
 */
export function isSame(name: string, left: unknown, right: unknown): boolean {
  const [one, other] = [textOf(left), textOf(right)];
  return one === other || (foldsCase(name, one, other) && one.toLowerCase() === other.toLowerCase());
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "string" ? value : canonicalJson(value);
}

const foldsCase = (name: string, left: string, right: string): boolean =>
  isFoldedAttribute(name) || (name === "name" && left.includes("@") && right.includes("@"));

/** Returns what to write: what `before` has and `after` lacks is written as null, since a missing key would leave it. */
export function withRemovals(before: Attributes, after: Attributes): Attributes {
  return { ...Object.fromEntries(Object.keys(before).map((name) => [name, null])), ...after };
}

/** What the changed fields show: all as before, all as after, or what else is there. */
export function judgeFields(
  { before, after }: { readonly before: Attributes; readonly after: Attributes },
  fieldOf: (name: string, planned: unknown) => unknown,
): LookResult {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort(compareText);
  const differing = (wanted: Attributes): string | undefined =>
    names.find((name) => !isSame(name, fieldOf(name, wanted[name] ?? null), wanted[name]));
  if (differing(after) === undefined) return asWanted;
  const name = differing(before);
  if (name === undefined) return asPlanned;
  return moved(
    `expected ${name} to be ${shown(before[name])}, and it is ${shown(fieldOf(name, before[name] ?? null))}`,
  );
}

/** The first field that is not as wanted, in words; undefined: all are. */
export function firstDifference(
  wanted: Attributes,
  fieldOf: (name: string, planned: unknown) => unknown,
): string | undefined {
  const name = Object.keys(wanted)
    .sort(compareText)
    .find((field) => !isSame(field, fieldOf(field, wanted[field]), wanted[field]));
  return name === undefined ? undefined : `its ${name} is ${shown(fieldOf(name, wanted[name]))}`;
}

const shown = (value: unknown): string => (value === null || value === undefined ? "not set" : JSON.stringify(value));
