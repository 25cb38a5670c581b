import { OperationalError } from "../../diagnostics/user-error.ts";
import type { JournalDocument } from "../../formats/answers.generated.ts";
import type { JournalReading } from "../../ports/journal.ts";
import { forTerminal } from "../../report/escape.ts";
import { renderJournalEntries } from "../../report/text/journal.ts";
import { journalEntries, type JournalFilter } from "../../workflow/journal-entries.ts";
import { listedKeys } from "../../workflow/journal-keys.ts";
import type { CliEnvironment } from "../environment.ts";
import { type ExitCode, exitCodes } from "../exit-codes.ts";
import { formatOf, parseInstantOption, printJson } from "../inputs.ts";
import { journalOf } from "../wiring/run.ts";
import { workspaceOf } from "../wiring/workspace.ts";

export interface JournalOptions {
  /** The folder whose rolecall.yaml, and its history, list the keys. */
  readonly root: string;
  /** The remote that has the journal's branch. */
  readonly remote?: string;
  readonly format: string;
  readonly json?: boolean;
  /** Any of these lists the operations that match. */
  readonly user?: string;
  readonly entitlement?: string;
  readonly since?: string;
  readonly until?: string;
}

/**
 * `rolecall journal`: verifies the hash chain and the signatures of a journal offline, and lists the operations that are asked
 * for. Exits with 3 where a line is wrong.
 */
export async function journal(file: string, options: JournalOptions, environment: CliEnvironment): Promise<ExitCode> {
  const answer = await answerFor(file, options, environment);
  if (formatOf(options) === "json") environment.out(printJson(answer));
  else {
    const lines = [...answer.message.split("\n"), ...leaseText(answer)].map(forTerminal);
    environment.out(
      `${lines.join("\n")}\n${answer.entries === null ? "" : `\n${renderJournalEntries(answer.entries)}`}`,
    );
  }
  return answer.status === "verified" || isUnsignedAsAWhole(answer) ? exitCodes.done : exitCodes.findings;
}

function leaseText({ lease }: JournalDocument): readonly string[] {
  if (lease === null) return [];
  const { run, epoch, end, isReleased } = lease;
  return [`The last lease has epoch ${epoch}: run ${run} ${isReleased ? "has released it" : `holds it until ${end}`}.`];
}

/** A journal that a person wrote: it has no signature, and is not wrong. */
const isUnsignedAsAWhole = ({ status, line }: JournalDocument): boolean => status === "unsigned" && line === null;

async function answerFor(file: string, options: JournalOptions, environment: CliEnvironment): Promise<JournalDocument> {
  const { root, remote = "origin" } = options;
  const filter = filterOf(options);
  const { publicKeys, genesis } = await listedKeys(workspaceOf(root, environment));
  const store = journalOf({ journal: file, root, remote }, environment);
  const reading = await store.verified({
    publicKeys,
    origin: genesis === null ? null : { genesis, branch: null },
  });
  if (reading.isMissing)
    throw new OperationalError(
      `the journal ${forTerminal(file)} does not exist. rolecall apply writes it below the folder it runs in, or to the place of its --journal.`,
    );
  const { problem, lease } = reading;
  if (problem?.kind === "broken") {
    const line = problem.line ?? 1;
    const message = `${file}: ${problem.message}`;
    return { version: 1, file, status: "broken", records: line - 1, hash: null, line, message, lease, entries: null };
  }
  const answer = { version: 1, file, ...reading.end, ...judged(file, reading), lease } as const;
  if (filter === null || answer.status === "broken") return { ...answer, entries: null };
  const records = reading.unsigned?.from === 1 ? ((await store.read()) ?? []) : reading.believed;
  return { ...answer, entries: [...journalEntries(records, filter)] };
}

/** Returns what the options ask for; null: only the verification. */
function filterOf({ user, entitlement, since, until }: JournalOptions): JournalFilter | null {
  if ([user, entitlement, since, until].every((option) => option === undefined)) return null;
  return {
    user: user ?? null,
    entitlement: entitlement ?? null,
    since: since === undefined ? null : parseInstantOption("--since", since),
    until: until === undefined ? null : parseInstantOption("--until", until),
  };
}

function judged(
  file: string,
  { end, unsigned, problem }: JournalReading,
): Pick<JournalDocument, "status" | "line" | "message"> {
  const size = `${end.records} records, the last hash is ${end.hash}`;
  if (end.records === 0) return { status: "unsigned", line: null, message: `${file} has no records.` };
  if (unsigned?.from === 1)
    return {
      status: "unsigned",
      line: null,
      message: `${file} is unsigned: its hash chain is intact (${size}). Without a signature, every person who can write the file can have written it. Compare the hash with a copy.`,
    };
  if (problem !== null) return { status: "broken", line: problem.line, message: `${file}: ${problem.message}` };
  if (unsigned !== null)
    return {
      status: "unsigned",
      line: unsigned.from,
      message: `${file} has unsigned records at its end, in the lines ${unsigned.from} to ${unsigned.to}: the run ended early. No run believes them.`,
    };
  return {
    status: "verified",
    line: null,
    message: `${file} is verified: ${size}. A listed key signed every record.\nCompare the hash with a copy that is kept elsewhere: nothing else shows that records are missing at the end.`,
  };
}
