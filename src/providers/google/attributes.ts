import { WriteRefused } from "./outcome.ts";

/** A user of the Directory API. Attributes are nested, and some are lists of entries with a type. */
export type GoogleProfile = Readonly<Record<string, unknown>>;

/** Lists with entries `{ type, value }`. `externalIds.organization` is the value of the entry with that type. */
const typedLists = ["externalIds", "relations"];
/** Lists with one main entry. `organizations.department` is a field of the primary entry, otherwise of the first. */
const primaryLists = ["organizations"];

/** Returns the top-level attributes of the given attributes. */
export const rootsOf = (names: readonly string[]): readonly string[] => [
  ...new Set(names.map((name) => name.split(".")[0] ?? name)),
];

/** Returns the scalar value of an attribute by its dotted name; undefined: none. */
export function attributeIn(user: GoogleProfile, name: string): string | number | boolean | undefined {
  const [root = "", ...rest] = name.split(".");
  const key = rest.join(".");
  if (key !== "" && typedLists.includes(root)) return scalar(entriesOf(user, root).find(isOfType(key))?.["value"]);
  if (key !== "" && primaryLists.includes(root)) return scalar(mainOf(entriesOf(user, root))?.[key]);
  let value: unknown = user;
  for (const part of [root, ...rest]) value = isRecord(value) && Object.hasOwn(value, part) ? value[part] : undefined;
  return scalar(value);
}

/**
 * Returns the request body that sets the attributes. Google replaces lists completely, so all other entries of a list are
 * copied from `user`. null clears an attribute.
 * @throws WriteRefused for an unknown attribute name
 */
export function bodyOf(user: GoogleProfile, set: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const body: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(set)) {
    const [root = "", ...rest] = name.split(".");
    const key = rest.join(".");
    const before = Object.hasOwn(body, root) ? body : user;
    if (key === "" && !typedLists.includes(root) && !primaryLists.includes(root)) body[root] = value;
    else if (key === "")
      throw new WriteRefused(`the attribute ${name} is a list: expected an entry, for example ${name}.organization`);
    else if (typedLists.includes(root)) body[root] = withEntry(entriesOf(before, root), key, value);
    else if (primaryLists.includes(root)) body[root] = withMain(entriesOf(before, root), key, value);
    else if (rest.length === 1) body[root] = { ...fieldsOf(before, root), [key]: value };
    else throw new WriteRefused(`unknown attribute ${name}`);
  }
  return body;
}

function withEntry(entries: readonly GoogleProfile[], type: string, value: unknown): readonly GoogleProfile[] {
  const others = entries.filter((entry) => !isOfType(type)(entry));
  return value === null ? others : [...others, { type, value }];
}

function withMain(entries: readonly GoogleProfile[], field: string, value: unknown): readonly GoogleProfile[] {
  const main = mainOf(entries);
  if (main === undefined) return value === null ? [] : [{ primary: true, [field]: value }];
  return entries.map((entry) => (entry === main ? withField(entry, field, value) : entry));
}

/** Google keeps the entries of a list as they are sent, also a field that is null. */
function withField(entry: GoogleProfile, field: string, value: unknown): GoogleProfile {
  const { [field]: _before, ...others } = entry;
  return value === null ? others : { ...others, [field]: value };
}

const isOfType =
  (type: string) =>
  (entry: GoogleProfile): boolean =>
    entry["type"] === type;

const mainOf = (entries: readonly GoogleProfile[]): GoogleProfile | undefined =>
  entries.find((entry) => entry["primary"] === true) ?? entries[0];

function entriesOf(user: GoogleProfile, root: string): readonly GoogleProfile[] {
  const entries = user[root];
  return Array.isArray(entries) ? entries.filter(isRecord) : [];
}

/** Returns a nested object without the fields that Google computes. */
function fieldsOf(user: GoogleProfile, root: string): GoogleProfile {
  const { fullName: _computed, ...fields } = isRecord(user[root]) ? user[root] : {};
  return fields;
}

const scalar = (value: unknown): string | number | boolean | undefined =>
  typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : undefined;

const isRecord = (value: unknown): value is GoogleProfile =>
  typeof value === "object" && value !== null && !Array.isArray(value);
