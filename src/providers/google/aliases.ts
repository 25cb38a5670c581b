import { Unreadable } from "../../http/transport-failure.ts";

/** The fields of a user or group that hold its other addresses. Google omits them where there are none. */
export const aliasFields = ["aliases", "nonEditableAliases"] as const;

/**
 * Returns the other addresses of a user or group, in lower case and sorted; no field where there are none. Google
 * delivers to each of them and finds the object by each of them.
 * @throws Unreadable if a field is not a list of texts
 */
export function aliasesIn(entry: Readonly<Partial<Record<(typeof aliasFields)[number], unknown>>>): {
  readonly aliases?: readonly string[];
} {
  const aliases = aliasFields.flatMap((field): readonly unknown[] => {
    const value = entry[field] ?? [];
    if (!Array.isArray(value)) throw new Unreadable(`${field} is not a list`);
    return value;
  });
  const texts = aliases.map((alias) => {
    if (typeof alias !== "string" || alias === "") throw new Unreadable("an alias is not an address");
    return alias.toLowerCase();
  });
  return texts.length === 0 ? {} : { aliases: [...new Set(texts)].sort() };
}
