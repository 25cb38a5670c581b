import type { AccessReader, Known } from "../ports/access.ts";

/** The other sources that fill groups, each group read once in a run. */
export interface GroupWriters {
  /** Returns the source that fills the group; null: none, or the provider has no such sources. */
  readonly otherWriter: (reader: AccessReader, group: string) => Promise<Known<string | null>>;
}

export function groupWriters(): GroupWriters {
  // Operations on one group ask at the same time: the first one reads for all.
  const reads = new Map<string, Promise<Known<string | null>>>();
  return {
    async otherWriter(reader, group) {
      const key = JSON.stringify([reader.system, group]);
      const before = reads.get(key);
      if (before !== undefined) return before;
      const read = (reader.otherWriter?.(group) ?? Promise.resolve(noOther)).then((found) => {
        if (found.kind !== "found") reads.delete(key);
        return found;
      });
      reads.set(key, read);
      read.catch(() => reads.delete(key));
      return read;
    },
  };
}

const noOther = { kind: "found", value: null } as const;
