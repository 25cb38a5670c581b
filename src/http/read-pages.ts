/** One page of a list. `next` is the cursor of the next page; null: last page. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

/** Reads the page of a cursor; null: the first page. */
export type PageReader<T> = (cursor: string | null) => Promise<Page<T>>;

/** The list is not valid: it contains a loop or does not end. The message is for a person. */
export class EndlessList extends Error {
  override readonly name = "EndlessList";
}

/** How a list is read. */
export interface ReadPagesOptions<T> {
  /** Starts the list from the first page. Called a second time if the cursor expired. */
  readonly open: () => Promise<PageReader<T>>;
  readonly idOf: (item: T) => string;
  /** Whether the provider rejected the cursor, for example because it is too old. */
  readonly isExpired: (error: unknown) => boolean;
}

/** The maximum number of consecutive pages without a new entry. A filtered list can have empty pages. */
const maxPagesWithoutNew = 20;

/**
 * Reads a list from its first page to its last, each entry once. If a change moved an entry to a later page, the later copy
 * counts.
 * @throws EndlessList if a cursor repeats or too many pages have no new entry; the error of a page otherwise
 */
export async function readPages<T>(options: ReadPagesOptions<T>): Promise<readonly T[]> {
  try {
    return await readThrough(options);
  } catch (error) {
    if (!options.isExpired(error)) throw error;
    // Starts from the first page, so that one list does not mix pages of different times.
    return readThrough(options);
  }
}

/**
 * Reads the first pages of a list, each entry once. `isComplete`: the last page is among them.
 * @param most the number of pages
 */
export async function readFirstPages<T>(
  read: PageReader<T>,
  idOf: (item: T) => string,
  most: number,
): Promise<{ readonly items: readonly T[]; readonly isComplete: boolean }> {
  const entries = new Map<string, T>();
  let cursor: string | null = null;
  for (let page = 0; page < most; page += 1) {
    const { items, next }: Page<T> = await read(cursor);
    for (const item of items) entries.set(idOf(item), item);
    if (next === null) return { items: [...entries.values()], isComplete: true };
    cursor = next;
  }
  return { items: [...entries.values()], isComplete: false };
}

async function readThrough<T>({ open, idOf }: ReadPagesOptions<T>): Promise<readonly T[]> {
  const read = await open();
  const entries = new Map<string, T>();
  const cursors = new Set<string>();
  let pagesWithoutNew = 0;
  for (let cursor: string | null = null; ;) {
    const page: Page<T> = await read(cursor);
    const before = entries.size;
    for (const item of page.items) entries.set(idOf(item), item);
    if (page.next === null) return [...entries.values()];
    if (cursors.has(page.next)) throw new EndlessList("a page links back to an earlier page, so the list does not end");
    cursors.add(page.next);
    pagesWithoutNew = entries.size > before ? 0 : pagesWithoutNew + 1;
    if (pagesWithoutNew > maxPagesWithoutNew)
      throw new EndlessList(`${pagesWithoutNew} consecutive pages had no new entry and another page was announced`);
    cursor = page.next;
  }
}
