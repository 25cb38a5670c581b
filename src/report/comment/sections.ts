/** The kinds of parts that can be left out of a comment and are counted. */
export type PartKind =
  | "table row"
  | "access change"
  | "unapproved commit"
  | "finding"
  | "guard"
  | "decision card"
  | "approval"
  | "model change"
  | "renamed group"
  | "operation";

/** A heading and its items, highest risk first. Each item consists of complete lines and is shown completely or left out. */
export interface Section {
  readonly kind: PartKind;
  readonly head: string;
  readonly items: readonly string[];
  /** The number of parts that each item shows; default: one each. */
  readonly counts?: readonly number[];
  readonly foot: string;
  /** The share of the budget that is reserved for this section. */
  readonly share: number;
}

/** The sections that fit into the budget. */
export interface Fitted {
  readonly markdown: string;
  /** The number of parts of each kind that are not shown. */
  readonly omitted: Readonly<Partial<Record<PartKind, number>>>;
}

const moreNote = (count: number): string => `\n… ${count} more not shown here.\n`;
/** The size of the longest note. */
const noteSize = moreNote(9_999_999).length + 4;

/**
 * Returns as many items as fit into the budget, in their order. Every section first gets its share. The remaining budget goes
 * to the sections from the first on. An item that is too long is left out and counted; later items can still fit.
 * @param size measures a text: in characters for a comment, in bytes for a job summary
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
    // Headings take at most half of the budget, for any number of systems.
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

/** Marks the items that fit within the limit as shown. Returns the size that they use. */
function take({ sizes, shown }: Filled, limit: number): number {
  let taken = 0;
  for (const [position, length] of sizes.entries()) {
    if (shown.has(position) || taken + length > limit) continue;
    shown.add(position);
    taken += length;
  }
  return taken;
}
