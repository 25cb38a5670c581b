import { didYouMean } from "../../support/did-you-mean.ts";
import { type Conversion, reportProblem } from "../conversion.ts";

const userFields = [
  "id",
  "kind",
  "status",
  "employeeNumber",
  "email",
  "name.display",
  "name.given",
  "name.family",
  "department",
  "title",
  "location",
  "manager",
];

/** Reports a field that a user does not have, where it is to fill an attribute of a profile. */
export function checkUserField(
  field: string,
  {
    conversion,
    attribute,
    at,
  }: { readonly conversion: Conversion; readonly attribute: string; readonly at: readonly string[] },
): void {
  if (userFields.includes(field) || /^attributes\..+$/.test(field)) return;
  const near = didYouMean(field, userFields);
  reportProblem(
    conversion,
    {
      code: "schema/enum",
      message: `Unknown user field ${field.slice(0, 60)} in the profile attribute ${attribute}.`,
      remedy:
        near === undefined ? `Choose one of: ${userFields.join(", ")}, attributes.NAME.` : `Rename it to ${near}.`,
    },
    at,
  );
}
