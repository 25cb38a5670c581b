import type { JournalProblem, JournalReading, JournalRecord, JournalTrust } from "../ports/journal.ts";
import { type ChainEnd, emptyChain } from "./chain.ts";
import { leaseIn } from "./lease.ts";
import { isSignedBy } from "./signature.ts";
import { checkChain } from "./verify-journal.ts";

/** A line of an intact chain. */
interface Line {
  readonly record: JournalRecord;
  readonly prev: string;
  readonly hash: string;
}

export interface Verification extends JournalTrust {
  /** The contents of earlier versions of the journal. */
  readonly versions: readonly Buffer[];
}

/**
 * Verifies the chain and the signatures of a journal. Believes only records that a signature by a listed key covers. Leaves
 * out a last line without a line end: the record was never acknowledged.
 * @param journal null: the journal does not exist
 */
export function verifySigned(journal: Buffer | null, verification: Verification): JournalReading {
  const reading = verifiedContent(journal ?? Buffer.alloc(0), verification);
  return { ...reading, isMissing: journal === null, lease: leaseIn(reading.believed) };
}

type ContentReading = Omit<JournalReading, "isMissing" | "lease">;

function verifiedContent(content: Buffer, { publicKeys, origin, versions }: Verification): ContentReading {
  const { check, cutOff } = checkChain(content);
  const intact = cutOff === null ? content : content.subarray(0, cutOff.from);
  if (check.kind === "broken" && cutOff === null) {
    const message = `The journal is broken at line ${check.line}: ${check.reason}.`;
    return refused({ kind: "broken", line: check.line, message }, emptyChain);
  }
  const lines = linesOf(intact);
  const end = { records: lines.length, hash: lines.at(-1)?.hash ?? emptyChain.hash };
  // A version that this content only continues has lost nothing.
  const others = versions.filter((version) => !content.subarray(0, version.length).equals(version));
  const lost = lostSince(others, { lines, publicKeys });
  if (lost !== null) return refused(lost, end);
  const foreign = originProblem(lines, origin);
  if (foreign !== null) return refused(foreign, end);
  return { ...signedPart(lines, publicKeys), end };
}

const refused = (problem: JournalProblem, end: ChainEnd): ContentReading => ({
  believed: [],
  end,
  unsigned: null,
  problem,
});

function signedPart(lines: readonly Line[], publicKeys: readonly string[]): Omit<ContentReading, "end"> {
  let signed = 0;
  for (const [index, { record, prev }] of lines.entries()) {
    if (record.kind !== "signature") continue;
    if (!isSignedBy(publicKeys, record, prev)) {
      const line = index + 1;
      const message = `Line ${line} of the journal is signed by a key that rolecall.yaml does not list, or its signature is not valid.`;
      return {
        believed: believedIn(lines.slice(0, signed)),
        unsigned: null,
        problem: { kind: "stranger", line, message },
      };
    }
    signed = index + 1;
  }
  const believed = believedIn(lines.slice(0, signed));
  if (signed === lines.length) return { believed, unsigned: null, problem: null };
  const unsigned = { from: signed + 1, to: lines.length };
  const lastRun = believed.reduce<string | null>((run, record) => runOf(record) ?? run, null);
  const isCrash = lines.slice(signed).every(({ record }) => lastRun !== null && runOf(record) === lastRun);
  if (isCrash) return { believed, unsigned, problem: null };
  const message = `The journal has records without a signature from line ${unsigned.from}, and no crash of the last run leaves such records.`;
  return { believed, unsigned, problem: { kind: "stranger", line: unsigned.from, message } };
}

/** A crash leaves records of the run that signed last; every other record is signed in the same write. */
const runOf = (record: JournalRecord): string | null => ("run" in record ? record.run : null);

/** Leaves out what a later run found unsigned, and the records about the journal itself. */
function believedIn(lines: readonly Line[]): readonly JournalRecord[] {
  const disowned = new Set<number>();
  for (const [index, { record }] of lines.entries())
    if (record.kind === "disowned")
      for (let line = Math.max(1, record.from); line <= Math.min(record.to, index); line += 1) disowned.add(line);
  return lines.flatMap(({ record }, index) =>
    disowned.has(index + 1) || record.kind === "signature" || record.kind === "disowned" ? [] : [record],
  );
}

function originProblem(lines: readonly Line[], origin: JournalTrust["origin"]): JournalProblem | null {
  const first = lines[0]?.record;
  if (origin === null || first === undefined) return null;
  if (first.kind !== "journal-started") {
    const isSigned = lines.some(({ record }) => record.kind === "signature");
    const message = "The journal does not begin with its repository and branch.";
    return isSigned ? { kind: "replayed", line: 1, message } : null;
  }
  if (first.genesis === origin.genesis && (origin.branch === null || first.branch === origin.branch)) return null;
  return {
    kind: "replayed",
    line: 1,
    message: `The journal belongs to another repository or branch: expected genesis ${origin.genesis}${origin.branch === null ? "" : ` on ${origin.branch}`}, got ${first.genesis} on ${first.branch}.`,
  };
}

/** Returns the first signed end of an earlier version that this journal does not contain. */
function lostSince(
  versions: readonly Buffer[],
  { lines, publicKeys }: { readonly lines: readonly Line[]; readonly publicKeys: readonly string[] },
): JournalProblem | null {
  for (const version of versions) {
    const known = signedEnd(version, publicKeys);
    if (known === null) continue;
    const had = `an earlier version has ${known.records} signed records`;
    if (lines.length === 0) return { kind: "emptied", line: null, message: `The journal was emptied: ${had}.` };
    if (lines.length < known.records)
      return { kind: "cut", line: null, message: `The journal was cut: it has ${lines.length} records, and ${had}.` };
    if (lines[known.records - 1]?.hash !== known.hash)
      return {
        kind: "forked",
        line: known.records,
        message: `The journal was forked: ${had}, and line ${known.records} is a different record here.`,
      };
  }
  return null;
}

/** Returns the last end of a version that a listed key signed; null: the version proves nothing. */
function signedEnd(version: Buffer, publicKeys: readonly string[]): ChainEnd | null {
  const { check, cutOff } = checkChain(version);
  const valid = cutOff?.from ?? (check.kind === "intact" ? version.length : 0);
  const lines = linesOf(version.subarray(0, valid));
  const at = lines.findLastIndex(
    ({ record, prev }) => record.kind === "signature" && isSignedBy(publicKeys, record, prev),
  );
  return at === -1 ? null : { records: at + 1, hash: lines[at]?.hash ?? "" };
}

/** The lines of a chain that was checked. */
const linesOf = (content: Buffer): readonly Line[] =>
  content
    .toString("utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line) as Line);
