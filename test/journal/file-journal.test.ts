import {
  appendFileSync,
  chmodSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openFileJournal } from "../../src/journal/file-journal.ts";
import { verifyJournal } from "../../src/journal/verify-journal.ts";
import type { JournalRecord } from "../../src/ports/journal.ts";

let folder = "";
let path = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "journal-"));
  path = join(folder, "kept", "journal.jsonl");
});
afterEach(() => rmSync(folder, { recursive: true }));

const intent = (operation: string, write: Record<string, unknown> = {}): JournalRecord => ({
  kind: "intent",
  at: "2026-11-21T09:00:00Z",
  run: "run-1",
  operation,
  write,
});

async function kept(...operations: readonly string[]): Promise<void> {
  const journal = openFileJournal(path);
  for (const operation of operations) await journal.append(intent(operation));
}

const lines = (): string[] => readFileSync(path, "utf8").trimEnd().split("\n");
const rewrite = (changed: readonly string[]): void => writeFileSync(path, `${changed.join("\n")}\n`);
const operations = (): unknown[] => lines().map((line) => JSON.parse(line).record.operation);

describe("a journal in a file", () => {
  it("creates the folder and a private file, and keeps one record per line", async () => {
    await kept("one", "two");
    expect(operations()).toEqual(["one", "two"]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, "kept")).mode & 0o777).toBe(0o700);
    expect(verifyJournal(path)).toMatchObject({ kind: "intact", end: { records: 2 } });
  });

  it("exists before the first record, empty and intact", () => {
    openFileJournal(path);
    expect(readFileSync(path, "utf8")).toBe("");
    expect(verifyJournal(path)).toMatchObject({ kind: "intact", end: { records: 0 } });
    expect(verifyJournal(join(folder, "other"))).toEqual({ kind: "missing" });
  });

  it("is continued by a later run in one chain", async () => {
    await kept("one");
    await kept("two", "three");
    expect(lines().map((line) => JSON.parse(line).seq)).toEqual([1, 2, 3]);
    expect(verifyJournal(path)).toMatchObject({ kind: "intact", end: { records: 3 } });
  });

  it("removes the permissions of others from an existing file", async () => {
    await kept("one");
    chmodSync(path, 0o644);
    openFileJournal(path);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it("keeps no value under a name that refers to a secret, at any depth", async () => {
    const write = { profile: { password: "hunter2", title: "Clerk", list: [{ apiToken: "hunter2" }] } };
    await openFileJournal(path).append(intent("one", write));
    expect(readFileSync(path, "utf8")).not.toContain("hunter2");
    expect(JSON.parse(lines()[0]!).record.write).toEqual({
      profile: { password: "[left out]", title: "Clerk", list: [{ apiToken: "[left out]" }] },
    });
  });
});

describe("a changed journal", () => {
  beforeEach(() => kept("one", "two", "three", "four"));

  const cases: readonly (readonly [string, (all: string[]) => string[], number, string])[] = [
    ["a changed word", ([a, b, ...rest]) => [a!, b!.replace("two", "2wo"), ...rest], 2, "does not match its hash"],
    ["a removed line", ([a, , ...rest]) => [a!, ...rest], 2, "wrong number: expected 2, got 3"],
    ["a removed first line", ([, ...rest]) => rest, 1, "wrong number: expected 1, got 2"],
    ["two swapped lines", ([a, b, c, d]) => [a!, c!, b!, d!], 2, "wrong number: expected 2, got 3"],
    ["a repeated line", ([a, ...rest]) => [a!, a!, ...rest], 2, "wrong number: expected 2, got 1"],
    ["an empty line", ([a, ...rest]) => [a!, "", ...rest], 2, "is not JSON"],
    ["a duplicate key", ([a, ...rest]) => [a!.replace('"seq":1', '"seq":1,"seq":1'), ...rest], 1, "not canonical JSON"],
    ["spaces", ([a, ...rest]) => [a!.replace('"seq":', '"seq": '), ...rest], 1, "not canonical JSON"],
    ["a line that is not a record", ([a, ...rest]) => [a!, "[]", ...rest], 2, "is not a record"],
  ];
  for (const [what, change, line, reason] of cases)
    it(`is reported with its first broken line, and is not continued: ${what}`, () => {
      rewrite(change(lines()));
      const check = verifyJournal(path);
      expect(check).toMatchObject({ kind: "broken", line });
      expect(check.kind === "broken" ? check.reason : "").toContain(reason);
      expect(() => openFileJournal(path)).toThrow(`broken at line ${line}`);
    });

  it("is detected when a record was replaced by one with its own hash", () => {
    const all = lines();
    const forgedAt = join(folder, "forged.jsonl");
    const forged = openFileJournal(forgedAt);
    return forged
      .append(intent("one"))
      .then(() => forged.append(intent("forged")))
      .then(() => {
        rewrite([all[0]!, readFileSync(forgedAt, "utf8").split("\n")[1]!, ...all.slice(2)]);
        expect(verifyJournal(path)).toEqual({
          kind: "broken",
          line: 3,
          reason: "it does not continue the line before it",
        });
      });
  });

  it("is detected by its last hash when lines are missing at its end", () => {
    const complete = verifyJournal(path);
    rewrite(lines().slice(0, 3));
    const cut = verifyJournal(path);
    expect(cut.kind).toBe("intact");
    expect(cut).not.toEqual(complete);
  });
});

