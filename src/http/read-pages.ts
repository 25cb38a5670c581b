/** One page of a list; `next` is what leads to the page after it, null on the last. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** Reads the page that a cursor leads to; null: the first. */
export type PageReader<T> = (cursor: string | null) => Promise<Page<T>>;

/** The list cannot be what the provider holds: it leads back to itself or never ends. The message is for a person. */
export class EndlessList extends Error {
  override readonly name = "EndlessList";
}

export interface ReadPagesOptions<T> {
  /** Begins the list anew; called a second time when the cursor expired on the way. */
  readonly open: () => Promise<PageReader<T>>;
  readonly idOf: (item: T) => string;
  /** Whether the provider refused the cursor itself, for example because it is too old. */
  readonly isExpired: (error: unknown) => boolean;
}

/** Pages in a row that may bring nobody new: a filtered list can have empty pages in its middle. */
const longestLull = 20;

/**
 * A list from its first page to its last, each entry once (the later copy where a change moved an entry to a later page).
 * @throws EndlessList when a cursor comes a second time, or page follows page without a new entry; what a page threw otherwise
 */
export async function readPages<T>(options: ReadPagesOptions<T>): Promise<readonly T[]> {
  try {
    return await readThrough(options);
  } catch (error) {
    if (!options.isExpired(error)) throw error;
    // From the beginning, so that pages of two moments are not mixed into one list.
    return readThrough(options);
  }
}

async function readThrough<T>({ open, idOf }: ReadPagesOptions<T>): Promise<readonly T[]> {
  const read = await open();
  const entries = new Map<string, T>();
  const cursors = new Set<string>();
  let lull = 0;
  for (let cursor: string | null = null; ;) {
    const page: Page<T> = await read(cursor);
    const before = entries.size;
    for (const item of page.items) entries.set(idOf(item), item);
    if (page.next === null) return [...entries.values()];
    if (cursors.has(page.next)) throw new EndlessList("a page leads back to an earlier page, so the list has no end");
    cursors.add(page.next);
    lull = entries.size > before ? 0 : lull + 1;
    if (lull > longestLull)
      throw new EndlessList(`${lull} pages in a row brought nothing new and another one was announced`);
    cursor = page.next;
  }
}
