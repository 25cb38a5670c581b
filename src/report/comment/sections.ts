/** What can be left out of a comment, as it is counted. */
export type PartKind =
  "access change" | "finding" | "guard" | "decision card" | "approval" | "model change" | "operation";

/** A heading and its lines, dangerous first. Each item is Markdown of whole lines, shown as a whole or not at all. */
export interface Section {
  readonly kind: PartKind;
  readonly head: string;
  readonly items: readonly string[];
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
  const filled = sections.filter(({ items }) => items.length > 0);
  const frames = filled.reduce((sum, { head, foot }) => sum + size(head) + size(foot) + noteSize, 0);
  const room = Math.max(0, budget - frames);
  const measured = filled.map((section) => ({ section, sizes: section.items.map(size), shown: new Set<number>() }));
  let left = room;
  const take = ({ sizes, shown }: (typeof measured)[number], limit: number): void => {
    let allowed = Math.min(limit, left);
    for (const [position, length] of sizes.entries()) {
      if (shown.has(position) || length > allowed) continue;
      shown.add(position);
      allowed -= length;
      left -= length;
    }
  };
  for (const one of measured) take(one, room * one.section.share);
  for (const one of measured) take(one, left);

  const omitted: Partial<Record<PartKind, number>> = {};
  const texts = measured.map(({ section, shown }) => {
    const missing = section.items.length - shown.size;
    if (missing > 0) omitted[section.kind] = (omitted[section.kind] ?? 0) + missing;
    const items = section.items.filter((_, position) => shown.has(position)).join("");
    return `${section.head}${items}${missing > 0 ? moreNote(missing) : ""}${section.foot}`;
  });
  return { markdown: texts.join(""), omitted };
}
