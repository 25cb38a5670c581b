import { type Document, isScalar, isSeq, parseDocument, type YAMLSeq } from "yaml";

/** One name of a document and its replacement. */
export interface NameEdit {
  readonly field: readonly (string | number)[];
  readonly to: string;
}

interface Cut {
  readonly from: number;
  readonly until: number;
  readonly text: string;
}

/**
 * Returns the text with the names replaced, and everything else unchanged: comments, quotes and spaces. A name that the list
 * has already is not written twice; the old name is removed instead. A field that is not in the text is left out.
 */
export function editNames(text: string, edits: readonly NameEdit[]): string {
  const document = parseDocument(text);
  return edits
    .flatMap((edit) => cutFor(edit, document, text) ?? [])
    .sort((left, right) => right.from - left.from)
    .reduce((result, cut) => result.slice(0, cut.from) + cut.text + result.slice(cut.until), text);
}

function cutFor({ field, to }: NameEdit, document: Document, text: string): Cut | null {
  const node = document.getIn(field, true);
  if (!isScalar(node) || node.range == null) return null;
  const [from, until] = node.range;
  const replaced = { from, until, text: to };
  const position = field.at(-1);
  const list = document.getIn(field.slice(0, -1), true);
  if (!isSeq(list) || typeof position !== "number") return replaced;
  const isListed = list.items.some((item) => isScalar(item) && item.value === to);
  return isListed ? (removalFrom(text, list, position) ?? replaced) : replaced;
}

/** Returns whether the text has the field. Without it, the value is a default. */
export function hasField(text: string, field: NameEdit["field"]): boolean {
  return isScalar(parseDocument(text).getIn(field, true));
}

/** Returns the cut that removes an item of a list with at least two items; null: its form is not known. */
function removalFrom(text: string, list: YAMLSeq, position: number): Cut | null {
  const rangeOf = (index: number): readonly [number, number] | null => {
    const item: unknown = list.items[index];
    return isScalar(item) && item.range != null ? [item.range[0], item.range[1]] : null;
  };
  const own = rangeOf(position);
  if (own === null) return null;
  if (list.flow === true) {
    const next = rangeOf(position + 1);
    if (next !== null) return { from: own[0], until: next[0], text: "" };
    const previous = rangeOf(position - 1);
    return previous === null ? null : { from: previous[1], until: own[1], text: "" };
  }
  const begin = text.lastIndexOf("\n", own[0] - 1) + 1;
  const newline = text.indexOf("\n", own[1]);
  const isAlone = /^\s*-\s+$/.test(text.slice(begin, own[0]));
  return isAlone ? { from: begin, until: newline === -1 ? text.length : newline + 1, text: "" } : null;
}
