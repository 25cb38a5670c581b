import { createHash } from "node:crypto";
import type { JournalRecord } from "../ports/journal.ts";
import { canonicalJson } from "../support/canonical-json.ts";

/** The end of a chain: its number of records and the hash of the last one. */
export interface ChainEnd {
  readonly records: number;
  readonly hash: string;
}

/** The end that the first record continues. */
export const emptyChain: ChainEnd = { records: 0, hash: `sha256:${"0".repeat(64)}` };

export interface ChainedLine {
  /** Canonical JSON, without the line end. */
  readonly line: string;
  readonly end: ChainEnd;
}

/** Returns the next line of a journal: `{ hash, prev, record, seq }`. `hash` is SHA-256 over the canonical JSON of the rest. */
export function chained(record: JournalRecord, { records, hash: prev }: ChainEnd): ChainedLine {
  const seq = records + 1;
  const body = { prev, record: withoutSecrets(record), seq };
  const hash = hashOf(body);
  return { line: canonicalJson({ ...body, hash }), end: { records: seq, hash } };
}

/** Returns the end of the chain after this line, or the problem with the line, as the end of a sentence. */
export function follow(line: Buffer, { records, hash: prev }: ChainEnd): ChainEnd | string {
  let parsed: unknown;
  try {
    parsed = JSON.parse(line.toString("utf8"));
  } catch {
    return "it is not JSON";
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) return "it is not a record";
  // Only the canonical form is valid: no duplicate key, no spaces, no replaced bytes.
  if (!Buffer.from(canonicalJson(parsed)).equals(line)) return "it is not canonical JSON";
  const { hash, ...body } = parsed as Readonly<Record<string, unknown>>;
  if (body["seq"] !== records + 1)
    return `it has the wrong number: expected ${records + 1}, got ${String(body["seq"])}`;
  if (body["prev"] !== prev) return "it does not continue the line before it";
  if (typeof hash !== "string" || hash !== hashOf(body)) return "its content does not match its hash";
  return { records: records + 1, hash };
}

const hashOf = (body: unknown): string => `sha256:${createHash("sha256").update(canonicalJson(body)).digest("hex")}`;

const secretName = /passw|secret|token|credential|authorization|api.?key|private.?key/i;

/** Returns the value without the fields whose names refer to a secret (I32). */
function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [name, secretName.test(name) ? "[left out]" : withoutSecrets(field)]),
  );
}
