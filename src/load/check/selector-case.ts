import type { AccessModel } from "../../model/documents.ts";
import { userField } from "../../model/selector.ts";
import { findingAt, quoted, type Report } from "../problems.ts";
import { selectorsOf, type WrittenSelector } from "./written-selectors.ts";

/**
 * Warns of a value in a selector that matches no user, where only letter case or spaces at its ends keep it from matching.
 * A value that no user resembles is not a finding: the team may not have members yet.
 */
export function checkSelectorCase(model: AccessModel, report: Report): void {
  const valuesOf = new Map<string, ReadonlyMap<string, string | null>>();
  const known = (field: string): ReadonlyMap<string, string | null> => {
    const found = valuesOf.get(field) ?? writtenValues(model, field);
    valuesOf.set(field, found);
    return found;
  };
  const check = (written: WrittenSelector): void => {
    const { selector, file, field: path, noun, keys = {} } = written;
    for (const [field, values] of selector.fields)
      for (const value of values) {
        if (typeof value !== "string") continue;
        const users = known(field);
        const near = users.get(folded(value));
        if (near === undefined || near === null || users.has(exact(value))) continue;
        report(
          findingAt(
            {
              code: "ref/selector-case",
              message: `The ${noun} ${field} ${quoted(value)} matches no user: users have ${quoted(near)}, which differs only in letter case or spaces.`,
              remedy: `Write ${near}, or correct the field of the users.`,
            },
            { file, field: [...path, keys[field] ?? field], severity: "warning" },
          ),
        );
      }
    if (selector.not !== null) check({ ...written, selector: selector.not, field: [...path, "not"] });
  };
  for (const written of selectorsOf(model)) check(written);
}

const folded = (value: string): string => `folded ${value.trim().toLowerCase()}`;
const exact = (value: string): string => `exact ${value}`;

/** Returns the values that users have in a field: each exact one, and one spelling for each folded one. */
function writtenValues(model: AccessModel, field: string): ReadonlyMap<string, string | null> {
  const found = new Map<string, string | null>();
  for (const user of model.users.values()) {
    const value = userField(user, field);
    if (typeof value !== "string") continue;
    found.set(exact(value), null);
    if (!found.has(folded(value))) found.set(folded(value), value);
  }
  return found;
}
