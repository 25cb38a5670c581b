/** What can be left out of a comment, as it is counted. */
export type PartKind =
  "access change" | "finding" | "guard" | "decision card" | "approval" | "model change" | "operation";

/** A heading and its lines, dangerous first. Each item is Markdown of whole lines, shown as a whole or not at all. */
export interface Section {
  readonly kind: PartKind;
  readonly head: string;
  readonly items: readonly string[];
  /** How many things each item shows; without it one each. */
  readonly counts?: readonly number[];
  readonly foot: string;
  /** The share of the budget that it may take before the other sections have had theirs. */
  readonly share: number;
}

export interface Fitted {
  readonly markdown: string;
  /** How many of each kind are not shown. */
  readonly omitted: Readonly<Partial<Record<PartKind, number>>>;
}

const moreNote = (count: number): string => `\n… ${count} more not shown here.\n`;
/** Room for the longest note. */
const noteSize = moreNote(9_999_999).length + 4;

/**
 * As many items as fit into the budget, in their order: every section first gets its share, then what is left goes to the
 * sections from the first on. An item that is too long is left out and counted; what follows it still has its chance.
 * @param size how the place counts: characters for a comment, bytes for a job summary
 */
export function fitSections(sections: readonly Section[], budget: number, size: (text: string) => number): Fitted {
  const omitted: Partial<Record<PartKind, number>> = {};
  const omit = (kind: PartKind, count: number): void => {
    if (count > 0) omitted[kind] = (omitted[kind] ?? 0) + count;
  };
  const filled: Filled[] = [];
  let left = Math.max(0, budget);
  for (const section of sections.filter(({ items }) => items.length > 0)) {
    const frame = size(section.head) + size(section.foot) + noteSize;
    // Headings may take half of the place at most, however many systems there are.
    if (left - frame < budget / 2) omit(section.kind, missingIn(section, new Set()));
    else {
      filled.push({ section, sizes: section.items.map(size), shown: new Set() });
      left -= frame;
    }
  }
  const room = left;
  for (const one of filled) left -= take(one, Math.min(left, room * one.section.share));
  for (const one of filled) left -= take(one, left);

  const texts = filled.map(({ section, shown }) => {
    const missing = missingIn(section, shown);
    omit(section.kind, missing);
    const items = section.items.filter((_, position) => shown.has(position)).join("");
    return `${section.head}${items}${missing > 0 ? moreNote(missing) : ""}${section.foot}`;
  });
  return { markdown: texts.join(""), omitted };
}

function missingIn({ items, counts }: Section, shown: ReadonlySet<number>): number {
  return items.reduce((sum, _, position) => sum + (shown.has(position) ? 0 : (counts?.[position] ?? 1)), 0);
}

interface Filled {
  readonly section: Section;
  readonly sizes: readonly number[];
  readonly shown: Set<number>;
}

/** Shows what fits within the limit and is not shown yet; gives what that takes. */
function take({ sizes, shown }: Filled, limit: number): number {
  let taken = 0;
  for (const [position, length] of sizes.entries()) {
    if (shown.has(position) || taken + length > limit) continue;
    shown.add(position);
    taken += length;
  }
  return taken;
}