describe("a crash in the middle of a record", () => {
  it("leaves a cut-off line that the next run removes: it was never acknowledged", async () => {
    await kept("one", "two");
    const complete = readFileSync(path);
    const second = complete.indexOf("\n") + 1;
    for (let length = second + 1; length < complete.length; length += 20) {
      writeFileSync(path, complete.subarray(0, length));
      expect(verifyJournal(path)).toMatchObject({ kind: "broken", line: 2, reason: "it is cut off before its end" });
      await kept("again");
      expect(operations()).toEqual(["one", "again"]);
      expect(verifyJournal(path).kind).toBe("intact");
    }
  });
});

describe("a journal that cannot be trusted", () => {
  it("is refused for symbolic links, hard links, folders and devices", () => {
    mkdirSync(join(folder, "kept"));
    const elsewhere = join(folder, "elsewhere");
    symlinkSync(elsewhere, path);
    expect(() => openFileJournal(path)).toThrow("is a symbolic link");
    expect(() => verifyJournal(path)).toThrow("is a symbolic link");
    rmSync(path);
    writeFileSync(elsewhere, "");
    linkSync(elsewhere, path);
    expect(() => openFileJournal(path)).toThrow("a second name");
    expect(() => openFileJournal(join(folder, "kept"))).toThrow("cannot be opened");
    expect(() => openFileJournal("/dev/null")).toThrow("not a regular file");
    expect(readFileSync(elsewhere, "utf8")).toBe("");
  });

  it("is refused in a folder that is a symbolic link", () => {
    mkdirSync(join(folder, "real"));
    symlinkSync(join(folder, "real"), join(folder, "kept"));
    expect(() => openFileJournal(path)).toThrow(`${join(folder, "kept")} is a symbolic link`);
  });

  it("stops when a second run writes to it, and stays stopped", async () => {
    const first = openFileJournal(path);
    const second = openFileJournal(path);
    await first.append(intent("one"));
    await expect(second.append(intent("two"))).rejects.toThrow("no second run");
    await expect(second.append(intent("three"))).rejects.toThrow("no second run");
    await first.append(intent("four"));
    expect(operations()).toEqual(["one", "four"]);
    expect(verifyJournal(path).kind).toBe("intact");
  });

  it("stays stopped when the change is undone: the records in between are unknown", async () => {
    const journal = openFileJournal(path);
    await journal.append(intent("one"));
    const complete = readFileSync(path);
    appendFileSync(path, "x");
    await expect(journal.append(intent("two"))).rejects.toThrow("Another process");
    truncateSync(path, complete.length);
    await expect(journal.append(intent("three"))).rejects.toThrow("Another process");
    expect(readFileSync(path)).toEqual(complete);
  });

  it("stops when the file is replaced, deleted or written by another process", async () => {
    for (const disturb of [
      () => appendFileSync(path, "x"),
      () => rmSync(path),
      () => writeFileSync(path, ""),
      () => {
        writeFileSync(join(folder, "other"), readFileSync(path));
        renameSync(join(folder, "other"), path);
      },
    ]) {
      rmSync(join(folder, "kept"), { recursive: true, force: true });
      const journal = openFileJournal(path);
      await journal.append(intent("one"));
      disturb();
      await expect(journal.append(intent("two"))).rejects.toThrow(/replaced|Another process/);
    }
  });
});
