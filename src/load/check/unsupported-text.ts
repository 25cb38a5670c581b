import type { AccessModel, Entitlement, System, User } from "../../model/documents.ts";
import { groupTraits, providerTraits } from "../../model/provider.ts";
import { userField } from "../../model/selector.ts";
import { findingAt, quoted, type Report } from "../problems.ts";

/** Matches characters that UTF-8 encodes in four bytes, for example emoji. */
const fourBytes = /[\u{10000}-\u{10ffff}]/u;

/**
 * Reports texts with a character that the provider refuses, where Rolecall writes the text to the provider: the managed
 * attributes of users, and the names, titles and descriptions of groups.
 */
export function checkUnsupportedText(model: AccessModel, report: Report): void {
  for (const system of model.systems.values())
    for (const user of model.users.values())
      for (const [field, text] of refusedTexts(user, system))
        report(
          findingAt(problemOf(system, `the ${field} of the user ${user.id}`, text), {
            file: user.source.file,
            field: field.split("."),
            user: user.id,
          }),
        );
  for (const entitlement of model.entitlements.values()) {
    const system = model.systems.get(entitlement.system);
    if (system === undefined || entitlement.status === "retired") continue;
    for (const { name, text, field } of groupTexts(entitlement, system))
      if (isRefused(text, system))
        report(
          findingAt(problemOf(system, `the ${name} of ${entitlement.ref}`, text), {
            file: entitlement.source.file,
            field,
          }),
        );
  }
}

/** Returns the fields of a user that the system's provider gets as text and refuses, by their path in the user's file. */
export function refusedTexts(user: User, system: System): ReadonlyMap<string, string> {
  const refused = new Map<string, string>();
  if (user.status === "terminated" || user.externalIn.includes(system.id)) return refused;
  for (const managed of system.account?.profile.values() ?? []) {
    const text = userField(user, managed);
    if (typeof text === "string" && isRefused(text, system)) refused.set(writtenField(user, managed), text);
  }
  return refused;
}

const isRefused = (text: string, { provider }: System): boolean =>
  !providerTraits[provider].acceptsFourByteCharacters && fourBytes.test(text);

/** Returns the field in which the text is written: without a given or family name, the provider gets the display name. */
function writtenField({ name }: User, field: string): string {
  const isDisplay =
    (field === "name.given" && name.given === name.display) ||
    (field === "name.family" && name.family === name.display);
  return isDisplay ? "name.display" : field;
}

interface GroupText {
  readonly name: string;
  readonly text: string;
  readonly field: readonly string[];
}

/** Returns the texts of a group that the provider gets. */
function groupTexts({ target, title, description }: Entitlement, { provider }: System): readonly GroupText[] {
  if (target.kind !== "group") return [];
  return [
    { name: "group name", text: target.name, field: ["target", "group"] },
    ...(groupTraits(provider)?.hasTitle === true ? [{ name: "title", text: title, field: ["title"] }] : []),
    ...(description === null ? [] : [{ name: "description", text: description, field: ["description"] }]),
  ];
}

function problemOf({ title }: System, what: string, text: string) {
  return {
    code: "provider/unsupported-text",
    message: `${title} does not accept ${what}, ${quoted(text)}, because it contains ${quoted(fourBytes.exec(text)?.[0] ?? "")}.`,
    remedy: "Remove the character.",
  } as const;
}
