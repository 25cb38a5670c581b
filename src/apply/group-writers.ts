import type { AccessReader, Known } from "../ports/access.ts";

/** The other sources that fill groups, each group read once in a run. */
export interface GroupWriters {
  /** Returns the source that fills the group; null: none, or the provider has no such sources. */
  readonly otherWriter: (reader: AccessReader, group: string) => Promise<Known<string | null>>;
}

export function groupWriters(): GroupWriters {
  const known = new Map<string, Known<string | null>>();
  return {
    async otherWriter(reader, group) {
      const key = JSON.stringify([reader.system, group]);
      const before = known.get(key);
      if (before !== undefined) return before;
      const found = (await reader.otherWriter?.(group)) ?? ({ kind: "found", value: null } as const);
      if (found.kind === "found") known.set(key, found);
      return found;
    },
  };
}
