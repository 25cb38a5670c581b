import { appendFileSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { chained, emptyChain } from "../../src/journal/chain.ts";
import { openFileJournal } from "../../src/journal/file-journal.ts";
import { signatureOver } from "../../src/journal/signature.ts";
import { type Verification, verifySigned } from "../../src/journal/verify-signed.ts";
import type { JournalReading, JournalRecord } from "../../src/ports/journal.ts";
import { type Random, randomFrom } from "../property/random.ts";
import { aJournalPair } from "../support/journal-keys.ts";
import { aFolder } from "../support/sandboxed.ts";
import { appendUnsigned } from "../support/unsigned-records.ts";

const ours = aJournalPair();
const next = aJournalPair();
const strange = aJournalPair();
const origin = { genesis: "a".repeat(40), branch: "main" };
const signing = { signer: ours.signer, origin };
const trust: Verification = { publicKeys: [ours.publicKey], origin, versions: [] };

const result = (run: string, operation: string): JournalRecord => ({
  kind: "result",
  at: "2026-11-21T09:00:00Z",
  run,
  operation,
  outcome: "done",
  detail: null,
});

const aPath = (): string => join(aFolder(), "journal.jsonl");
const verified = (path: string, changes: Partial<Verification> = {}): JournalReading =>
  verifySigned(readFileSync(path), { ...trust, ...changes });

/** Two runs: each signs its start, appends one record and signs its end. */
async function aJournal(path = aPath(), runs: readonly string[] = ["one", "two"]): Promise<string> {
  for (const run of runs) {
    const journal = openFileJournal(path, signing);
    await journal.seal([result(run, "start")]);
    await journal.append(result(run, "middle"));
    await journal.seal([result(run, "end")]);
  }
  return path;
}

describe("a signed journal", () => {
  it("is verified, and gives its records without the signatures", async () => {
    const { believed, problem, unsigned, end } = verified(await aJournal());
    expect([problem, unsigned]).toEqual([null, null]);
    expect(believed.map((record) => ("operation" in record ? record.operation : record.kind))).toEqual([
      "journal-started",
      "start",
      "middle",
      "end",
      "start",
      "middle",
      "end",
    ]);
    expect(end.records).toBe(11);
  });

  it("keeps no part of the private key", async () => {
    expect(readFileSync(await aJournal(), "utf8")).not.toContain(ours.privateKey.slice(-30));
  });

  it("is verified by a key that is no longer the first", async () => {
    expect(verified(await aJournal(), { publicKeys: [next.publicKey, ours.publicKey] }).problem).toBeNull();
  });

  it("reports unsigned records of a crash and does not believe them, in later runs either", async () => {
    const path = await aJournal(aPath(), ["one"]);
    await openFileJournal(path, signing).append(result("one", "unsigned"));
    const crashed = verified(path);
    expect([crashed.problem, crashed.unsigned]).toEqual([null, { from: 7, to: 7 }]);
    await aJournal(path, ["two"]);
    const later = verified(path);
    expect([later.problem, later.unsigned]).toEqual([null, null]);
    const operations = later.believed.flatMap((record) => ("operation" in record ? [record.operation] : []));
    expect(operations).not.toContain("unsigned");
    expect(operations).toHaveLength(6);
  });

  it("leaves out a last record that a crash cut off", async () => {
    const path = await aJournal();
    appendFileSync(path, '{"hash":"sha256:');
    expect(verified(path)).toMatchObject({ problem: null, unsigned: null, end: { records: 11 } });
  });
});

describe("a journal that is not to be trusted", () => {
  it("is refused with unsigned records of another run at its end", async () => {
    const path = await aJournal();
    appendUnsigned(path, result("forged", "one"), result("forged", "two"));
    expect(verified(path).problem).toMatchObject({ kind: "stranger", line: 12 });
    expect(JSON.stringify(verified(path).believed)).not.toContain("forged");
  });

  it("is refused with a batch that another key signed", async () => {
    const path = await aJournal();
    await openFileJournal(path, { signer: strange.signer, origin }).seal([result("forged", "one")]);
    expect(verified(path).problem).toMatchObject({ kind: "stranger", line: 13 });
    expect(JSON.stringify(verified(path).believed)).not.toContain("forged");
  });

  it("is refused with a signature that was copied from another line", async () => {
    const path = await aJournal();
    const copied = JSON.parse(readFileSync(path, "utf8").trimEnd().split("\n").at(-1) ?? "") as {
      readonly record: JournalRecord;
    };
    appendUnsigned(path, result("two", "more"), copied.record);
    expect(verified(path).problem).toMatchObject({ kind: "stranger", line: 13 });
  });

  it("is refused without any signature", async () => {
    const path = aPath();
    await openFileJournal(path).append(result("one", "start"));
    expect(verified(path).problem).toMatchObject({ kind: "stranger", line: 1 });
    expect(() => openFileJournal(path, signing)).toThrow("no signature");
  });

  it("is refused with a garbage line", async () => {
    const path = await aJournal();
    appendFileSync(path, "garbage\n");
    expect(verified(path).problem).toMatchObject({ kind: "broken", line: 12 });
    expect(verified(path).believed).toEqual([]);
  });

  it("is refused as the journal of another repository or branch", async () => {
    const path = await aJournal();
    for (const other of [
      { ...origin, branch: "release" },
      { ...origin, genesis: "b".repeat(40) },
    ])
      expect(verified(path, { origin: other }).problem).toMatchObject({ kind: "replayed", line: 1 });
  });

  it("is refused when a signed journal does not name its origin", async () => {
    const path = aPath();
    const first = chained(result("one", "start"), emptyChain);
    const second = chained(signatureOver(first.end.hash, ours.signer), first.end);
    writeFileSync(path, `${first.line}\n${second.line}\n`);
    expect(verified(path).problem).toMatchObject({ kind: "replayed" });
  });

  it("is refused when an earlier version had more signed records, or others", async () => {
    const path = await aJournal();
    const versions = [readFileSync(path)];
    const lines = readFileSync(path, "utf8").trimEnd().split("\n");
    const kindOf = (content: string): string | undefined =>
      verifySigned(Buffer.from(content), { ...trust, versions }).problem?.kind;
    expect(kindOf(`${lines.slice(0, 6).join("\n")}\n`)).toBe("cut");
    expect(kindOf("")).toBe("emptied");
    const fork = aPath();
    writeFileSync(fork, `${lines.slice(0, 6).join("\n")}\n`);
    await aJournal(fork, ["other", "more"]);
    expect(kindOf(readFileSync(fork, "utf8"))).toBe("forked");
    expect(kindOf(`${lines.join("\n")}\n`)).toBeUndefined();
  });

  it("is not refused because of an earlier version that a stranger wrote", async () => {
    const path = await aJournal();
    const forged = aPath();
    writeFileSync(forged, readFileSync(path));
    appendUnsigned(forged, result("forged", "one"));
    const other = aPath();
    await openFileJournal(other, { signer: strange.signer, origin }).seal([result("forged", "one")]);
    const versions = [readFileSync(forged), readFileSync(other), Buffer.from("garbage\n")];
    expect(verified(path, { versions }).problem).toBeNull();
  });
});

describe("a random journal after random changes", () => {
  const batch = (random: Random, run: number): readonly JournalRecord[] =>
    Array.from({ length: 1 + random.below(3) }, (_, index) =>
      result(`run-${run}`, `op-${index}-${random.below(1000)}`),
    );

  /** The lines of a journal of some runs, and the numbers of the lines that are signatures. */
  function written(random: Random): readonly string[] {
    const lines: string[] = [];
    let end = emptyChain;
    const add = (record: JournalRecord): void => {
      const added = chained(record, end);
      lines.push(added.line);
      end = added.end;
    };
    add({ kind: "journal-started", ...origin });
    for (let run = 0; run <= random.below(4); run += 1) {
      batch(random, run).forEach(add);
      add(signatureOver(end.hash, ours.signer));
    }
    return lines;
  }

  function tampered(lines: readonly string[], random: Random): readonly string[] {
    const at = random.below(lines.length);
    const copy = [...lines];
    const line = lines[at] ?? "";
    const parsed = JSON.parse(line) as { readonly record: JournalRecord; readonly prev: string; readonly seq: number };
    const rest = (from: readonly string[], records: readonly JournalRecord[]): readonly string[] => {
      const all = [...from];
      let end = { records: parsed.seq - 1, hash: parsed.prev };
      for (const record of records) {
        const added = chained(record, end);
        all.push(added.line);
        end = added.end;
      }
      return all;
    };
    const records = lines.slice(at).map((one) => (JSON.parse(one) as { readonly record: JournalRecord }).record);
    switch (random.below(8)) {
      case 0:
        return copy.toSpliced(at, 1);
      case 1:
        return copy.toSpliced(at, 0, lines[random.below(lines.length)] ?? "");
      case 2: {
        const other = random.below(lines.length);
        [copy[at], copy[other]] = [copy[other] ?? "", line];
        return copy;
      }
      case 3:
        return copy.toSpliced(
          at,
          1,
          line.replace(/[0-9]/, (digit) => String((Number(digit) + 1) % 10)),
        );
      // The rest is chained from scratch: only the signatures can show it.
      case 4:
        return rest(copy.slice(0, at), [result(`run-${random.below(4)}`, "inserted"), ...records]);
      case 5:
        return rest(copy.slice(0, at), records.slice(1));
      case 6:
        return rest(copy.slice(0, at), [
          result("run-0", "changed"),
          signatureOver(`sha256:${"0".repeat(64)}`, strange.signer),
        ]);
      default:
        return copy.slice(0, at);
    }
  }

  it("never gives a record that was not signed at its place, and accepts each prefix that ends with a signature", () => {
    const first = Number(process.env["ROLECALL_SEED"] ?? 20261121);
    for (let seed = first; seed < first + 2000; seed += 1) {
      const random = randomFrom(seed);
      const lines = written(random);
      const whole = verifySigned(Buffer.from(`${lines.join("\n")}\n`), trust);
      expect(whole.problem, `seed ${seed}`).toBeNull();
      const changed = tampered(lines, random);
      const content = changed.length === 0 ? "" : `${changed.join("\n")}\n`;
      const reading = verifySigned(Buffer.from(content), trust);
      // What is believed is always a prefix of what was signed.
      expect(reading.believed, `seed ${seed}`).toEqual(whole.believed.slice(0, reading.believed.length));
      const isPrefix = changed.every((line, index) => line === lines[index]);
      const isSignedPrefix =
        isPrefix && (changed.length === 0 || (changed.at(-1) ?? "").includes('"kind":"signature"'));
      if (isSignedPrefix) expect([reading.problem, reading.unsigned], `seed ${seed}`).toEqual([null, null]);
      else if (!isPrefix) expect(reading.problem !== null || reading.unsigned !== null, `seed ${seed}`).toBe(true);
      // Against a copy of the earlier version, a loss shows as well.
      const compared = verifySigned(Buffer.from(content), {
        ...trust,
        versions: [Buffer.from(`${lines.join("\n")}\n`)],
      });
      if (content !== `${lines.join("\n")}\n`) expect(compared.problem, `seed ${seed}`).not.toBeNull();
    }
  });
});
