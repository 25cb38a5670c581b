import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { openFileJournal } from "../../src/journal/file-journal.ts";
import { readJournal } from "../../src/journal/read-journal.ts";
import type { JournalRecord } from "../../src/ports/journal.ts";
import { aFolder } from "../support/sandboxed.ts";

const accepted = (commit: string): JournalRecord => ({
  kind: "commit-accepted",
  at: "2026-12-01T09:00:00Z",
  run: "r1",
  branch: "main",
  commit,
  approved: commit,
  base: "b".repeat(40),
});

async function aJournal(): Promise<string> {
  const path = join(aFolder(), "journal.jsonl");
  const journal = openFileJournal(path);
  await journal.append(accepted("c".repeat(40)));
  await journal.append(accepted("d".repeat(40)));
  return path;
}

describe("a read journal", () => {
  it("has every record as written, oldest first; null where there is no journal", async () => {
    expect(readJournal(await aJournal())).toEqual([accepted("c".repeat(40)), accepted("d".repeat(40))]);
    expect(readJournal(join(aFolder(), "none.jsonl"))).toBeNull();
  });

  it("leaves out only a last record that a crash cut off", async () => {
    const path = await aJournal();
    appendFileSync(path, '{"hash":"sha256:');
    expect(readJournal(path)).toHaveLength(2);
  });

  it("is rejected when it was altered", async () => {
    const path = await aJournal();
    writeFileSync(path, readFileSync(path, "utf8").replace("cccc", "eeee"));
    expect(() => readJournal(path)).toThrow("is broken at line 1");
  });
});
