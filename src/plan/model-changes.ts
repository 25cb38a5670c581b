import type { AccessModel } from "../model/documents.ts";
import { canonicalJson } from "../support/canonical-json.ts";
import { compareText } from "../support/compare.ts";
import { PairMap, type ReadonlyPairMap } from "../support/pair-map.ts";
import { type DescribedDocument, documentsOf } from "./model-changes/by-kind.ts";
import type { Fields, Plain } from "./model-changes/plain.ts";
import { secondPathGrants } from "./model-changes/second-path-grants.ts";
import type { AccessChange, ModelChange } from "./plan.ts";

/**
 * Returns each changed field of a document that affects access or approval and is not an access change itself, before
 * and after (null: absent). Titles, descriptions, reasons of grants and the locations of files are not part of them. Lists
 * without a meaningful order are compared as sets. Ordered by kind, id and field.
 * @param accessChanges those between the same two models: a grant that they describe completely is not repeated
 */
export function modelChangesBetween(
  base: AccessModel,
  head: AccessModel,
  accessChanges: readonly AccessChange[],
): readonly ModelChange[] {
  const secondPaths = secondPathGrants(base, head, accessChanges);
  const before = describe(base, secondPaths);
  const after = describe(head, secondPaths);
  const changes: ModelChange[] = [];
  for (const [kind, id, entry] of after.entries())
    compare(changes, entry, { before: before.get(kind, id)?.fields, after: entry.fields });
  for (const [kind, id, entry] of before.entries())
    if (!after.has(kind, id)) compare(changes, entry, { before: entry.fields, after: undefined });
  return changes.sort(
    (left, right) =>
      compareText(left.kind, right.kind) || compareText(left.id, right.id) || compareText(left.field, right.field),
  );
}

interface Described extends Pick<DescribedDocument, "kind" | "id"> {
  readonly fields: Fields;
}

function describe(
  model: AccessModel,
  secondPaths: ReadonlySet<string>,
): ReadonlyPairMap<Described["kind"], string, Described> {
  const found = new PairMap<Described["kind"], string, Described>();
  for (const { kind, id, fields: fieldsOf } of documentsOf(model)) {
    const fields = fieldsOf();
    // Access changes describe every other grant.
    if (kind === "grant" && fields["eligible"] !== true && !secondPaths.has(id)) continue;
    found.set(kind, id, { kind, id, fields });
  }
  return found;
}

function compare(
  changes: ModelChange[],
  { kind, id }: Described,
  sides: { readonly before: Fields | undefined; readonly after: Fields | undefined },
): void {
  const before = new Map<string, Plain>();
  const after = new Map<string, Plain>();
  flatten(sides.before, "", before);
  flatten(sides.after, "", after);
  for (const field of new Set([...before.keys(), ...after.keys()])) {
    const old = before.get(field) ?? null;
    const now = after.get(field) ?? null;
    if (canonicalJson(old) === canonicalJson(now)) continue;
    // The empty lists of a new or removed document mean the same as absent fields.
    if ((sides.before === undefined || sides.after === undefined) && isNothing(old) && isNothing(now)) continue;
    changes.push({ kind, id, field, before: old, after: now });
  }
}

/** Names nested fields with dots. Lists, single values and empty objects are compared as one value. */
function flatten(value: Plain | undefined, path: string, into: Map<string, Plain>): void {
  if (value === undefined) return;
  if (value === null || typeof value !== "object" || isList(value) || Object.keys(value).length === 0) {
    into.set(path, value);
    return;
  }
  for (const [name, field] of Object.entries(value)) flatten(field, path === "" ? name : `${path}.${name}`, into);
}

const isList = (value: Plain): value is readonly Plain[] => Array.isArray(value);
const isNothing = (value: Plain): boolean => value === null || (isList(value) && value.length === 0);
