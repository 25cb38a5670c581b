import { type KnownName, similarNames, suggestionText } from "../support/did-you-mean.ts";
import type { AccessModel } from "./documents.ts";

/** The kinds of names that files and commands refer to. */
export type NameKind = "user" | "team" | "role" | "system" | "entitlement" | "rule" | "tag";

/** The names that an unknown name may stand for. */
export interface NameHint {
  readonly kind: NameKind;
  /** Nearest first; at least one. */
  readonly names: readonly string[];
  /** Whether the reference may name this kind. */
  readonly isExpected: boolean;
}

/** Returns the names of each kind, and the other forms in which people write them. */
const namesOf: Readonly<Record<NameKind, (model: AccessModel) => readonly KnownName[]>> = {
  user: ({ users }) =>
    [...users.values()].map(({ id, email, aliases, name, github }) => ({
      name: id,
      forms: [email, ...aliases, name.display, ...(github === null ? [] : [github.login])],
    })),
  team: ({ organization }) => [...organization.teams.keys()].map((name) => ({ name, forms: [lastPart(name)] })),
  role: ({ roles }) => [...roles.values()].map(({ id, title }) => ({ name: id, forms: [title, `role:${id}`] })),
  system: ({ systems }) => [...systems.values()].map(({ id, title }) => ({ name: id, forms: [title] })),
  entitlement: ({ entitlements }) =>
    [...entitlements.values()].map(({ ref, title }) => ({ name: ref, forms: [lastPart(ref), title] })),
  rule: ({ separationOfDuties }) => separationOfDuties.map(({ id, title }) => ({ name: id, forms: [title] })),
  tag: ({ entitlements }) =>
    [...new Set([...entitlements.values()].flatMap(({ tags }) => tags))].map((name) => ({
      name,
      forms: [`tag:${name}`],
    })),
};

/** The kinds that are searched for a name of a different kind. */
const otherKinds = ["role", "entitlement", "user", "team", "system", "rule"] as const;

const lastPart = (name: string): string => name.slice(name.lastIndexOf("/") + 1);

/**
 * Returns what an unknown name may stand for: a document of an expected kind in a different form (the address of a user, an
 * entitlement without its system), a document of another kind, or the most similar names of the expected kinds. Undefined
 * where nothing is similar, or where a document of an expected kind has this name.
 */
export function nameHint(written: string, expected: readonly NameKind[], model: AccessModel): NameHint | undefined {
  let similar: NameHint | undefined;
  for (const kind of expected) {
    const { names, match } = similarNames(written, namesOf[kind](model));
    if (match === "name") return undefined;
    if (match === "form") return { kind, names, isExpected: true };
    if (match === "similar") similar ??= { kind, names, isExpected: true };
  }
  let form: NameHint | undefined;
  for (const kind of otherKinds.filter((other) => !expected.includes(other))) {
    const { names, match } = similarNames(written, namesOf[kind](model));
    if (match === "name") return { kind, names, isExpected: false };
    if (match === "form") form ??= { kind, names, isExpected: false };
  }
  return similar ?? form;
}

/** Returns the hint as the end of a message: `; did you mean okta/crm?`, `; on-call is a role`. */
export function hintText(written: string, { kind, names, isExpected }: NameHint): string {
  const [name = ""] = names;
  if (isExpected) return suggestionText(names);
  if (name === written) return `; ${name} is ${kind === "entitlement" ? "an" : "a"} ${nounOf[kind]}`;
  return names.length === 1 ? `; this is the ${nounOf[kind]} ${name}` : "";
}

/** What a message calls a document of each kind. */
export const nounOf: Readonly<Record<NameKind, string>> = {
  user: "user",
  team: "team",
  role: "role",
  system: "system",
  entitlement: "entitlement",
  rule: "separation-of-duties rule",
  tag: "entitlement tag",
};

/** Returns the end of a message about an unknown name; empty where nothing is similar. */
export function nameHintText(written: string, expected: readonly NameKind[], model: AccessModel): string {
  const hint = nameHint(written, expected, model);
  return hint === undefined ? "" : hintText(written, hint);
}
