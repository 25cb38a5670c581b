import { appendFileSync, readFileSync } from "node:fs";
import { chained, emptyChain } from "../../src/journal/chain.ts";
import type { JournalRecord } from "../../src/ports/journal.ts";

/** Appends records that continue the chain, without a key, as every program can. */
export function appendUnsigned(path: string, ...records: readonly JournalRecord[]): void {
  let end = emptyChain;
  for (const line of readFileSync(path, "utf8").trimEnd().split("\n"))
    end = { records: end.records + 1, hash: (JSON.parse(line) as { readonly hash: string }).hash };
  for (const record of records) {
    const added = chained(record, end);
    appendFileSync(path, `${added.line}\n`);
    end = added.end;
  }
}
