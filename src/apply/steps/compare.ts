import type { ObservedAccount, ObservedGroup } from "../../model/observation.ts";
import { hasTitle, isAddressAttribute } from "../../model/provider.ts";
import type { Attributes } from "../../plan/operation.ts";
import { canonicalJson } from "../../support/canonical-json.ts";
import { compareText } from "../../support/compare.ts";
import { asPlanned, asWanted, differs, type ReadResult } from "./step.ts";

/** Providers ignore the case of addresses. */
const isFoldedAttribute = (name: string): boolean => name === "email" || isAddressAttribute(name);

/** Returns an attribute's value in the provider; null: it is not set. A reader shows every managed attribute, also the address. */
export function accountField(account: ObservedAccount, name: string): unknown {
  return Object.hasOwn(account.profile, name) ? account.profile[name] : null;
}

/**
 * Returns a group's field in the provider. Some groups have two names: the address, which observations call `name`, and
 * the title, an attribute with the same name. The planned value shows which of them is meant.
 */
export function groupField(group: ObservedGroup, name: string, planned: unknown): unknown {
  const isTitle = hasTitle(group.type) && !(typeof planned === "string" && /^[^@\s]+@[^@\s]+$/.test(planned));
  return name === "name" && !isTitle ? group.name : Object.hasOwn(group.profile, name) ? group.profile[name] : null;
}

/**
 * Returns whether the planner counts two values as equal: providers return text where a file may have a number, and
 * omit or blank what is not set.
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

/**
 * Returns the fields to write. A field that `before` has and `after` lacks is written as null, because a missing key
 * would keep it.
 */
export function withRemovals(before: Attributes, after: Attributes): Attributes {
  return { ...Object.fromEntries(Object.keys(before).map((name) => [name, null])), ...after };
}

/** Returns whether all changed fields are as before, as after, or different. */
export function judgeFields(
  { before, after }: { readonly before: Attributes; readonly after: Attributes },
  fieldOf: (name: string, planned: unknown) => unknown,
): ReadResult {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort(compareText);
  const differing = (wanted: Attributes): string | undefined =>
    names.find((name) => !isSame(name, fieldOf(name, wanted[name] ?? null), wanted[name]));
  if (differing(after) === undefined) return asWanted;
  const name = differing(before);
  if (name === undefined) return asPlanned;
  return differs(
    `expected ${name} to be ${valueText(before[name])}, got ${valueText(fieldOf(name, before[name] ?? null))}`,
  );
}

/** Returns the first field that differs, as text; undefined: none differs. */
export function firstDifference(
  wanted: Attributes,
  fieldOf: (name: string, planned: unknown) => unknown,
): string | undefined {
  const name = Object.keys(wanted)
    .sort(compareText)
    .find((field) => !isSame(field, fieldOf(field, wanted[field]), wanted[field]));
  return name === undefined ? undefined : `its ${name} is ${valueText(fieldOf(name, wanted[name]))}`;
}

const valueText = (value: unknown): string =>
  value === null || value === undefined ? "not set" : JSON.stringify(value);
